"""A server that a whole file of tests asks, and what tells whether it was asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from consilium.store import SqliteRunStore, SystemClock
from tests.scripted import Row, answer, critique, fault, judge, make_home
from tests.server.serving import Process

QUESTION = "Does beetroot help?"
SLOW: Row = {**answer(), "match": "slow", "delay_s": 60}


def panel(folder: Path) -> Path:
    """Two against one, the second slow where the question says so, one that fails, and a judge."""
    members = {
        "first": [{"purpose": "rewrite", "reply": '{"question": "Does beetroot help women?"}'}, answer(), critique()],
        "second": [SLOW, answer(), critique()],
        "third": [answer("No.", "opposes"), critique()],
        "dead": [fault("auth")],
        "chooser": [answer("B")],
    }
    bench = {"bench": [judge("It depends.", position="supports")]}
    # Asked twice, a question must not be told of its first answer.
    quiet = {"verdicts": 0}
    return make_home(folder, members, bench, panel=["first", "second", "third", "dead"], memory=quiet)


@dataclass(frozen=True)
class Place:
    """A home with its settings, and what was asked there."""

    home: Path
    config: Path

    @property
    def words(self) -> list[str]:
        """The options that lead there."""
        return ["--config", str(self.config), "--home", str(self.home)]

    def newest(self) -> tuple[str, bool]:
        """The newest run, and whether the server carried it out."""
        with closing(SqliteRunStore(self.home / "runs.sqlite", SystemClock())) as store:
            run_id = store.list(1)[0].id
            return run_id, store.intake.find(run_id) is not None

    def state(self, run_id: str) -> str:
        """What has become of a run."""
        with closing(SqliteRunStore(self.home / "runs.sqlite", SystemClock())) as store:
            return store.summary(run_id).state


def leads_elsewhere(name: str) -> bool:
    """Whether a variable holds a key or an address that no test may see."""
    return name.endswith("_API_KEY") or name.upper().endswith("_PROXY") or name.startswith("OLLAMA_")


@pytest.fixture(autouse=True)
def _no_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in filter(leads_elsewhere, list(os.environ)):
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A home with a server."""
    # Short, as the address of a socket must be.
    folder = tmp_path_factory.mktemp("s")
    place = Place(folder / "home", panel(folder / "panel"))
    with pytest.MonkeyPatch.context() as patch:
        for name in filter(leads_elsewhere, list(os.environ)):
            patch.delenv(name)
        process = Process(place.config, place.home)
    with process:
        yield place
