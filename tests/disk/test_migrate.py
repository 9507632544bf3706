"""Databases: migrated forwards only, by one process at a time, and damage told with a next step."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from consilium.disk import Migration, open_database
from consilium.errors import StoreError

FIRST = Migration(1, "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);\nCREATE INDEX by_text ON notes(text);\n")
SECOND = Migration(2, "ALTER TABLE notes ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;\nUPDATE notes SET seen = 7;\n")


def version(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(found)


def test_a_database_goes_forward_and_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.sqlite"
    first = open_database(path, [FIRST])
    first.execute("INSERT INTO notes (text) VALUES ('kept')")
    first.close()
    second = open_database(path, [SECOND, FIRST])
    assert second.execute("SELECT text, seen FROM notes").fetchall() == [("kept", 7)]
    second.close()
    assert version(path) == 2


def test_opening_again_migrates_nothing_twice(tmp_path: Path) -> None:
    for _ in range(3):
        connection = open_database(tmp_path / "a.sqlite", [FIRST, SECOND])
        connection.execute("UPDATE notes SET seen = 1")
        connection.close()
    assert version(tmp_path / "a.sqlite") == 2


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    open_database(path, [FIRST, SECOND]).close()
    with pytest.raises(StoreError, match="schema 2, this one knows 1") as caught:
        open_database(path, [FIRST])
    assert "pip install -U" in caught.value.next_step
    assert version(path) == 2


def test_a_migration_that_fails_halfway_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    open_database(path, [FIRST]).close()
    broken = Migration(2, "CREATE TABLE more (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(StoreError):
        open_database(path, [FIRST, broken])
    assert version(path) == 1
    connection = open_database(path, [FIRST, Migration(2, "CREATE TABLE more (id INTEGER);\n")])
    assert connection.execute("SELECT count(*) FROM more").fetchone() == (0,)
    connection.close()


def test_a_last_statement_without_its_semicolon_counts(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "a.sqlite", [Migration(1, "CREATE TABLE a (x);\nCREATE TABLE b (x)\n")])
    assert connection.execute("SELECT count(*) FROM b").fetchone() == (0,)
    connection.close()


def test_deleting_cascades(tmp_path: Path) -> None:
    """SQLite forgets foreign keys at every new connection unless it is told."""
    connection = open_database(tmp_path / "a.sqlite", [FIRST])
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("content", [b"this is a text file, not a database\n" * 50, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_told_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_database(path, [FIRST])
    assert str(path) in caught.value.message
    assert f"move {path} away" in caught.value.next_step
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", [".", "file/inside.sqlite"])
def test_a_place_that_cannot_hold_a_database_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught:
        open_database(tmp_path / name, [FIRST])
    assert "CONSILIUM_HOME" in caught.value.next_step


def test_a_page_that_is_damaged_later_is_told_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = open_database(path, [FIRST])
    connection.executemany("INSERT INTO notes (text) VALUES (?)", [("x" * 3000,)] * 50)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    damaged = open_database(path, [FIRST])
    with pytest.raises(StoreError) as caught:
        damaged.execute("SELECT * FROM notes WHERE text = 'y'")
    damaged.close()
    assert "move" in caught.value.next_step


OPENING = """
import sys
from pathlib import Path
from consilium.disk import Migration, open_database
path = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
script = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);\\nINSERT INTO notes (text) VALUES ('once');\\n"
connection = open_database(path, [Migration(1, script), Migration(2, "ALTER TABLE notes ADD COLUMN seen INTEGER;")])
print(connection.execute("SELECT count(*) FROM notes").fetchone()[0])
"""


def test_processes_that_open_a_new_database_at_once_migrate_it_once(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"{attempt}.sqlite"
        started = [
            subprocess.Popen(
                [sys.executable, "-c", OPENING, str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(5)
        ]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        results = [process.communicate() for process in started]
        assert results == [("1\n", "")] * 5
