"""Which runs one may remember: finished ones of the same owner, older than itself."""

from __future__ import annotations

from pathlib import Path

from consilium.store import Accepted, SqliteRunStore, SystemClock
from tests.verdicts import make_verdict


def test_a_run_remembers_its_owners_finished_runs_before_it(tmp_path: Path) -> None:
    store = SqliteRunStore(tmp_path / "runs.sqlite", SystemClock())
    for name, owner in (("a", ""), ("b", "key1"), ("c", ""), ("d", "key1"), ("e", "")):
        if owner:
            store.intake.accept(Accepted(name, owner, {}))
        store.create(name, f"Question {name}?", {})
        if name != "c":
            store.finish(name, "done", make_verdict())
    assert [run.id for run in store.earlier("e", 10)] == ["a"]
    assert [run.id for run in store.earlier("d", 10)] == ["b"]
    assert [run.id for run in store.earlier("a", 10)] == []
    store.keep("e", "counsel", {"nails": [], "word": "гвоздь"})
    store.create("e", "Question e?", {})
    assert store.summary("e").settings == {"counsel": {"nails": [], "word": "гвоздь"}}
    store.close()
