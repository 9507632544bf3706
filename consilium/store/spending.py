"""Money that belongs to no run any more, or never did: embeddings, and runs that were deleted."""

from __future__ import annotations

import sqlite3

from consilium.protocols import Clock


class SqliteSpending:
    """What was spent beside the runs that are kept.

    Args:
        connection: the run database.
        clock: gives the times that are written.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._db = connection
        self._clock = clock

    def add(self, purpose: str, cost_usd: float) -> None:
        """Note money that was spent now."""
        self._db.execute(
            "INSERT INTO spending (at, purpose, cost_usd) VALUES (?, ?, ?)", (self._clock.now(), purpose, cost_usd)
        )

    def keep(self, run_id: str) -> None:
        """Keep what a run's calls have cost today, before the run is deleted with them."""
        self._db.execute(
            "INSERT INTO spending (at, purpose, cost_usd) SELECT finished, purpose, cost_usd FROM calls"
            " WHERE run_id = ? AND cost_usd > 0 AND finished >= ?",
            (run_id, self._today()),
        )

    def today(self) -> float:
        """US dollars since midnight UTC."""
        row = self._db.execute("SELECT sum(cost_usd) FROM spending WHERE at >= ?", (self._today(),))
        (total,) = row.fetchone()
        return float(total or 0.0)

    def _today(self) -> str:
        return self._clock.now()[:10]
