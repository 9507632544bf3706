"""The home of one user: its places, and its runs without waking the whole consilium."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from consilium.config import Places
from consilium.store import SqliteRunStore


class _WallClock:
    """Runs are only read here; the store wants a clock all the same."""

    def now(self) -> str:
        return datetime.now(UTC).isoformat(timespec="milliseconds")

    def monotonic(self) -> float:
        return time.monotonic()


def home_places(home: str | None) -> Places:
    """The places under ``--home``, else under the usual home."""
    return Places(Path(home).expanduser()) if home else Places.default()


@contextmanager
def opened_store(places: Places) -> Iterator[SqliteRunStore]:
    """The run store, closed at the end; needs no settings, so that old runs can always be read."""
    store = SqliteRunStore(places.database, _WallClock())
    try:
        yield store
    finally:
        store.close()


def transcript_files(places: Places, run_id: str) -> list[Path]:
    """The transcript's files that exist."""
    files = [places.transcripts / f"{run_id}{suffix}" for suffix in (".md", ".json")]
    return [path for path in files if path.is_file()]
