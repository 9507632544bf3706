"""Numbers of a sentence with their units, and the names of quantities that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from consilium.units import read_unit
from consilium.wording.numerals import NUMBER, canonical

_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<low>[-−–]?(?:{NUMBER}))(?:\s?(?:±|\+/-|\+/−)\s?(?:{NUMBER}))?"
    rf"(?:\s?(?P<joint>[-–—]|to|до|и|and|\.\.|,)\s?(?P<high>[-−–]?(?:{NUMBER})))?(?![\w]*\d)"
)
_BETWEEN = re.compile(r"(?:\bbetween|\bмежду|[\[(])\s*\Z", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\"'«“(\[*_]*[A-ZА-ЯЁ\d])|\n+")

# A number that tells how much something changed says nothing of how much there is.
_CHANGE_BEFORE = re.compile(
    r"(?:\+|\b(?:by|на)\s+(?:about|approximately|around|roughly|only|около|примерно|приблизительно)?\s*"
    r"|\b(?:increase|decrease|rise|drop|gain|loss|difference|decline|reduction|change|улучшени\w+|прирост\w*|снижени\w+"
    r"|разниц\w+|увеличени\w+|повышени\w+|уменьшени\w+|потер\w+)\s+(?:of|in|was|составил\w*|в|=|:)?\s*(?:about|около)?\s*)\Z",
    re.IGNORECASE,
)
_CHANGE_BEHIND = re.compile(
    r"\s*(?:higher|lower|more|less|greater|smaller|faster|slower|longer|shorter|выше|ниже|больше|меньше|быстрее|дольше)\b",
    re.IGNORECASE,
)


_STUFF = re.compile(r"\s+(?:of\s+)?[^\W\d]+(?:\s[^\W\d]+)?\s+(?:per|a|на|в|за)\s+")
_BEFORE_UNIT = frozenset((" ", "\u00a0", "\u202f", "\u2009", "-", "\n"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a range, with its unit, at ``text[start:end]``.

    Args:
        low: its value, or the range's first end.
        high: the range's second end; the value itself where there is no range.
        unit: in pint's words; empty where none stands behind it.
        change: it tells a change, not a level.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    change: bool = False
    range: bool = False


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end; a line's end is a sentence's."""
    at = 0
    for found in _SENTENCE.finditer(text):
        yield at, found.start()
        at = found.end()
    yield at, len(text)


def numbers(text: str, start: int, end: int) -> list[Number]:
    """The numbers of a stretch of a text, in order."""
    found: list[Number] = []
    at = start
    while match := _NUMBER.search(text, at, end):
        number, at = _number(text, match)
        found.append(number)
    return found


def _number(text: str, match: re.Match[str]) -> tuple[Number, int]:
    before = text[max(0, match.start() - 60) : match.start()]
    ranged = match["high"] is not None and _is_range(match, before)
    stop = match.end() if ranged or match["high"] is None else match.start("joint")
    stop -= len(text[match.start() : stop]) - len(text[match.start() : stop].rstrip())
    unit, end = read_unit(text, stop + (text[stop : stop + 1] in _BEFORE_UNIT))
    unit, end = _a_share(text, unit, end) if unit else ("", stop)
    low = _value(match["low"])
    high = _value(match["high"]) if ranged else low
    change = bool(_CHANGE_BEFORE.search(before) or _CHANGE_BEHIND.match(text, end))
    return Number(match.start(), end, low, high, unit, change, ranged), max(end, stop)


def _a_share(text: str, unit: str, end: int) -> tuple[str, int]:
    """A unit with what it is a share of, if that stands behind what is measured: g [of protein] per kg per day."""
    while stuff := _STUFF.match(text, end):
        rest, stop = read_unit(text, stuff.end())
        if not rest:
            break
        unit, end = f"{unit} / {rest}", stop
    return unit, end


def _is_range(match: re.Match[str], before: str) -> bool:
    """Whether two numbers are a range's ends: "3 and 6" are one only behind "between", "3, 6" only in brackets."""
    joint = match["joint"]
    return joint not in {"and", "и", ","} or bool(_BETWEEN.search(before))


def _value(number: str) -> float:
    sign = -1 if number[0] in "-−–" else 1
    parts = canonical(number.lstrip("-−–")).split(":")
    return sign * sum(float(part) / float(60**place) for place, part in enumerate(parts))


@lru_cache(maxsize=1024)
def name_pattern(names: Sequence[str]) -> re.Pattern[str]:
    """A pattern for the names of a quantity; ``*`` stands for any ending: «максимальн* потреблени* кислорода»."""
    plain = (re.escape(name.casefold().replace("ё", "е")) for name in sorted(names, key=len, reverse=True))
    spelt = (name.replace(r"\*", r"\w*").replace(r"\ ", r"[\s\u00a0-]+") for name in plain)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)")
