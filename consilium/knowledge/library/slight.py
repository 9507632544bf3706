"""Where a signpost or a short line stands that somebody quotes: a full-text index of stems for these alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from consilium.disk import Migration
from consilium.knowledge.library.keeping import Shelved
from consilium.knowledge.stemming import stems

SLIGHT_TABLES = Migration(6, "CREATE VIRTUAL TABLE slight_stems USING fts5(body, tokenize='ascii');")

_MOST_WORDS = 60


class SlightIndex:
    """Finds what is too slight to be searched, for the checking of quotations.

    Args:
        db: the library's database.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def put(self, shelved: Sequence[Shelved]) -> None:
        """One document has been shelved, with these slight parts."""
        self._db.executemany(
            "INSERT INTO slight_stems (rowid, body) VALUES (?, ?)",
            [(one.key, " ".join(stems(one.passage.text))) for one in shelved],
        )

    def drop(self, keys: Sequence[int]) -> None:
        """These passages go, slight ones among them."""
        self._db.executemany("DELETE FROM slight_stems WHERE rowid = ?", [(key,) for key in keys])

    def search(self, text: str, limit: int) -> list[int]:
        """Keys of those that share most words with a text."""
        words = list(dict.fromkeys(stems(text)))[:_MOST_WORDS]
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        query = "SELECT rowid FROM slight_stems WHERE slight_stems MATCH ? ORDER BY rank LIMIT ?"
        return [key for (key,) in self._db.execute(query, (match, limit))]
