"""The home of one user: its places, and its runs without waking the whole consilium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consilium.config import Places
from consilium.store import SqliteRunStore, SystemClock


def home_places(home: str | None) -> Places:
    """The places under ``--home``, else under the usual home."""
    return Places(Path(home).expanduser()) if home else Places.default()


@contextmanager
def opened_store(places: Places) -> Iterator[SqliteRunStore]:
    """The run store, closed at the end; needs no settings, so that old runs can always be read."""
    store = SqliteRunStore(places.database, SystemClock())
    try:
        yield store
    finally:
        store.close()
