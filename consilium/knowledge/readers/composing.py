"""Putting a document's text together from the parts that a reader takes out, with exact offsets into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.knowledge.readers.cutting import cut
from consilium.types.source import Flag, SectionLabel, Stretch

SHORTEST_CHARS = 40
"""What is shorter says too little to be quoted; it stays in the text."""

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
        self,
        text: str,
        *,
        section: str = "",
        label: SectionLabel = "",
        place: str = "",
        flags: tuple[Flag, ...] = (),
        gap: str = "\n\n",
    ) -> None:
        """Append a part that can be quoted, cut where it is long."""
        start = self.add(text, gap)
        for begin, end in cut(text, 0, len(text)):
            if end - begin >= SHORTEST_CHARS:
                self.stretches.append(Stretch(start + begin, start + end, section, label, place=place, flags=flags))
