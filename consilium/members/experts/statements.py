"""What in a passage of notes states something; questions, signposts, plans and tables do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

MOST_LINKED: Final = 0.2
"""The share of a sentence that may be links to other notes; beyond it the sentence is a signpost."""

MOST_POINTED: Final = 0.15
"""The same where a link stands behind a colon or a word like «см.»."""

FEWEST_WORDS: Final = 5

# Obsidian's callout types for questions, and the one in which people note what is still to be done.
_ASKING: Final = re.compile(r"\A\s*>\s*\[!(?:question|help|faq|todo)\b", re.IGNORECASE)
_HEAD: Final = re.compile(r"\s*>\s*\[![\w-]+\][^\n]*(?:\n\s*(?:>\s*)*|\Z)|\s*(?:>\s*)+|\s*[-*+]\s+|\s+")
_TAIL: Final = re.compile(r"(?:\s+(?:\^[A-Za-z0-9-]+|#[^\W\d][\w/-]*))*\s*\Z")
_TABLE: Final = re.compile(r"^\s*(?:>\s*)*\|", re.MULTILINE)
_FOOTNOTE: Final = re.compile(r"\s*\[\^")
_LINK: Final = re.compile(r"!?\[\[[^\]]*\]\]")

# A full stop behind «см.», «ср.» or "et al." ends nothing; items of a list are sentences of their own.
_SENTENCE: Final = re.compile(
    r"""\S.*?(?:(?<!\bсм)(?<!\bср)(?<!\bal)[.!?…]["'»”)\]*_]*(?=\s+["'«“(\[*_]*[A-ZА-ЯЁ])"""
    r"""|(?=\n\s*(?:>\s*)*[-*+]\s)|\Z)""",
    re.DOTALL,
)
_QUESTION: Final = re.compile(r"""\?["'»”)\]*_]*\s*\Z""")
_POINTING: Final = re.compile(
    r"(?::|\b(?:see|also|compare|note|см|смотри(?:те)?|подробнее|сравни(?:те)?|заметк\w+)\b)\W{0,3}\[\[", re.IGNORECASE
)
_POINTER_BEHIND: Final = re.compile(
    r"\s*(?::\s*(?:(?:see|compare|см\.|ср\.)\s*)?|[,;]?\s*\b(?:see|compare|см\.|ср\.)\s*)\[\[[^\]]*\]\]\W*\Z",
    re.IGNORECASE,
)
_ABOUT_ITSELF: Final = re.compile(r"\bth(?:is|ese) (?:note|map)s?\b|\bэт\w+ (?:заметк|карт)\w+", re.IGNORECASE)
_PERSONAL: Final = re.compile(
    r"\b(?:I (?:think|believe|guess|want|hope|plan|suppose)|in my (?:opinion|view)"
    r"|мне кажется|я (?:\w+ )?(?:думаю|считаю|полагаю|допускаю)|по-моему|на мой взгляд|меня убежда\w+|хочу|надеюсь)\b",
    re.IGNORECASE,
)


def statement(text: str) -> str:
    r"""The longest stretch of a passage that states something, word for word; empty where nothing does.

    >>> statement("Caffeine helps trained cyclists over 40 km. See also: [[Dietary nitrate]].")
    'Caffeine helps trained cyclists over 40 km.'
    >>> statement("> [!question] Open question\n> Does caffeine help trained cyclists over 40 km?")
    ''
    """
    if _ASKING.match(text) or _TABLE.search(text) or _FOOTNOTE.match(text):
        return ""
    start, end = _bounds(text)
    runs = groupby(_sentences(text, start, end), lambda span: _states(text[slice(*span)]))
    stating = [(spans[0][0], spans[-1][1]) for states, group in runs if states and (spans := list(group))]
    first, last = max(stating, key=lambda span: span[1] - span[0], default=(0, 0))
    found = _POINTER_BEHIND.sub("", text[first:last]).strip()
    return found if len(found.split()) >= FEWEST_WORDS else ""


def _bounds(text: str) -> tuple[int, int]:
    """Where a passage's words start and end, without Obsidian's marks around them."""
    head, tail = _HEAD.match(text), _TAIL.search(text)
    return head.end() if head else 0, tail.start() if tail else len(text)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text, start, end):
        yield match.span()


def _states(sentence: str) -> bool:
    """Whether a sentence says something that could be right or wrong, about the world and not the notes."""
    if any(sign.search(sentence) for sign in (_QUESTION, _ABOUT_ITSELF, _PERSONAL)):
        return False
    linked = sum(len(link.group()) for link in _LINK.finditer(sentence)) / len(sentence)
    return linked <= (MOST_POINTED if _POINTING.search(sentence) else MOST_LINKED)
