"""A source's passages as one text again, so that a quotation may run from one into the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from consilium.types.evidence import Passage

LARGEST = 200_000
"""Most characters that are read as one; of a longer source each passage is read by itself."""

_CLOSE = 2
# A letter in no note: no quotation reaches over what was left out of the passages.
_BARRIER = "\nꙮ\n"


@dataclass(frozen=True, slots=True)
class Joined:
    """Passages in one text.

    Args:
        passages: in the order of their source.
        text: their texts; next to one another where only blanks lie between them there.
        starts: where each begins in ``text``.
    """

    passages: Sequence[Passage]
    text: str
    starts: Sequence[int]

    def at(self, place: int) -> Passage:
        """The passage that a place of the text lies in."""
        return next(
            passage
            for passage, start in zip(reversed(self.passages), reversed(self.starts), strict=True)
            if start <= place
        )


def joined(passages: Sequence[Passage]) -> Iterator[Joined]:
    """A source's passages as one text, or one by one where they are too long or overlap."""
    whole = sum(len(passage.text) for passage in passages) <= LARGEST
    if not whole or any(one.end > other.start for one, other in pairwise(passages)):
        yield from (Joined([passage], passage.text, [0]) for passage in passages)
        return
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for place, passage in enumerate(passages):
        gap = passage.start - passages[place - 1].end if place else 0
        between = (" ", " ", "\n\n")[gap] if gap <= _CLOSE else _BARRIER
        between = between if place else ""
        starts.append(at + len(between))
        parts += [between, passage.text]
        at = starts[-1] + len(passage.text)
    if parts:
        yield Joined(passages, "".join(parts), starts)
