"""Papers that are there already: the fuller record counts, the other one is flagged."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from consilium.knowledge.papers.duplicates import Duplicates
from consilium.types.codec import from_plain, to_json, to_plain
from consilium.types.source import Flag, Source
from consilium.wording import say


class Doubles:
    """Flags papers that the library holds under another id.

    The papers it holds are read when the first new one comes; most learnings bring none.

    Args:
        db: the library's database.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: Duplicates | None = None

    def checked(self, source: Source) -> tuple[Source, str]:
        """The source, flagged where it is a duplicate, and the id of what it duplicates (else empty)."""
        if source.provenance != "paper":
            return source, ""
        if self._known is None:
            self._known = self._held()
        earlier = self._known.add(source)
        if earlier is None or not self._holds(earlier):
            return source, ""
        if _abstract_only(self._read(earlier)) and not _abstract_only(source):
            self._demote(earlier, source.id)
            return source, ""
        return _flagged(source, earlier), earlier

    def _held(self) -> Duplicates:
        known = Duplicates()
        rows = self._db.execute("SELECT record FROM sources WHERE duplicate_of = '' ORDER BY key")
        for (record,) in rows.fetchall():
            plain = json.loads(record)
            if plain["provenance"] == "paper":
                known.add(from_plain(Source, plain))
        return known

    def _holds(self, id_: str) -> bool:
        return self._db.execute("SELECT 1 FROM sources WHERE id = ?", (id_,)).fetchone() is not None

    def _read(self, id_: str) -> Source:
        (record,) = self._db.execute("SELECT record FROM sources WHERE id = ?", (id_,)).fetchone()
        return from_plain(Source, json.loads(record))

    def _demote(self, id_: str, better: str) -> None:
        """An abstract whose full text has come is the duplicate of the two."""
        record = to_json(to_plain(_flagged(self._read(id_), better)))
        self._db.execute("UPDATE sources SET record = ?, duplicate_of = ? WHERE id = ?", (record, better, id_))


def _flagged(source: Source, of: str) -> Source:
    return replace(source, flags=(*source.flags, Flag("duplicate", say("knowledge.duplicate_of", source=of))))


def _abstract_only(source: Source) -> bool:
    return any(flag.name == "abstract-only" for flag in source.flags)
