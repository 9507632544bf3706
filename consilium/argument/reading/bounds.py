"""Whether a number bounds from below or above, and the words that say so: more than, up to, не менее."""

from __future__ import annotations

import re
from typing import Final, Literal

Bound = Literal["", ">", "<"]

_UPPER: Final = re.compile(
    r"(?:\b(?:no more than|not more than|at most|up to|(?<!no )less than|(?<!no )fewer than|under|below|shorter than"
    r"|lower than|не более|не больше|не выше|до|менее|меньше|ниже|короче|максимум)(?: чем)?|[<≤])\s*\Z"
)
_LOWER: Final = re.compile(
    r"(?:\b(?:no less than|not less than|at least|over|above|exceeding|(?<!no )more than|(?<!not )longer than"
    r"|(?<!not )greater than|higher than|не менее|не меньше|не ниже|более|больше|выше|дольше|длиннее|свыше|минимум)"
    r"(?: чем)?|[>≥])\s*\Z"
)
_SIDES: Final[tuple[tuple[Bound, re.Pattern[str]], ...]] = (("<", _UPPER), (">", _LOWER))
_ABOUT: Final = re.compile(r"(?:about|around|roughly|approximately|nearly|some|примерно|около|порядка|почти|~|≈)\s*\Z")
_BEHIND: Final = re.compile(r"\s*(?:or|and|и|или) (?:more|above|over|longer|более|выше|больше|дольше)\b")
_LOOK_BACK: Final = 28


def bound_of(text: str, start: int, end: int) -> tuple[Bound, int, int]:
    """Which way an amount bounds, and the stretch with the words that say so."""
    if behind := _BEHIND.match(text, end):
        return ">", start, behind.end()
    before = _ABOUT.sub("", text[max(0, start - _LOOK_BACK) : start])
    for bound, pattern in _SIDES:
        if found := pattern.search(before):
            return bound, start - (len(text[max(0, start - _LOOK_BACK) : start]) - found.start()), end
    return "", start, end
