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
_FOOTNOTE: Final = re.compile(r"\A\s*\[\^")
_LINK: Final = re.compile(r"!?\[\[[^\]]*\]\]")

# A full stop behind «см.», «ср.» or "et al." ends nothing; items of a list are sentences of their own.
_SENTENCE: Final = re.compile(
    r"""\S.*?(?:(?<!\bсм)(?<!\bср)(?<!\bal)[.!?…]["'»”)\]*_]*(?=\s+["'«“(\[*_]*[A-ZА-ЯЁ])"""
    r"""|(?=\n\s*(?:>\s*)*[-*+]\s)|\Z)""",
    re.DOTALL,
)
# The number of a list's next question may trail behind one.
_QUESTION: Final = re.compile(r"""\?["'»”)\]*_]*\s*(?:\d+\.\s*)?\Z""")
_POINTING: Final = re.compile(
    r"(?::|\b(?:see|also|compare|note|см|смотри(?:те)?|подробнее|сравни(?:те)?|заметк\w+)\b)\W{0,3}\[\[", re.IGNORECASE
)
_POINTER_BEHIND: Final = re.compile(
    r"\s*(?::\s*(?:(?:see|compare|см\.|ср\.)\s*)?|[,;]?\s*\b(?:see|compare|см\.|ср\.)\s*)\[\[[^\]]*\]\]\W*\Z",
    re.IGNORECASE,
)
_ABOUT_ITSELF: Final = re.compile(
    r"\bth(?:is|ese) (?:note|map)s?\b|\bэт\w+ (?:заметк|карт)\w+|\b(?:first|second|third|last|two|three) rows?\b"
    r"|\bстрок\w* таблиц\w+",
    re.IGNORECASE,
)

# A passage that tells how notes are kept, or what somebody did on which day, states nothing about the world.
_OF_NOTES: Final = re.compile(
    r"\b(?:bilingual|personal|obsidian|map of (?:a|the|this)(?: \w+)?) (?:vault|notes)\b|\bcallouts?\b|\bтип\w* заметок"
    r"|\bкарт\w+ (?:\w+ ){0,2}(?:хранилищ\w+|заметок)|\bзаметк\w+ помечен\w+"
    r"|\A\W*(?:проверить|уточнить|узнать|найти|спросить|разобраться|to[ -]?do|to check|check|look up|find out)\s*:",
    re.IGNORECASE,
)
_DIARY: Final = re.compile(
    r"\*\*(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_PERSONAL: Final = re.compile(
    r"\b(?:I (?:think|believe|guess|want|hope|plan|suppose)|in my (?:opinion|view)"
    r"|I (?:choose|prefer|chose|ran|rode|slept|felt)|мне кажется|я|по-моему|на мой взгляд|меня убежда\w+|хочу"
    r"|надеюсь)\b",
    re.IGNORECASE,
)


_DEFINING: Final = re.compile(
    r"""\A[«"*_]*(?:
      # Подводка (taper) — снижение нагрузки; a head with a number or a verb of finding is no mere name.
      [А-ЯЁ][^.!?:;,\d—]{0,60}?(?:\s\([^)]*\))?[»"*_]*\s[—–-]\s(?:это\s)?[а-яё]
    | [А-ЯЁ][^.!?:;,\d—]{0,60}?\s(?:называ(?:ют|ется|ются)|означа(?:ет|ют))\s
    # Heat acclimation is deliberate, repeated exercise that …; "X is effective" says what X does.
    | (?!(?:The\s)?(?:most|best|only|main|largest)\b)[A-Z][\w-]*(?:\s[\w-]+){0,4}(?:\s\([^)]*\)|,[^,.\d]*,)?[*_]*\s
      (?:(?:is|are)\s(?:an?|the|any|deliberate|defined|called|converted|made|found\sin)\b|adjusts\b|means\b|refers?\sto\b|consists?\sof\b|denotes?\b)
    )""",
    re.VERBOSE,
)
_WHAT_IS: Final = re.compile(
    r"\A\s*(?:what (?:is|are|does .+ mean)|define|how (?:is|are) .+ (?:defined|determined|measured)"
    r"|(?:что|кто) так\w+|что значит|что означает|как (?:определить|определяют|называется)|определение)\b",
    re.IGNORECASE,
)


def defines(statement_: str) -> bool:
    """Whether a statement first says what a thing is.

    >>> defines("Подводка (taper) — снижение тренировочной нагрузки."), defines("Caffeine is effective at 3 mg/kg.")
    (True, False)
    """
    return bool(_DEFINING.match(statement_))


def asks_what_it_is(question: str) -> bool:
    """Whether a question asks for a definition."""
    return bool(_WHAT_IS.match(question))


def statement(text: str) -> str:
    r"""The longest stretch of a passage that states something, word for word; empty where nothing does.

    >>> statement("Caffeine helps trained cyclists over 40 km. See also: [[Dietary nitrate]].")
    'Caffeine helps trained cyclists over 40 km.'
    >>> statement("> [!question] Open question\n> Does caffeine help trained cyclists over 40 km?")
    ''
    """
    if any(sign.search(text) for sign in (_ASKING, _TABLE, _FOOTNOTE, _OF_NOTES, _DIARY)):
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
