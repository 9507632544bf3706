"""A full-text index of stems."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from consilium.disk import Migration
from consilium.knowledge.library.keeping import Shelved
from consilium.knowledge.stemming import stems
from consilium.types.source import Source

STEM_TABLES = Migration(3, "CREATE VIRTUAL TABLE stems USING fts5(title, section, body, tokenize='ascii');")
_RANK = "bm25(stems, 4.0, 2.0, 1.0)"


class Hit(NamedTuple):
    """A passage by its key, and how well it fits."""

    key: int
    score: float


class StemIndex:
    """Finds passages by the stems of their words."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def put(self, source: Source, shelved: Sequence[Shelved]) -> None:
        """One document has been shelved."""
        heading = " ".join(stems(" ".join((source.title, *source.aliases))))
        self._db.executemany(
            "INSERT INTO stems (rowid, title, section, body) VALUES (?, ?, ?, ?)",
            [
                (one.key, heading, " ".join(stems(one.passage.section)), " ".join(stems(one.passage.text)))
                for one in shelved
            ],
        )

    def drop(self, keys: Sequence[int]) -> None:
        """These passages go."""
        self._db.executemany("DELETE FROM stems WHERE rowid = ?", [(key,) for key in keys])

    def settle(self) -> None:
        """Nothing is left to do."""

    def search(self, query: str, limit: int) -> list[Hit]:
        """Passages that share stems with the query, best first."""
        words = list(dict.fromkeys(stems(query)))
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words[:200])
        rows = self._db.execute(
            f"SELECT rowid, -{_RANK} FROM stems WHERE stems MATCH ? ORDER BY {_RANK}, rowid LIMIT ?", (match, limit)
        )
        return [Hit(*row) for row in rows]
