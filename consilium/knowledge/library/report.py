"""What a learning did, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from consilium.types.source import Flag

Change = Literal["new", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A source that was taken in: its id, whether it is new, and how many passages it gives."""

    source: str
    change: Change
    passages: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of which nothing was taken, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A source that was taken in with a warning."""

    source: str
    flag: Flag


@dataclass(slots=True)
class Report:
    """Everything that a learning did.

    ``unchanged`` counts files that need not be taken in again;
    ``other`` counts files of formats that nobody reads here, by suffix; ``deleted`` names sources that are gone;
    ``asking`` counts passages below headings that look like a model's, by heading, about which the user
    has not been asked yet.
    """

    taken: list[Taken] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    flagged: list[Flagged] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: int = 0
    other: Counter[str] = field(default_factory=Counter)
    asking: Counter[str] = field(default_factory=Counter)

    def count(self, change: Change) -> int:
        """How many sources were taken in this way."""
        return sum(taken.change == change for taken in self.taken)

    @property
    def anything(self) -> bool:
        """Whether the library differs from what it was before."""
        return bool(self.taken or self.deleted)
