"""A run that was killed goes on, and pays for nothing twice."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from consilium import Consilium
from consilium.cli.main import main
from consilium.errors import UsageError
from tests.scripted import Row, answer, critique, judge, make_home

SLOW: Row = {**answer("It does not.", "opposes"), "delay_s": 60}


def killed_run(folder: Path) -> tuple[Path, str]:
    """A real process, killed while one member has answered and the other has not."""
    config = make_home(folder, {"quick": [answer(), critique()], "slow": [SLOW, critique()]}, {"bench": [judge()]})
    script = textwrap.dedent(
        f"""
        import os, signal
        from consilium import Consilium
        def stop(event):
            if event.kind == "answer.finished":
                os.kill(os.getpid(), signal.SIGKILL)
        Consilium.from_config({str(config)!r}).ask("Does beetroot help?", on_event=stop)
        """
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -9, done.stderr
    with sqlite3.connect(home() / "runs.sqlite") as database:
        ((run_id, state),) = database.execute("SELECT id, state FROM runs")
    database.close()
    assert state == "running"
    # The server that was slow has recovered.
    (folder / "agents" / "slow.jsonl").write_text(json.dumps({**SLOW, "delay_s": 0}) + "\n", encoding="utf-8")
    return config, run_id


def home() -> Path:
    """The home of the test, see conftest."""
    return Path(os.environ["CONSILIUM_HOME"])


def times_begun(run_id: str) -> dict[tuple[str, str], int]:
    """How often each answer was asked for."""
    with Consilium.of_run(run_id) as consilium:
        calls = consilium.store.calls(run_id)
    return {(call["member"], call["purpose"]): call["begun"] for call in calls if call["purpose"] == "answer"}


def test_after_kill_9_only_what_was_under_way_is_asked_again(tmp_path: Path) -> None:
    _, run_id = killed_run(tmp_path)
    assert times_begun(run_id) == {("quick", "answer"): 1, ("slow", "answer"): 1}
    with Consilium.of_run(run_id) as consilium:
        verdict = consilium.resume(run_id)
        events = consilium.store.events(run_id)
        again = consilium.resume(run_id)
    assert verdict.run_id == run_id
    assert verdict.status == "full"
    assert {report.position for report in verdict.members} == {"supports", "opposes"}
    assert times_begun(run_id) == {("quick", "answer"): 1, ("slow", "answer"): 2}
    assert verdict.usage.possibly_billed_twice == 1
    kept = [event for event in events if event.kind == "call.finished" and event.data["cached"]]
    assert [event.member for event in kept] == ["quick"]
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert again == verdict


def test_the_command_goes_on_with_the_last_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, run_id = killed_run(tmp_path)
    assert main(["runs", "resume", "last", "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["run_id"], verdict["status"]) == (run_id, "full")


def test_a_run_that_is_not_there_cannot_be_resumed(tmp_path: Path) -> None:
    config = make_home(tmp_path, {"quick": [answer()]})
    with Consilium.from_config(config) as consilium, pytest.raises(UsageError, match="nothere"):
        consilium.resume("nothere")


def test_a_run_broken_off_at_the_judge_goes_on_there(tmp_path: Path) -> None:
    slow_judge: Row = {**judge(), "delay_s": 60}
    members = {"first": [answer(), critique()], "second": [answer("No.", "opposes"), critique()]}
    config = make_home(tmp_path, members, {"bench": [slow_judge]})
    script = textwrap.dedent(
        f"""
        import os, signal
        from consilium import Consilium
        def stop(event):
            if event.kind == "judge.started":
                os.kill(os.getpid(), signal.SIGINT)
        Consilium.from_config({str(config)!r}).ask("Does beetroot help?", on_event=stop)
        """
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    (tmp_path / "agents" / "bench.jsonl").write_text(json.dumps(judge()) + "\n", encoding="utf-8")
    with Consilium.of_run("last") as consilium:
        verdict = consilium.resume("last")
        calls = consilium.store.calls(verdict.run_id)
    assert verdict.status == "full"
    assert sorted(call["purpose"] for call in calls) == ["answer"] * 2 + ["critique"] * 2 + ["judge"] * 2
    assert {call["begun"] for call in calls if call["purpose"] != "judge"} == {1}
