"""Findings of the library, with the passages they stand in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from consilium.knowledge.frames import FrameTable
from consilium.knowledge.library.catalogue import Catalogue
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
        passages = self._catalogue.by_keys([one.passage for pair in pairs for one in pair], roots)
        found = []
        for new, known in pairs:
            one, other = passages.get(new.passage), passages.get(known.passage)
            if one and other and "model" not in {one.provenance, other.provenance}:
                found.append(Contradiction(f"{new.frame.intervention} → {new.frame.outcome}", one, other))
        return tuple(found)
