"""The stores that the conformance suite runs against; a second one joins by adding a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from consilium.store import SqliteRunStore
from tests.store.records import Clock

OpenStore = Callable[[], SqliteRunStore]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[OpenStore]:
    """Opens the same store again and again, as another process would."""
    del request  # one kind so far
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(SqliteRunStore(tmp_path / "runs.sqlite", clock)))


@pytest.fixture
def store(open_store: OpenStore) -> SqliteRunStore:
    return open_store()
