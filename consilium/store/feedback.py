"""What the user said of a verdict later: right, wrong, or what the answer really was."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from consilium.protocols import Clock
from consilium.types.recollection import Correction

Outcome = Literal["", "right", "wrong"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """One remark on one run; ``answer`` is the true answer where it is known by now."""

    run_id: str
    outcome: Outcome = ""
    answer: str = ""
    comment: str = ""
    at: str = ""


class SqliteFeedback:
    """Feedback on the runs of one home.

    Args:
        connection: the run database.
        clock: gives the times that are written.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._db = connection
        self._clock = clock

    def add(self, remark: Feedback) -> Feedback:
        """Keep a remark; earlier ones stay."""
        kept = replace(remark, at=self._clock.now())
        self._db.execute(
            "INSERT INTO feedback (run_id, at, outcome, answer, comment) VALUES (?, ?, ?, ?, ?)",
            (kept.run_id, kept.at, kept.outcome, kept.answer, kept.comment),
        )
        return kept

    def of(self, run_id: str) -> Sequence[Feedback]:
        """All remarks on a run, oldest first."""
        rows = self._db.execute(
            "SELECT run_id, outcome, answer, comment, at FROM feedback WHERE run_id = ? ORDER BY at, rowid", (run_id,)
        )
        return [Feedback(*row) for row in rows]

    def told(self) -> Sequence[str]:
        """Runs of which somebody said what they were worth, in the order in which that was said first."""
        rows = self._db.execute(
            "SELECT run_id FROM feedback WHERE outcome <> '' OR answer <> '' GROUP BY run_id ORDER BY min(rowid)"
        )
        return [row[0] for row in rows]

    def corrections(self, run_id: str) -> tuple[Correction, ...]:
        """What the user said in words of a run, oldest first; a bare "right" or "wrong" corrects nothing."""
        said = ((one.at, " ".join(filter(None, (one.answer, one.comment)))) for one in self.of(run_id))
        return tuple(Correction(at, text) for at, text in said if text)
