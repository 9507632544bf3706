"""Keeping a vector of every passage: in the library's own rows, from which any index can be made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from consilium.disk import Migration
from consilium.errors import LimitReached, ModelError
from consilium.knowledge.library.keeping import Shelved
from consilium.knowledge.search.vectors.index import Matrix, VectorIndex, unit
from consilium.knowledge.search.vectors.opening import close_index
from consilium.protocols.knowledge import Embedder
from consilium.types.source import Source

# ``embedder`` has one row: whose vectors these are.
_BATCH = 64

VECTOR_TABLES = Migration(
    5,
    """
    CREATE TABLE embedder (
        name TEXT NOT NULL,
        dimensions INTEGER NOT NULL
    );
    CREATE TABLE vectors (
        key INTEGER PRIMARY KEY,
        vector BLOB NOT NULL
    );
    """,
)


class _Wanted(NamedTuple):
    key: int
    text: str
    private: bool


class Vectors:
    """Vectors of passages, and the passages nearest to a question.

    The library's rows are the truth, an index only looks them up: what an index lacks or has too much,
    because a learning was taken back or its files were lost, is mended before it is first asked. Private
    passages have vectors only where the embedder is on this machine.

    Args:
        db: the library's database.
        embedder: makes vectors of texts. When another one, or one of other dimensions, comes, ``catch_up``
            embeds every passage anew.
        index: what looks vectors up.
    """

    def __init__(self, db: sqlite3.Connection, embedder: Embedder, index: VectorIndex) -> None:
        self._db = db
        self._embedder = embedder
        self._index = index
        self._mended = False

    def put(self, source: Source, shelved: Sequence[Shelved]) -> None:
        """Nothing yet: a model takes its time, and nobody else could write meanwhile. ``catch_up`` does it."""

    def drop(self, keys: Sequence[int]) -> None:
        """These passages go."""
        self._db.executemany("DELETE FROM vectors WHERE key = ?", [(key,) for key in keys])
        self._index.remove(keys)

    def settle(self) -> None:
        """Nothing is left to do."""

    def catch_up(self) -> int:
        """Embed every passage that has no vector yet, a batch at a time, each kept at once; how many were embedded.

        Raises:
            ModelError: the model could not be asked; what was embedded until then is kept.
            LimitReached: the day's money is spent.
        """
        if self._is_anothers():
            self._forget()
        self._mend()
        done = 0
        while wanted := self._missing():
            vectors = unit(self._embedder.embed([one.text for one in wanted], private=any(o.private for o in wanted)))
            if self._dimensions() not in {0, vectors.shape[1]}:
                # The same name, but no longer the same model.
                self._forget()
                continue
            self._keep(wanted, vectors)
            done += len(wanted)
        return done

    def nearest(self, query: str, limit: int, *, private: bool = False) -> list[tuple[int, float]]:
        """Keys of the passages nearest to a question with their cosines, nearest first.

        Nothing where the vectors kept are another model's, where the question is private and the model is
        not on this machine, or where the model cannot be asked: words alone find something, too.

        Args:
            query: the question.
            limit: how many at most.
            private: whether the question is.
        """
        if self._is_anothers() or not self._dimensions() or (private and not self._embedder.local):
            return []
        try:
            vector = unit(self._embedder.embed([query], private=private))
        except (ModelError, LimitReached):
            return []
        if self._dimensions() != vector.shape[1]:
            return []
        self._mend()
        found = self._index.nearest(vector, limit)
        marks = ", ".join("?" for _ in found)
        rows = self._db.execute(f"SELECT key FROM vectors WHERE key IN ({marks})", tuple(key for key, _ in found))
        held = {key for (key,) in rows}
        return [(key, cosine) for key, cosine in found if key in held]

    def close(self) -> None:
        """Let go of the index's files."""
        close_index(self._index)

    def _is_anothers(self) -> bool:
        row = self._db.execute("SELECT name FROM embedder").fetchone()
        return row is None or str(row[0]) != self._embedder.name

    def _dimensions(self) -> int:
        """How many numbers a vector has, 0 while there is none."""
        row = self._db.execute("SELECT dimensions FROM embedder").fetchone()
        return int(row[0]) if row else 0

    def _forget(self) -> None:
        self._db.execute("DELETE FROM vectors")
        self._db.execute("DELETE FROM embedder")
        self._db.execute("INSERT INTO embedder VALUES (?, 0)", (self._embedder.name,))
        self._mended = True

    def _missing(self) -> list[_Wanted]:
        """The next passages without a vector that this embedder may see, private ones apart from others."""
        query = (
            "SELECT p.key, json_extract(s.record, '$.title'), p.section, p.text, p.private FROM passages p"
            " JOIN sources s ON s.key = p.source LEFT JOIN vectors v ON v.key = p.key"
            " WHERE v.key IS NULL AND NOT p.slight AND p.private <= ? ORDER BY p.private, p.key LIMIT ?"
        )
        rows = self._db.execute(query, (self._embedder.local, _BATCH)).fetchall()
        same = [row for row in rows if row[4] == rows[0][4]]
        return [_Wanted(key, _text(title, section, text), bool(private)) for key, title, section, text, private in same]

    def _keep(self, wanted: Sequence[_Wanted], vectors: Matrix) -> None:
        if not self._dimensions():
            self._db.execute("UPDATE embedder SET dimensions = ?", (vectors.shape[1],))
            self._index.clear(vectors.shape[1])
        rows = [(one.key, vector.tobytes()) for one, vector in zip(wanted, vectors, strict=True)]
        self._db.executemany("INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", rows)
        self._index.add([one.key for one in wanted], vectors)

    def _mend(self) -> None:
        """Bring the index to what the library holds, and forget what this embedder may not have seen."""
        if self._mended or not self._dimensions():
            return
        self._mended = True
        if not self._embedder.local:
            hidden = self._db.execute("SELECT v.key FROM vectors v JOIN passages p ON p.key = v.key WHERE p.private")
            self.drop([key for (key,) in hidden.fetchall()])
        held = {key for (key,) in self._db.execute("SELECT key FROM vectors")}
        known = self._index.keys()
        if not known:
            self._index.clear(self._dimensions())
        self._index.remove(sorted(known - held))
        missing = sorted(held - known)
        for at in range(0, len(missing), _BATCH):
            self._index.add(missing[at : at + _BATCH], self._stored(missing[at : at + _BATCH]))

    def _stored(self, keys: Sequence[int]) -> Matrix:
        marks = ", ".join("?" for _ in keys)
        rows = self._db.execute(f"SELECT vector FROM vectors WHERE key IN ({marks}) ORDER BY key", tuple(keys))
        return np.stack([np.frombuffer(vector, np.float32) for (vector,) in rows])


def _text(title: str, section: str, text: str) -> str:
    return "\n".join(part for part in (title, section, text) if part)
