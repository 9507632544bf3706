"""SQLite databases with forward-only, numbered migrations."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consilium.errors import StoreError
from consilium.wording import say

_PATIENCE_S = 10.0
_TURN_S = 0.02


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of a schema: its number, and the statements that take the database there."""

    number: int
    script: str


class _Connection(sqlite3.Connection):
    """A connection whose failures are ours: a full disk or a damaged page is no fault of the program."""

    path: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement.

        Raises:
            StoreError: the database cannot be read or written.
        """
        try:
            return super().execute(sql, parameters)
        except sqlite3.Error as error:
            raise _failed(self.path, error) from error

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
        """Run one statement for many rows.

        Raises:
            StoreError: the database cannot be read or written.
        """
        try:
            return super().executemany(sql, parameters)
        except sqlite3.Error as error:
            raise _failed(self.path, error) from error


def open_database(path: Path, migrations: Sequence[Migration]) -> sqlite3.Connection:
    """Open a database in WAL mode and bring it to the newest schema.

    Statements that fail later, too, raise a ``StoreError``.

    Raises:
        StoreError: the file is no database of ours, cannot be written, or comes from a newer
            version of the program.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, check_same_thread=False, isolation_level=None, timeout=_PATIENCE_S, factory=_Connection
        )
    except (OSError, sqlite3.Error) as error:
        raise _failed(path, error) from error
    connection.path = path
    try:
        _use_wal(connection, path)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        migrate(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Switch to write-ahead logging; two processes that make a new database at once must take turns.

    SQLite's own time limit does not hold for this switch: it reports a locked database at once.
    """
    give_up = time.monotonic() + _PATIENCE_S
    while True:
        try:
            sqlite3.Connection.execute(connection, "PRAGMA journal_mode=WAL")
        except sqlite3.Error as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise _failed(path, error) from error
            time.sleep(_TURN_S)
        else:
            return


def _failed(path: Path, error: Exception) -> StoreError:
    # "Malformed" and "not a database" are plain DatabaseErrors; what time or space may mend has a class of its own.
    damaged = type(error) is sqlite3.DatabaseError
    step = say("disk.move_away", path=path) if damaged else say("disk.check_home")
    return StoreError(say("disk.cannot_open", path=path, error=error), next_step=step)


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    """Apply the migrations the database has not seen; the count is kept in ``user_version``."""
    newest = max(step.number for step in migrations)
    # Whoever comes to read must not wait until somebody else has written, which may take minutes.
    if connection.execute("PRAGMA user_version").fetchone() == (newest,):
        return
    # The write lock first: two processes that open a new home together must not both migrate it.
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        _refuse_newer(path, version, newest)
        for step in sorted(migrations, key=lambda step: step.number):
            if step.number > version:
                for statement in _statements(step.script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={step.number}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _refuse_newer(path: Path, version: int, newest: int) -> None:
    if version > newest:
        message = say("disk.newer_schema", path=path, found=version, known=newest)
        raise StoreError(message, next_step=say("disk.upgrade"))


def _statements(script: str) -> list[str]:
    """Statements of a script one by one: ``executescript`` would commit our transaction."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return [*statements, current] if current.strip() else statements
