"""What a learning did, file by file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from consilium.types.evidence import Passage
from consilium.types.source import Flag
from consilium.types.spar import ThesisChange

Change = Literal["new", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A source that was taken in: its id, whether it is new, and how many passages it gives."""

    source: str
    change: Change
    passages: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of which nothing was taken, or not everything, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A source that was taken in with a warning."""

    source: str
    flag: Flag


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A new passage that finds the opposite of what a passage known before found, and what both are about."""

    about: str
    new: Passage
    known: Passage


@dataclass(frozen=True, slots=True)
class LearnReport:
    """Everything that a learning did.

    ``unchanged`` counts files that need not be taken in again; ``deleted`` names sources that are gone;
    ``other`` counts files of formats that nobody reads here, by suffix; ``asking`` counts passages below
    headings that look like a model's, by heading, about which the user has not been asked yet;
    ``contradictions`` are what is new against what was known; ``theses`` are the user's claims that come out
    otherwise since.
    """

    taken: tuple[Taken, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: int = 0
    other: Mapping[str, int] = field(default_factory=dict)
    asking: Mapping[str, int] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    theses: tuple[ThesisChange, ...] = ()

    def count(self, change: Change) -> int:
        """How many sources were taken in this way."""
        return sum(taken.change == change for taken in self.taken)

    @property
    def anything(self) -> bool:
        """Whether the library differs from what it was before."""
        return bool(self.taken or self.deleted)
