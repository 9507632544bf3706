"""Connections that break, servers that end, refuse or answer twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main
from consilium.client.wire import Reply, Wire
from tests.client.conftest import QUESTION, Place, panel
from tests.client.stub import HANG_UP, Said, stub

RUN = "261125-120000-0123abcd"
ACCEPTED = Said(202, {"id": RUN, "state": "running"})
RUNNING = Said(200, {"id": RUN, "state": "running", "verdict": None})


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "home", panel(tmp_path / "panel"))


@pytest.fixture
def verdict(place: Place, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """A verdict as the contract has it."""
    main(["ask", QUESTION, "--json", "--in-process", *place.words])
    plain: dict[str, Any] = json.loads(capsys.readouterr().out)
    return plain


def event(seq: int, kind: str, **data: Any) -> dict[str, Any]:
    return {"run_id": RUN, "seq": seq, "at": "", "kind": kind, "member": "", "round": 0, "data": data}


def done(verdict: dict[str, Any]) -> Said:
    return Said(200, {"id": RUN, "state": "done", "verdict": verdict})


def test_a_stream_that_breaks_is_taken_up_where_it_broke(
    place: Place, verdict: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    early = [event(1, "warning", message="one"), event(2, "warning", message="two")]
    late = [event(3, "warning", message="three")]
    streams = [Said(events=early, ends=False), RUNNING, Said(events=late), done(verdict)]
    with stub(place.home, ACCEPTED, *streams) as told:
        assert main(["ask", QUESTION, *place.words]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert [line.rpartition(" ")[2] for line in lines[:3]] == ["one", "two", "three"]
    streams_asked = [one.headers["Last-Event-ID"] for one in told.heard if one.path.endswith("/events")]
    assert streams_asked == ["0", "2"]


def test_a_stream_that_keeps_breaking_is_given_up(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Said(events=[], ends=False)
    with stub(place.home, ACCEPTED, broken, RUNNING, broken, RUNNING) as told:
        assert main(["ask", QUESTION, *place.words]) == 1
    assert told.answers == []
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(f"→ consilium runs resume {RUN}")


@pytest.mark.parametrize("rest", [[Said(HANG_UP), Said(HANG_UP)], [RUNNING], [Said(404, {"detail": "gone"})]])
def test_a_silent_question_learns_that_the_server_has_let_go(
    rest: list[Said], place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with stub(place.home, ACCEPTED, *rest) as told:
        assert main(["ask", QUESTION, "--quiet", *place.words]) == 1
    assert told.answers == []
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.endswith(f"→ consilium runs resume {RUN}\n")


def test_a_silent_question_is_not_streamed(
    place: Place, verdict: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with stub(place.home, ACCEPTED, Said(HANG_UP), done(verdict)) as told:
        assert main(["ask", QUESTION, "--quiet", *place.words]) == 0
    shown = capsys.readouterr()
    assert (shown.out.splitlines()[0], shown.err) == ("It depends.", "")
    assert [(one.method, one.path.partition("?")[0]) for one in told.heard] == [
        ("POST", "/v1/ask"),
        ("GET", f"/v1/runs/{RUN}"),
        ("GET", f"/v1/runs/{RUN}"),
    ]
    assert told.heard[0].body["wait_s"] == 0


def test_a_reply_that_got_lost_is_asked_for_again_and_nothing_is_started_twice(
    place: Place, verdict: dict[str, Any]
) -> None:
    with stub(place.home, Said(HANG_UP), ACCEPTED, done(verdict)) as told:
        assert main(["ask", QUESTION, "--json", *place.words]) == 0
    first, second = (one.headers["Idempotency-Key"] for one in told.heard[:2])
    assert first == second
    assert len(first) == 32


def test_a_server_that_swallows_the_question_is_not_doubled_here(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with stub(place.home, Said(HANG_UP), Said(HANG_UP)):
        assert main(["ask", QUESTION, "--json", *place.words]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.endswith("→ consilium runs list\n")
    assert not (place.home / "runs.sqlite").exists()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Said(503, {"detail": "full"}), "the server takes no more questions just now"),
        (Said(500, {"detail": "a fault"}), "the server refused: a fault"),
        (Said(412, {"differs": ["version", "keys"]}), "with other program files, keys or addresses of models; restart"),
    ],
)
def test_a_refusal_is_told_and_the_question_answered_here(
    said: Said, reason: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    with stub(place.home, said):
        assert main(["ask", QUESTION, *place.words]) == 0
    assert reason in capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ({"error": "No.", "next_step": "do", "exit_code": 2, "expected": True}, 2, "error: No. → do"),
        ({"error": "Spent.", "next_step": "", "exit_code": 4, "expected": True}, 4, "error: Spent."),
        ({"error": "KeyError: 'x'", "exit_code": 1, "expected": False}, 1, "error: A fault of the program: KeyError: "),
        ({"error": "Interrupted.", "exit_code": 130}, 130, f"{RUN}.md"),
    ],
)
def test_a_run_that_failed_there_fails_here_in_the_same_way(
    data: dict[str, Any], code: int, line: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = [event(1, "run.failed", **data)]
    ended = Said(200, {"id": RUN, "state": "failed", "verdict": None})
    with stub(place.home, ACCEPTED, ended, Said(events=failed)):
        assert main(["ask", QUESTION, "--json", *place.words]) == code
    assert line in capsys.readouterr().err


def test_a_run_that_is_stopped_before_its_id_is_known_stops_there_too(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    send, sent = Wire.send, []

    def interrupted(*words: Any, **more: Any) -> Reply:
        reply = send(*words, **more)
        sent.append(reply)
        if len(sent) == 1:
            raise KeyboardInterrupt
        return reply

    monkeypatch.setattr(Wire, "send", interrupted)
    with stub(place.home, ACCEPTED, ACCEPTED, ACCEPTED, RUNNING) as told:
        assert main(["ask", QUESTION, "--quiet", *place.words]) == 130
    assert told.answers == []
    assert told.heard[0].headers["Idempotency-Key"] == told.heard[1].headers["Idempotency-Key"]
    assert told.heard[2].path == f"/v1/runs/{RUN}/cancel"
    assert capsys.readouterr().err.endswith(f"→ {place.home}/transcripts/{RUN}.md\n")


def test_a_question_that_is_stopped_before_it_was_taken_is_only_stopped(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: Any, **__: Any) -> Reply:
        raise KeyboardInterrupt

    monkeypatch.setattr(Wire, "send", interrupted)
    with stub(place.home):
        assert main(["ask", QUESTION, "--quiet", *place.words]) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_surface_that_breaks_stops_the_run(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("consilium.cli.progress.LineSurface.show", broken)
    stream = Said(events=[event(1, "warning", message="one")])
    with stub(place.home, ACCEPTED, stream, ACCEPTED, RUNNING) as told:
        assert main(["ask", QUESTION, *place.words]) == 1
    assert told.heard[2].path == f"/v1/runs/{RUN}/cancel"
