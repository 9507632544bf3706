"""What else is kept of a learned document: stems to search by, frames, vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from consilium.types.evidence import Passage
from consilium.types.source import Source


@dataclass(frozen=True, slots=True)
class Shelved:
    """A passage with its key in the database, by which keepers file what they keep."""

    key: int
    passage: Passage


class Keeper(Protocol):
    """Keeps something beside the passages, in the same database and the same transaction."""

    def put(self, source: Source, shelved: Sequence[Shelved]) -> None:
        """One document has been shelved."""
        ...

    def drop(self, keys: Sequence[int]) -> None:
        """These passages go."""
        ...

    def settle(self) -> None:
        """All documents of one learning are in; called before the last commit."""
        ...
