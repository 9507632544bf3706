"""Finding a quotation word for word, whole: cut neither inside a word or number nor off its negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from consilium.knowledge.quotes.tokens import Tokens

Cut = Literal["", "word", "number", "negation"]
"""What a quotation was cut off from at its edges; empty where it stands whole."""

# What a quotation must not leave behind: 5 stands neither in −5, < 5 nor 5–7, and "improves" not in "not improves".
_CUT_BEFORE = re.compile(r"(?:\d\s?%?[-‐‑–—−/](?:\s*\n[\s>]*)?|(?<!\S)[-–−]\s?|[±<>≤≥≈⩽⩾]=?\s?|(?<!~)~\s?|[\d,.:/])\Z")
_CUT_AFTER = re.compile(r"[-‐‑–—−/:](?:[ \t]*\n[\s>]*)?\d|[.,]\d")
_NEGATION_BEFORE = re.compile(
    r"(?<!\w)(?:не|ни|нет|без|not|no|nor|never|cannot|without|neither|\w+n['’`]t)[\s>*_]+[\"'«„“‘(\[*_]*\Z"
    r"|(?<!\w)(?:не|non|un|anti|анти|без)-(?:\s*\n[\s>]*)?\Z",
    re.IGNORECASE,
)
# "A few" and "few" are opposites.
_ARTICLE_BEFORE = re.compile(r"(?<!\w)a\s+\Z", re.IGNORECASE)
_COUNTED = re.compile(r"(?:few|little)\b", re.IGNORECASE)
_LOOK_AROUND = 24
_CLOSING = ")]}.!?…\"'»”“’*_%"
_OPENING = "([{\"'«„“‘*_"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands in a source.

    Args:
        start: offset of its first character in the source's text.
        end: offset behind its last.
        cut: what it was cut off from there, which makes it another statement.
    """

    start: int
    end: int
    cut: Cut = ""


def places(quote: Tokens, source: Tokens, *, behind: int = 0) -> Iterator[Place]:
    """Every place where the quotation's words, numbers and signs stand in this order and nothing between them.

    Args:
        quote: what was quoted; nothing is found for one without words.
        source: where it should stand.
        behind: an offset in the source's text before which nothing counts.
    """
    wanted = quote.line
    at = source.line.find(wanted) if wanted else -1
    while at >= 0:
        first, last = source.at_offset.get(at), source.at_offset.get(at + len(wanted))
        if first is not None and last is not None and source.starts[first] >= behind:
            start, end = source.starts[first], source.ends[last - 1]
            yield Place(*with_marks(quote, source.text, start, end), cut(source.text, start, end))
        at = source.line.find(wanted, at + 1)


def cut(text: str, start: int, end: int) -> Cut:
    """What a stretch of a text is cut off from at its edges."""
    before, after = text[max(0, start - _LOOK_AROUND) : start], text[end : end + _LOOK_AROUND]
    if (text[start].isalnum() and before[-1:].isalnum()) or (text[end - 1].isalnum() and after[:1].isalnum()):
        return "word"
    if _ARTICLE_BEFORE.search(before) and _COUNTED.match(text, start):
        return "word"
    if text[start].isdigit() and _CUT_BEFORE.search(before):
        return "number"
    if text[end - 1].isdigit() and _CUT_AFTER.match(after):
        return "number"
    denied = _NEGATION_BEFORE.search(before)
    # A capital on a new line begins a sentence of its own: a heading may well end in "or not".
    return "negation" if denied and not ("\n" in denied.group() and text[start].isupper()) else ""


def with_marks(quote: Tokens, text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of the source with those marks around it that the quotation has as well: ``(n = 12)``."""
    if not quote.words:
        return start, end
    for mark in quote.text[quote.ends[-1] :]:
        if mark not in _CLOSING or text[end : end + 1] != mark:
            break
        end += 1
    for mark in reversed(quote.text[: quote.starts[0]]):
        if mark not in _OPENING or not start or text[start - 1] != mark:
            break
        start -= 1
    return start, end
