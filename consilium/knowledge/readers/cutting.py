"""Long stretches cut where a person would cut them: at the end of a sentence or line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

LONGEST = 1_200
"""Characters up to which a stretch stays whole."""

_SHORT, _LONG = 600, 1_000

_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"»”’)\]*_]{0,8}\s{1,40}(?=[\"«“„(\[*_>#|-]{0,8}[A-ZА-ЯЁ0-9])"
    r"|\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+|]|\d{1,9}[.)]))"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|etc|et al|fig|no|approx|cf|dr|prof|[A-Z]|[А-ЯЁ])|"
    r"(?:^|[\s(])(?:т|т\.е|т\.к|т\.д|т\.п|им|г|гг|рис|табл|см|ср|напр|проф|д-р|др))\.\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 12
_SPACE = re.compile(r"\s+")


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of ``text[start:end]``: itself up to 1,200 characters, else parts of 600 to 1,000.

    A part ends with a sentence or line; where there is none between 600 and 1,000 characters, with a
    word; and in what has no spaces, after 1,000 characters. Parts are without blanks around them.
    """
    if end - start <= LONGEST:
        yield from _trimmed(text, start, end)
        return
    sentences = _edges(_SENTENCE_END, text, start, end)
    words = [found.end() for found in _SPACE.finditer(text, start, end)]
    while end - start > LONGEST:
        # The last part must not be left too short.
        latest = min(start + _LONG, end - _SHORT)
        place = _last(sentences, start + _SHORT, latest) or _last(words, start + _SHORT, latest) or latest
        yield from _trimmed(text, start, place)
        start = place
    yield from _trimmed(text, start, end)


def sentence_edges(text: str, start: int, end: int) -> list[int]:
    """Where sentences and lines of ``text[start:end]`` begin behind others, in order."""
    return _edges(_SENTENCE_END, text, start, end)


def _edges(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    return [
        found.end()
        for found in pattern.finditer(text, start, end)
        if not (
            found[0].startswith(".")
            and _ABBREVIATED.search(text[max(start, found.start() - _LOOK_BACK) : found.start() + 1])
        )
    ]


def _last(places: list[int], earliest: int, latest: int) -> int:
    """The last of these places between two others, 0 where there is none."""
    number = bisect_right(places, latest)
    return places[number - 1] if number > bisect_left(places, earliest) else 0


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if end > start:
        yield start, end
