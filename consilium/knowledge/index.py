"""A full-text index over folders of notes: SQLite FTS5 on stems, kept up to date by file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from consilium.disk import Migration, open_database
from consilium.knowledge.notes import Note, note_files, read_note, source_of
from consilium.knowledge.passages import split_note
from consilium.knowledge.stemming import stems
from consilium.types.evidence import Passage

_MIGRATIONS = (
    Migration(
        1,
        """
        CREATE TABLE notes (
            folder TEXT NOT NULL,
            source TEXT NOT NULL,
            stamp TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (folder, source)
        );
        CREATE TABLE passages (
            rowid INTEGER PRIMARY KEY,
            folder TEXT NOT NULL,
            id TEXT NOT NULL,
            source TEXT NOT NULL,
            title TEXT NOT NULL,
            section TEXT NOT NULL,
            text TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            date TEXT NOT NULL,
            private INTEGER NOT NULL
        );
        CREATE INDEX passages_by_source ON passages(folder, source);
        CREATE INDEX passages_by_id ON passages(id);
        CREATE VIRTUAL TABLE stems USING fts5(title, section, body, tokenize='ascii');
        """,
    ),
)

_PASSAGE = "p.id, p.source, p.title, p.text, p.start, p.stop, p.section, p.date, p.private"

# Raised whenever notes are read or split in another way, so that an older index takes every note in again.
_READER = 2

# Titles and aliases name the topic, so a hit there is worth more than one in running text.
_RANK = "bm25(stems, 4.0, 2.0, 1.0)"


_WIDER = 4
_SHARES = 2


class NoteIndex:
    """Passages of the user's notes, searchable by stems.

    Args:
        database: the index file; it can be deleted at any time, the notes are the truth.
        folders: what the index answers from.
    """

    def __init__(self, database: Path, folders: Sequence[Path]) -> None:
        self._db = open_database(database, _MIGRATIONS)
        self._folders = [folder.resolve() for folder in folders]

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def refresh(self) -> int:
        """Take in what changed in the folders since last time; the number of passages now."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for folder in self._folders:
                self._refresh_folder(folder)
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return self._count()

    def _count(self) -> int:
        inside, folders = self._inside()
        (count,) = self._db.execute(f"SELECT count(*) FROM passages p WHERE {inside}", folders).fetchone()
        return int(count)

    def _refresh_folder(self, folder: Path) -> None:
        rows = self._db.execute("SELECT source, stamp, digest FROM notes WHERE folder = ?", (str(folder),))
        known = {source: (stamp, digest) for source, stamp, digest in rows}
        seen = set()
        for path in note_files(folder):
            source = source_of(path, folder)
            stamp = _stamp(path)
            before = known.get(source, ("", ""))
            if before[0] == stamp or self._take(folder, path, stamp, before[1]):
                seen.add(source)
        for gone in known.keys() - seen:
            self._drop(folder, gone)

    def _take(self, folder: Path, path: Path, stamp: str, digest_before: str) -> bool:
        """Take one note in; False where it cannot be read (any more)."""
        note = read_note(path, folder)
        if note is None:
            return False
        digest = f"{_READER}:{hashlib.sha256(note.text.encode()).hexdigest()}"
        if digest != digest_before:
            self._drop(folder, note.source)
            self._insert(folder, note, split_note(note))
        self._db.execute(
            "INSERT OR REPLACE INTO notes (folder, source, stamp, digest) VALUES (?, ?, ?, ?)",
            (str(folder), note.source, stamp, digest),
        )
        return True

    def _insert(self, folder: Path, note: Note, passages: Iterable[Passage]) -> None:
        heading = " ".join(stems(" ".join((note.title, *note.aliases))))
        for passage in passages:
            row = self._db.execute(
                "INSERT INTO passages (folder, id, source, title, section, text, start, stop, date, private)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    str(folder),
                    passage.id,
                    passage.source,
                    passage.title,
                    passage.section,
                    passage.text,
                    passage.start,
                    passage.end,
                    passage.date,
                    passage.private,
                ),
            )
            columns = (row.lastrowid, heading, " ".join(stems(passage.section)), " ".join(stems(passage.text)))
            self._db.execute("INSERT INTO stems (rowid, title, section, body) VALUES (?, ?, ?, ?)", columns)

    def _drop(self, folder: Path, source: str) -> None:
        place = (str(folder), source)
        self._db.execute(
            "DELETE FROM stems WHERE rowid IN (SELECT rowid FROM passages WHERE folder = ? AND source = ?)", place
        )
        self._db.execute("DELETE FROM passages WHERE folder = ? AND source = ?", place)
        self._db.execute("DELETE FROM notes WHERE folder = ? AND source = ?", place)

    def search(self, query: str, limit: int) -> Sequence[Passage]:
        """At most ``limit`` passages, best first; ``score`` is BM25 (higher is better).

        One note gives at most half of them while others have something to say: a panel that reads
        a single note argues from a single note.
        """
        words = list(dict.fromkeys(stems(query)))
        if not words or limit <= 0 or not self._folders:
            return []
        match = " OR ".join(f'"{word}"' for word in words[:200])
        inside, folders = self._inside()
        rows = self._db.execute(
            f"SELECT {_PASSAGE}, -{_RANK} FROM stems JOIN passages p ON p.rowid = stems.rowid"
            f" WHERE stems MATCH ? AND {inside} ORDER BY {_RANK}, p.id LIMIT ?",
            (match, *folders, limit * _WIDER),
        )
        return _spread([_passage(row) for row in rows], limit)

    def passage(self, passage_id: str) -> Passage | None:
        """One passage by its id."""
        inside, folders = self._inside()
        query = f"SELECT {_PASSAGE}, 0.0 FROM passages p WHERE p.id = ? AND {inside}"
        row = self._db.execute(query, (passage_id, *folders)).fetchone()
        return _passage(row) if row else None

    def of_source(self, source: str) -> Sequence[Passage]:
        """All passages of one note, in order."""
        inside, folders = self._inside()
        query = f"SELECT {_PASSAGE}, 0.0 FROM passages p WHERE p.source = ? AND {inside} ORDER BY p.start"
        return [_passage(row) for row in self._db.execute(query, (source, *folders))]

    def _inside(self) -> tuple[str, list[str]]:
        marks = ", ".join("?" * len(self._folders))
        return f"p.folder IN ({marks})", [str(folder) for folder in self._folders]


def _stamp(path: Path) -> str:
    """What changes when a file does; empty for one that vanished meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{_READER}:{status.st_mtime_ns}:{status.st_size}"


def _spread(ranked: Sequence[Passage], limit: int) -> list[Passage]:
    """The best passages with no source above its share, filled up by rank where sources run out."""
    share = max(1, -(-limit // _SHARES))
    taken: Counter[str] = Counter()
    first: list[Passage] = []
    rest: list[Passage] = []
    for passage in ranked:
        (first if taken[passage.source] < share else rest).append(passage)
        taken[passage.source] += 1
    return [*first, *rest][:limit]


def _passage(row: tuple[str, str, str, str, int, int, str, str, int, float] | sqlite3.Row) -> Passage:
    id_, source, title, text, start, stop, section, date, private, score = row
    return Passage(id_, source, title, text, start, stop, section, date, bool(private), round(score, 4))
