"""Links between notes as a signal: what a strong hit links to, or is linked from, is about the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from consilium.knowledge.search.scoring import Scored

_STRONG = 3


class Neighbours:
    """Lifts passages of sources that are linked with the best ones.

    Args:
        db: the library's database.
        lift: what a link adds, as a share of the linked hit's score.
    """

    def __init__(self, db: sqlite3.Connection, lift: float = 0.05) -> None:
        self._db = db
        self._lift = lift

    def lift(self, scored: Sequence[Scored]) -> list[Scored]:
        """The same passages with what links add, best first."""
        strong: dict[int, float] = {}
        for one in scored:
            if len(strong) < _STRONG:
                strong.setdefault(one.source, one.score)
        linked: dict[int, float] = {}
        for source, score in strong.items():
            for other in self._linked(source):
                linked[other] = max(linked.get(other, 0.0), score * self._lift)
        if not linked:
            return list(scored)
        lifted = [replace(one, score=one.score + linked[one.source]) if one.source in linked else one for one in scored]
        return sorted(lifted, key=lambda one: (-one.score, one.key))

    def _linked(self, source: int) -> set[int]:
        rows = self._db.execute(
            "SELECT to_source FROM links WHERE source = ? AND to_source IS NOT NULL"
            " UNION SELECT source FROM links WHERE to_source = ?",
            (source, source),
        )
        return {other for (other,) in rows} - {source}
