"""How far members agreed with one another, run by run: what breaks ties before anybody tells what was right."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Final

from consilium.types.codec import to_json

_LEVEL: Final = 0.5
_WEIGHT: Final = 2.0
"""What a member is held to agree before its first run, and how many runs that counts for."""


class SqliteAccords:
    """The accord of the members of one home; it goes with the run it was noted for.

    Args:
        connection: the run database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def note(self, run_id: str, panel: Sequence[str], agreed: Mapping[str, float]) -> None:
        """Keep what a run showed; noting it again changes nothing.

        Args:
            run_id: the run.
            panel: the models that are on it, there or not.
            agreed: by member, in [0, 1].
        """
        key = _key(panel)
        self._db.executemany(
            "INSERT OR REPLACE INTO accord (run_id, panel, member, agreed) VALUES (?, ?, ?, ?)",
            [(run_id, key, member, value) for member, value in sorted(agreed.items())],
        )

    def of(self, panel: Sequence[str]) -> dict[str, float]:
        """How far each member of a panel has agreed with the others on average; empty before its first run."""
        rows = self._db.execute(
            "SELECT member, (sum(agreed) + ?) / (count(*) + ?) FROM accord WHERE panel = ? GROUP BY member",
            (_LEVEL * _WEIGHT, _WEIGHT, _key(panel)),
        )
        return dict(rows.fetchall())


def _key(panel: Sequence[str]) -> str:
    return to_json(sorted(panel))
