"""Outcomes by member and topic: how often each was right, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from consilium.deciding.learning.rows import Labelled, labelled

_SURE: Final = 1.959964
"""Standard deviations that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many were right, with Wilson's interval of 95 % (Wilson 1927)."""

    right: int
    count: int

    @property
    def accuracy(self) -> float:
        """The share itself; 0 of none."""
        return self.right / self.count if self.count else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The least and the greatest share that these outcomes leave likely."""
        if not self.count:
            return 0.0, 1.0
        n, share, square = self.count, self.accuracy, _SURE**2
        middle = (share + square / (2 * n)) / (1 + square / n)
        half = _SURE * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
        return max(0.0, middle - half), min(1.0, middle + half)


Tallies = dict[str, dict[str, Share]]


def tally(rows: Sequence[Labelled], members: Sequence[str] | None = None) -> Tallies:
    """Outcomes by member and topic; an abstention is not right.

    Args:
        rows: those with gold count.
        members: whose; None means everyone that a row names.
    """
    found: Tallies = {}
    for row in labelled(rows):
        for member in row.answers if members is None else members:
            topics = found.setdefault(member, {})
            before = topics.get(row.category, Share(0, 0))
            right = row.answers.get(member) == row.gold
            topics[row.category] = Share(before.right + right, before.count + 1)
    return found


def whole(topics: Iterable[Share]) -> Share:
    """All topics together."""
    shares = list(topics)
    return Share(sum(one.right for one in shares), sum(one.count for one in shares))


def plain(tallies: Tallies) -> dict[str, dict[str, list[int]]]:
    """The counts alone, as JSON keeps them."""
    return {who: {topic: [one.right, one.count] for topic, one in topics.items()} for who, topics in tallies.items()}


def read(kept: Mapping[str, Mapping[str, Sequence[int]]]) -> Tallies:
    """Counts that were kept, back again."""
    return {who: {topic: Share(*counts) for topic, counts in topics.items()} for who, topics in kept.items()}
