"""The accord of a home's members: noted a run at a time, gone with its run."""

from __future__ import annotations

import pytest

from consilium.store import SqliteRunStore


def test_members_of_one_panel_are_counted_together(store: SqliteRunStore) -> None:
    for run_id, agreed in (("r1", {"ann": 1.0, "bob": 0.0}), ("r2", {"ann": 1.0, "bob": 0.5})):
        store.create(run_id, "Which?", {})
        store.accords.note(run_id, ["bob", "ann"], agreed)
    store.create("r3", "Which?", {})
    store.accords.note("r3", ["ann", "cid"], {"ann": 0.0, "cid": 0.0})
    assert store.accords.of(["ann", "bob"]) == {"ann": pytest.approx(3 / 4), "bob": pytest.approx(1.5 / 4)}
    assert store.accords.of(["ann"]) == {}


def test_noting_a_run_twice_counts_it_once(store: SqliteRunStore) -> None:
    store.create("r1", "Which?", {})
    for _ in range(3):
        store.accords.note("r1", ["ann"], {"ann": 1.0})
    assert store.accords.of(["ann"]) == {"ann": pytest.approx(2 / 3)}


def test_what_a_deleted_run_showed_is_forgotten(store: SqliteRunStore) -> None:
    store.create("r1", "Which?", {})
    store.accords.note("r1", ["ann"], {"ann": 1.0})
    store.finish("r1", "done", None)
    store.delete("r1")
    assert store.accords.of(["ann"]) == {}
