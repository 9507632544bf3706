"""Money that belongs to no run still counts towards the day's limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.store import SqliteRunStore
from consilium.types.request import ModelReply, ModelRequest, Part, Usage


class Clock:
    """A clock that is set."""

    day = "2026-03-01"

    def now(self) -> str:
        return f"{self.day}T12:00:00.000Z"

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[SqliteRunStore]:
    opened = SqliteRunStore(tmp_path / "runs.sqlite", clock)
    yield opened
    opened.close()


def call(store: SqliteRunStore, run_id: str, cost: float) -> None:
    store.create(run_id, "Why?", {})
    request = ModelRequest(run_id, "answer", "ann", 0, (Part("Why?", "question"),))
    store.journal.begin(request)
    store.journal.finish(request, ModelReply("Because.", "m", usage=Usage(1, 1, 0, cost, 1)))


def test_deleting_a_run_does_not_give_its_money_back(store: SqliteRunStore) -> None:
    call(store, "one", 0.25)
    call(store, "two", 0.5)
    store.delete("one")
    assert store.spent_today() == pytest.approx(0.75)
    store.delete("two")
    assert store.spent_today() == pytest.approx(0.75)


def test_yesterday_s_money_is_yesterday_s(store: SqliteRunStore, clock: Clock) -> None:
    call(store, "one", 0.25)
    store.spending.add("embed", 0.125)
    assert store.spent_today() == pytest.approx(0.375)
    clock.day = "2026-03-02"
    store.delete("one")
    assert store.spent_today() == 0.0
