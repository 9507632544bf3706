"""What a model said of two answers to a question: whether they come to the same."""

from __future__ import annotations

import hashlib
import sqlite3


class SqliteSameness:
    """Such sayings of one home; of the answers themselves only a digest is kept.

    Args:
        connection: the run database.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def known(self, question: str, one: str, other: str) -> bool | None:
        """What was said; None where nothing was."""
        row = self._db.execute(
            "SELECT same FROM same_answers WHERE pair = ?", (_pair(question, one, other),)
        ).fetchone()
        return bool(row[0]) if row else None

    def keep(self, question: str, one: str, other: str, *, same: bool) -> None:
        """Keep what was said; the order of the answers never matters."""
        self._db.execute(
            "INSERT OR REPLACE INTO same_answers (pair, same) VALUES (?, ?)", (_pair(question, one, other), int(same))
        )


def _pair(question: str, one: str, other: str) -> bytes:
    words = "\0".join((question, *sorted((one, other))))
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
