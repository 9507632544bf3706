"""Ctrl-C, being told to end, and a server that is killed in the middle of a run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.client.conftest import Place, panel
from tests.server.serving import Process, ended

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")

SLOWLY = "Does beetroot help slowly?"


def ask(place: Place, *words: str) -> subprocess.Popen[str]:
    """A question that takes a minute."""
    command = [sys.executable, "-m", "consilium", "ask", SLOWLY.replace("slowly", "slow"), *words, *place.words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def once_answered(process: subprocess.Popen[str], do: Callable[[], object]) -> str:
    """Do something once the first member has answered; everything the process said, to its end."""
    assert process.stderr
    told = ""
    for line in process.stderr:
        told += line
        if line.startswith("first: "):
            do()
    process.wait()
    return told


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_here_stops_there(sent: signal.Signals, served: Place) -> None:
    with ask(served) as process:
        told = once_answered(process, lambda: process.send_signal(sent))
    run_id, by_server = served.newest()
    assert by_server
    last = told.splitlines()[-1]
    assert last == f"error: Interrupted. What was paid for is kept. → {served.home}/transcripts/{run_id}.md"
    assert process.returncode == 130
    assert served.state(run_id) == "interrupted"
    assert "It does." in Path(last.rpartition(" → ")[2]).read_text(encoding="utf-8")


def test_a_silent_run_is_stopped_too(served: Place) -> None:
    before = served.newest()[0] if (served.home / "runs.sqlite").exists() else ""
    with ask(served, "--quiet") as process:
        give_up = time.monotonic() + 30
        while not _running(served, before):
            assert time.monotonic() < give_up
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err.startswith("error: Interrupted.")
    assert served.state(served.newest()[0]) == "interrupted"


def _running(place: Place, before: str) -> bool:
    try:
        run_id, _ = place.newest()
    except IndexError:
        return False
    return run_id != before and place.state(run_id) == "running"


def test_a_server_that_is_killed_leaves_a_run_to_go_on_with(tmp_path: Path) -> None:
    place = Place(tmp_path / "home", panel(tmp_path / "panel"))
    with Process(place.config, place.home) as server, ask(place) as process:
        told = once_answered(process, server.kill)
    run_id, by_server = place.newest()
    assert by_server
    assert process.returncode == 1
    last = told.splitlines()[-1]
    assert last == (
        f"error: The server ended before run {run_id} did. What was answered is kept. → consilium runs resume {run_id}"
    )


def test_a_run_that_somebody_else_stops(served: Place) -> None:
    with Process(served.config, served.home.parent / "other") as server:
        place = Place(server.home, served.config)
        with ask(place) as process, server.client() as client:
            told = once_answered(process, lambda: client.post("/v1/runs/last/cancel").raise_for_status())
            assert ended(client, place.newest()[0])["state"] == "interrupted"
    assert process.returncode == 130
    assert told.splitlines()[-1].startswith("error: Interrupted.")
