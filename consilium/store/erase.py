"""Forgetting a run: its rows, its transcript and its checkpoints."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from consilium.protocols import RunStore


def erase_run(store: RunStore, run_id: str, transcripts: Path, checkpoints: Path) -> None:
    """Remove everything the home holds of a run.

    Args:
        store: where its events and journal are.
        run_id: its full id.
        transcripts: the folder of transcripts.
        checkpoints: LangGraph's database, which keeps a copy of what members said.
    """
    store.delete(run_id)
    for suffix in (".md", ".json"):
        (transcripts / f"{run_id}{suffix}").unlink(missing_ok=True)
    if checkpoints.is_file():
        with closing(sqlite3.connect(checkpoints)) as database, database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in tables & {"checkpoints", "writes"}:
                database.execute(f"DELETE FROM {table} WHERE thread_id = ?", (run_id,))
