"""Taking files in: only what changed, in small transactions, with a reason for whatever is left out."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from consilium.knowledge.library.shelves import Shelves
from consilium.knowledge.library.tally import Tally
from consilium.knowledge.library.walking import Found, files_below, is_private
from consilium.knowledge.library.writing import writing
from consilium.knowledge.readers.choosing import is_read, reader_for
from consilium.knowledge.readers.file import Incomplete, Reader, SourceFile, Unreadable
from consilium.types.learned import Change, Skipped
from consilium.types.source import Document
from consilium.wording import say

READER = 6
"""Raised whenever files are read or split in another way, so that an older library takes every file in again."""

_COMMIT_EVERY_S = 1.0

OnProgress = Callable[[int, int, str], None]
"""Called with files done, files to do, and the name of the one that comes next."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder, or a single file, that is learned from; ``key`` is its row."""

    key: int
    path: Path


@dataclass(frozen=True, slots=True)
class _Known:
    key: int
    stamp: str
    digest: str
    private: bool
    reason: str
    forgotten: bool


@dataclass(frozen=True, slots=True)
class _Task:
    root: Root
    found: Found
    private: bool
    known: _Known | None


class Learning:
    """One pass over some roots; what it did stands in ``tally``.

    Args:
        db: the library's database, outside any transaction.
        shelves: where documents go.
        private: patterns of private files.
        now: the time that is noted, ISO 8601.
        on_progress: told before each file.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        shelves: Shelves,
        private: Sequence[str],
        now: str,
        on_progress: OnProgress | None = None,
    ) -> None:
        self._db = db
        self._shelves = shelves
        self._private = private
        self._now = now
        self._on_progress = on_progress
        self._gone_digests: set[str] = set()
        self.tally = Tally()

    def learn(self, roots: Sequence[Root], *, recall: bool = False) -> None:
        """Bring the library up to date with these roots.

        Args:
            roots: what to look at.
            recall: take in again what the user had forgotten there.
        """
        tasks = [task for root in roots for task in self._plan(root, recall)]
        begun = monotonic()
        with writing(self._db):
            for number, task in enumerate(tasks):
                if self._on_progress:
                    self._on_progress(number, len(tasks), task.found.name)
                self._take(task)
                if monotonic() - begun > _COMMIT_EVERY_S:
                    self._commit()
                    begun = monotonic()
            if self.tally.anything:
                self._shelves.settle()

    def _commit(self) -> None:
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def _plan(self, root: Root, recall: bool) -> list[_Task]:
        """What has to be opened below a root; what is gone from it is taken off at once."""
        if not root.path.exists():
            # A disk that is not plugged in has not been emptied.
            self.tally.skipped.append(Skipped(str(root.path), say("knowledge.not_there")))
            return []
        known = self._known(root)
        tasks = []
        seen = set()
        for found in files_below(root.path):
            seen.add(found.name)
            task = _Task(root, found, is_private(found.name, self._private), known.get(found.name))
            if self._is_due(task, recall):
                tasks.append(task)
        with writing(self._db):
            for name in known.keys() - seen:
                self._remove(known[name])
        return tasks

    def _known(self, root: Root) -> dict[str, _Known]:
        rows = self._db.execute(
            "SELECT name, key, stamp, digest, private, reason, forgotten FROM files WHERE root = ?", (root.key,)
        )
        return {
            name: _Known(key, stamp, digest, bool(private), reason, bool(forgotten))
            for name, key, stamp, digest, private, reason, forgotten in rows
        }

    def _is_due(self, task: _Task, recall: bool) -> bool:
        """Whether a file has to be opened; what stays out is noted in the report."""
        found, known = task.found, task.known
        if known and known.forgotten and not recall:
            return False
        if not found.reason and not is_read(found.name):
            self.tally.other[Path(found.name).suffix.lower()] += 1
            return False
        same = known and known.stamp == _stamp(found) and known.private == task.private and not known.forgotten
        if same and known and known.reason:
            self.tally.skipped.append(Skipped(found.name, known.reason))
        elif same:
            self.tally.unchanged += 1
        return not same

    def _remove(self, known: _Known) -> None:
        """Take a file off the shelves whose place is empty now."""
        self.tally.deleted += self._ids_of(known.key)
        self._gone_digests.add(known.digest)
        self._shelves.take_off(known.key)
        self._db.execute("DELETE FROM files WHERE key = ?", (known.key,))

    def _ids_of(self, file: int) -> list[str]:
        return [id_ for (id_,) in self._db.execute("SELECT id FROM sources WHERE file = ? ORDER BY key", (file,))]

    def _take(self, task: _Task) -> None:
        """Open one file and shelve what it holds; whatever it held before goes first."""
        found, known = task.found, task.known
        try:
            data = b"" if found.reason else found.path.read_bytes()
        except OSError as error:
            found = replace(found, reason=say("knowledge.gone", reason=error.strerror))
            data = b""
        digest = _digest(data)
        if known and not found.reason and _untouched(known, digest, task.private):
            self._db.execute("UPDATE files SET stamp = ? WHERE key = ?", (_stamp(found), known.key))
            self.tally.unchanged += 1
            return
        documents, reason, lacking = ([], found.reason, "") if found.reason else _read(found, data)
        self._replace(replace(task, found=found), digest, documents, reason)
        if lacking:
            self.tally.skipped.append(Skipped(found.name, lacking))

    def _replace(self, task: _Task, digest: str, documents: Sequence[Document], reason: str) -> None:
        known = task.known
        held = bool(known and self._ids_of(known.key))
        if known:
            self._shelves.take_off(known.key)
        key = self._file_row(task, digest, reason)
        change: Change = "changed" if held else "moved" if digest in self._gone_digests else "new"
        for document in documents:
            self._shelve(document, task, key, change)
        if reason:
            self.tally.skipped.append(Skipped(task.found.name, reason))

    def _shelve(self, document: Document, task: _Task, file: int, change: Change) -> None:
        if task.private:
            document = replace(document, source=replace(document.source, private=True))
        source = self._shelves.put(document, file, task.root.key, self._now)
        self.tally.shelved(source, document, change)

    def _file_row(self, task: _Task, digest: str, reason: str) -> int:
        row = (task.root.key, task.found.name, _stamp(task.found), digest, task.private, reason)
        self._db.execute(
            "INSERT INTO files (root, name, stamp, digest, private, reason) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (root, name) DO UPDATE SET stamp = excluded.stamp, digest = excluded.digest,"
            " private = excluded.private, reason = excluded.reason, forgotten = 0",
            row,
        )
        (key,) = self._db.execute("SELECT key FROM files WHERE root = ? AND name = ?", row[:2]).fetchone()
        return int(key)


def _stamp(found: Found) -> str:
    return f"{READER}:{found.stamp}"


def _digest(data: bytes) -> str:
    return f"{READER}:{hashlib.sha256(data).hexdigest()}"


def _untouched(known: _Known, digest: str, private: bool) -> bool:
    return known.digest == digest and known.private == private and not known.reason and not known.forgotten


def _read(found: Found, data: bytes) -> tuple[list[Document], str, str]:
    """The documents in a file, why there are none, and what it lacks where only a part could be read."""
    reader: Reader | None = reader_for(found.name)
    if reader is None:
        return [], say("knowledge.no_reader", suffix=Path(found.name).suffix), ""
    documents: list[Document] = []
    lacking = ""
    try:
        # What was given before something is raised stays in the list.
        documents += reader(SourceFile(found.name, data, _modified(found)))
    except Incomplete as error:
        lacking = str(error)
    except Unreadable as error:
        return [], str(error), ""
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  one damaged file must not end the learning of all others
        return [], say("knowledge.reader_failed", kind=type(error).__name__, reason=error), ""
    return documents, "" if documents else say("knowledge.nothing_in_it"), lacking


def _modified(found: Found) -> str:
    """A file's time of change, in UTC, ISO 8601."""
    nanoseconds = int(found.stamp.partition(":")[0])
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC).isoformat(timespec="seconds")
