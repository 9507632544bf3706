"""Keys: shown once, kept as digests, worthless after their time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from consilium.errors import UsageError
from consilium.store import AccessKey, SqliteRunStore
from tests.store.records import Clock


def test_a_key_opens_with_its_text_and_with_nothing_else(store: SqliteRunStore) -> None:
    made, text = store.keys.create(AccessKey("", "n8n", "ask", 60, 1.5, redacted=True))
    assert store.keys.verify(text) == made
    wrong = [text + "x", text[:-1], text.replace("cns", "xyz"), "", "cns", "cns__", f"cns_{made.id}_", f"cns_{made.id}"]
    assert [store.keys.verify(one) for one in wrong] == [None] * len(wrong)


def test_the_secret_is_nowhere_on_disk(store: SqliteRunStore, tmp_path: Path) -> None:
    _, text = store.keys.create(AccessKey("", "n8n", "ask"))
    secret = text.split("_", 2)[2]
    with sqlite3.connect(tmp_path / "runs.sqlite") as database:
        rows = database.execute("SELECT * FROM keys").fetchall()
    database.close()
    assert rows
    assert secret not in repr(rows)
    assert not any(secret.encode() in file.read_bytes() for file in tmp_path.glob("runs.sqlite*"))


def test_an_expired_key_is_as_good_as_none(store: SqliteRunStore, clock: Clock) -> None:
    clock.time = "2026-11-25T00:00:00.000Z"
    _, text = store.keys.create(AccessKey("", "n8n", "ask", expires="2026-11-26T00:00:00.000Z"))
    assert store.keys.verify(text) is not None
    clock.time = "2026-11-26T00:00:00.000Z"
    assert store.keys.verify(text) is None


def test_a_revoked_key_is_worthless_at_once(store: SqliteRunStore) -> None:
    _, text = store.keys.create(AccessKey("", "n8n", "ask"))
    store.keys.revoke("n8n")
    assert store.keys.verify(text) is None
    assert not store.keys.any()
    with pytest.raises(UsageError, match="n8n"):
        store.keys.revoke("n8n")


def test_names_are_given_once(store: SqliteRunStore) -> None:
    store.keys.create(AccessKey("", "n8n", "ask"))
    with pytest.raises(UsageError, match="n8n"):
        store.keys.create(AccessKey("", "n8n", "admin"))
    assert [key.name for key in store.keys.list()] == ["n8n"]


def test_the_day_of_last_use_is_kept(store: SqliteRunStore, clock: Clock) -> None:
    clock.time = "2026-11-25T10:00:00.000Z"
    made, _ = store.keys.create(AccessKey("", "n8n", "ask"))
    store.keys.touch(made)
    assert store.keys.list()[0].used == "2026-11-25"
