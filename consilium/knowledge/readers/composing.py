"""Putting a document's text together from the parts that a reader takes out, with exact offsets into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.types.source import SectionLabel, Stretch

SHORTEST_CHARS = 40
"""What is shorter says too little to be quoted; it stays in the text."""

LEAST_CHARS = 600
LONGEST_CHARS = 1000
"""A longer paragraph is cut at the last end of a sentence between these, else between words."""

_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*(?=\s+[\"'«“(\[]?[A-ZА-ЯЁ0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|approx|resp|et al|Fig|Figs|Eq|Ref|No|Dr|Prof|т\.е|т\.д|т\.п|др|рис|табл|см|стр|г"
    r"|[A-ZА-ЯЁ]))\.\Z"
)


def sentence_ends(text: str) -> Iterator[int]:
    """Offsets behind each sentence but the last; common abbreviations and initials end none.

    >>> list(sentence_ends("VO2max rose (vs. rest). Lactate fell."))
    [23]
    """
    for hit in _SENTENCE_END.finditer(text):
        if not _NO_END.search(text, max(0, hit.start() - 8), hit.start() + 1):
            yield hit.end()


def pieces(text: str, least: int = LEAST_CHARS, longest: int = LONGEST_CHARS) -> Iterator[tuple[int, int]]:
    """Start and end of parts of at most ``longest`` characters, without white space at their borders.

    Cut at the last end of a sentence behind ``least`` characters, else at the last gap between words, else hard.
    """
    ends = list(sentence_ends(text)) if len(text) > longest else []
    start = _skip(text, 0)
    while start < len(text):
        stop = len(text)
        if len(text) - start > longest:
            good = [end for end in ends if start + least <= end <= start + longest]
            gap = max(text.rfind(" ", start + least, start + longest), text.rfind("\n", start + least, start + longest))
            stop = good[-1] if good else gap if gap > start else start + longest
        end = start + len(text[start:stop].rstrip())
        if end > start:
            yield start, end
        start = _skip(text, stop)


def _skip(text: str, at: int) -> int:
    """The first offset from ``at`` on that is no white space."""
    return at + len(text[at:]) - len(text[at:].lstrip())


class Composer:
    """A text that grows part by part, and the stretches of it that can be quoted."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.stretches: list[Stretch] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def add(self, text: str, gap: str = "\n\n") -> int:
        """Append a part that is not quoted, behind ``gap`` unless it is the first.

        Returns:
            The offset at which it starts.
        """
        if not text:
            return self.length
        if self._parts:
            self._parts.append(gap)
            self.length += len(gap)
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return start

    def quote(
        self, text: str, *, section: str = "", label: SectionLabel = "", place: str = "", gap: str = "\n\n"
    ) -> None:
        """Append a part that can be quoted, in stretches of at most ``LONGEST_CHARS``."""
        start = self.add(text, gap)
        for begin, end in pieces(text):
            if end - begin >= SHORTEST_CHARS:
                self.stretches.append(Stretch(start + begin, start + end, section, label, place=place))
