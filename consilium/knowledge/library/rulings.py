"""Whose text stands below a heading that looks like a chatbot's: asked once, remembered by heading."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping


class Rulings:
    """What the user has said, and what he has not been asked yet.

    Args:
        db: the library's database.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._said: Mapping[str, bool] = {
            heading: bool(made) for heading, made in db.execute("SELECT heading, model_made FROM rulings")
        }

    def model_made(self, heading: str) -> bool:
        """Whether a model wrote what stands below a heading; until somebody says otherwise, it did."""
        return self._said.get(_key(heading), True)

    def unasked(self) -> Mapping[str, int]:
        """Headings about which nobody has said anything, with how many passages stand below each."""
        rows = self._db.execute(
            "SELECT model_heading, count(*) FROM passages WHERE model_heading <> '' GROUP BY model_heading"
        )
        counts = Counter({heading: count for heading, count in rows if _key(heading) not in self._said})
        return dict(counts.most_common())

    def rule(self, heading: str, *, model_made: bool) -> None:
        """Note whose text stands below such headings, and mark what was learned before accordingly."""
        key, whose = _key(heading), "model" if model_made else "own"
        self._db.execute("INSERT OR REPLACE INTO rulings VALUES (?, ?)", (key, model_made))
        rows = self._db.execute("SELECT DISTINCT model_heading FROM passages WHERE model_heading <> ''").fetchall()
        same = [(whose, found) for (found,) in rows if _key(found) == key]
        self._db.executemany("UPDATE passages SET provenance = ? WHERE model_heading = ?", same)


def _key(heading: str) -> str:
    """How headings are compared."""
    return " ".join(heading.casefold().split())
