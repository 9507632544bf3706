"""Reading passages: which of the words asked for stand in them, and how often."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

_SAMPLE = 120
_MOSTLY_CYRILLIC = 1.4


class Read(NamedTuple):
    """A passage that was read.

    ``weights`` says how often each word asked for stands there, words of headings counted more; ``texts``
    are its source's title, its heading and itself as stems; ``length`` is in words.
    """

    key: int
    source: int
    russian: bool
    weights: dict[str, float]
    texts: tuple[str, str, str]
    length: int


class Reading:
    """Reads passages from the index of stems.

    Args:
        db: the library's database.
        title: what a word of the title counts beside one in running text.
        section: the same for a word of the passage's heading.
    """

    def __init__(self, db: sqlite3.Connection, title: float, section: float) -> None:
        self._db = db
        self._title = title
        self._section = section

    def read(
        self,
        keys: Collection[int],
        asked: frozenset[str],
        roots: Sequence[int] | None,
        sources: Collection[int] | None = None,
    ) -> list[Read]:
        """Those of some passages that lie in scope.

        Args:
            keys: of the passages.
            asked: words to count.
            roots: keys of the folders in scope; all where none are given.
            sources: keys of the sources in scope; all where none are given.
        """
        scope, values = _scope("p.key", keys)
        for column, allowed in (("p.root", roots), ("p.source", sources)):
            if allowed is not None:
                more, further = _scope(column, allowed)
                scope, values = f"{scope} AND {more}", (*values, *further)
        rows = self._db.execute(
            "SELECT p.key, p.source, s.title, s.section, s.body FROM passages p JOIN stems s ON s.rowid = p.key"
            f" WHERE {scope}",
            values,
        )
        return [self._one(row, asked) for row in rows]

    def _one(self, row: tuple[int, int, str, str, str], asked: frozenset[str]) -> Read:
        key, source, title, section, body = row
        words = body.split()
        weights: dict[str, float] = {}
        for word in filter(asked.__contains__, words):
            weights[word] = weights.get(word, 0.0) + 1.0
        for heading, weight in ((section, self._section), (title, self._title)):
            if heading:
                for word in asked.intersection(heading.split()):
                    weights[word] = weights.get(word, 0.0) + weight
        # Cyrillic letters take two bytes each, so the bytes of a few words tell the language.
        few = body[:_SAMPLE]
        russian = len(few.encode()) > len(few) * _MOSTLY_CYRILLIC
        return Read(key, source, russian, weights, (title, section, body), len(words))


def _scope(column: str, keys: Iterable[int]) -> tuple[str, tuple[int, ...]]:
    values = tuple(keys)
    return f"{column} IN ({', '.join('?' for _ in values)})", values
