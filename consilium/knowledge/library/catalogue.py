"""Reading the shelves: passages by key, id or source, and the list of sources."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from consilium.types.codec import from_plain
from consilium.types.evidence import Passage
from consilium.types.source import Source

_COLUMNS = (
    "p.key, p.start, p.stop, p.text, p.section, p.label, p.place, p.provenance, p.private, s.id, s.record"
    " FROM passages p JOIN sources s ON s.key = p.source"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One source as ``consilium sources`` lists it."""

    source: Source
    root: str
    file: str
    learned_at: str
    passages: int


class Catalogue:
    """What stands on the shelves, within a scope of roots.

    Args:
        db: the library's database.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def by_keys(self, keys: Sequence[int], roots: Sequence[int]) -> Mapping[int, Passage]:
        """The passages with these keys, as far as they are in scope."""
        found: dict[int, Passage] = {}
        for at in range(0, len(keys), 500):
            some = keys[at : at + 500]
            query = f"SELECT {_COLUMNS} WHERE p.key IN ({_marks(some)}) AND p.root IN ({_marks(roots)})"
            found |= {row[0]: _passage(row) for row in self._db.execute(query, (*some, *roots))}
        return found

    def passage(self, passage_id: str, roots: Sequence[int]) -> Passage | None:
        """One passage by its id, ``source#start``."""
        source, _, start = passage_id.rpartition("#")
        if not start.isdecimal():
            return None
        # SQLite holds 64-bit integers; a longer number is no place in any text.
        where = (source, min(int(start), 2**62), *roots)
        query = f"SELECT {_COLUMNS} WHERE s.id = ? AND p.start = ? AND p.root IN ({_marks(roots)})"
        row = self._db.execute(query, where).fetchone()
        return _passage(row) if row else None

    def of_source(self, source: str, roots: Sequence[int], *, slight: bool) -> list[Passage]:
        """All passages of one source, in order; on request with what is too slight to be searched."""
        query = f"SELECT {_COLUMNS} WHERE s.id = ? AND p.root IN ({_marks(roots)}) AND p.slight <= ? ORDER BY p.start"
        return [_passage(row) for row in self._db.execute(query, (source, *roots, slight))]

    def sources(self, roots: Sequence[int]) -> list[Listed]:
        """All sources, by id."""
        query = (
            "SELECT s.record, r.path, f.name, s.learned_at,"
            " (SELECT count(*) FROM passages p WHERE p.source = s.key AND NOT p.slight)"
            " FROM sources s JOIN files f ON f.key = s.file JOIN roots r ON r.key = s.root"
            f" WHERE s.root IN ({_marks(roots)}) ORDER BY s.id"
        )
        return [
            Listed(_source(record), path, name, at, count)
            for record, path, name, at, count in self._db.execute(query, tuple(roots))
        ]

    def count(self, roots: Sequence[int]) -> int:
        """How many passages are in scope."""
        query = f"SELECT count(*) FROM passages WHERE NOT slight AND root IN ({_marks(roots)})"
        return int(self._db.execute(query, tuple(roots)).fetchone()[0])


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


@lru_cache(maxsize=2048)
def _source(record: str) -> Source:
    return from_plain(Source, json.loads(record))


def _passage(row: tuple[Any, ...]) -> Passage:
    _, start, stop, text, section, label, place, provenance, private, id_, record = row
    source = _source(record)
    return Passage(
        id=f"{id_}#{start}",
        source=id_,
        title=source.title,
        text=text,
        start=start,
        end=stop,
        section=section,
        date=source.date,
        private=bool(private),
        study=source.grading.study,
        grade=source.grading.grade,
        provenance=provenance,
        label=label,
        place=place,
        flags=tuple(flag.name for flag in source.flags),
    )
