"""Findings of the library, with the passages they stand in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from consilium.knowledge.frames import FrameTable
from consilium.knowledge.library.catalogue import Catalogue
from consilium.types.evidence import Passage
from consilium.types.frame import FrameRow
from consilium.types.learned import Contradiction


class Findings:
    """Looks findings up within a scope of roots.

    Args:
        db: the library's database.
        catalogue: gives the passages.
    """

    def __init__(self, db: sqlite3.Connection, catalogue: Catalogue) -> None:
        self._table = FrameTable(db)
        self._catalogue = catalogue

    def about(self, question: str, roots: Sequence[int]) -> list[FrameRow]:
        """Findings on what a question names, the weightiest first; what a model wrote is none."""
        found = self._table.about(question)
        passages = self._catalogue.by_keys([one.passage for one in found], roots)
        rows = [
            FrameRow(one.frame, passage, passage.study, one.sample, one.weight)
            for one in found
            if (passage := passages.get(one.passage)) and passage.provenance != "model"
        ]
        return sorted(rows, key=lambda row: -row.weight)

    def contradictions(self, keys: Sequence[int], roots: Sequence[int]) -> tuple[Contradiction, ...]:
        """What passages taken in just now find against what was known before.

        Args:
            keys: of the passages that are new.
            roots: the scope.
        """
        pairs = self._table.against(keys)
        named = {found.passage for new, known in pairs for found in (new, *known)}
        passages = {
            key: passage
            for key, passage in self._catalogue.by_keys(sorted(named), roots).items()
            if passage.provenance != "model"
        }
        return tuple(
            Contradiction(f"{new.frame.intervention} → {new.frame.outcome}", passages[new.passage], other)
            for new, known in pairs
            if new.passage in passages
            for other in _weightiest([passages[one.passage] for one in known if one.passage in passages])
        )


def _weightiest(opposites: Sequence[Passage]) -> Sequence[Passage]:
    """The weightiest, and where that is private the weightiest open one too: a digest may show only that."""
    first = next((place for place, one in enumerate(opposites) if not one.private), len(opposites))
    return opposites[:1] if first == 0 else [*opposites[:1], *opposites[first : first + 1]]
