"""Commands from the words typed to what is printed and kept, with members that play scripts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consilium.cli.main import main
from tests.scripted import Row, answer, critique, fault, judge, make_home

QUESTION = "Does beetroot help?"


@pytest.fixture(name="config")
def _config(tmp_path: Path) -> str:
    """Two members that disagree, one that fails, and a judge."""
    members = {
        "first": [answer(), critique()],
        "second": [answer("No.", "opposes"), critique()],
        "dead": [fault("auth")],
    }
    return str(make_home(tmp_path / "panel", members, {"bench": [judge("It depends.", position="depends")]}))


@pytest.fixture(name="silent")
def _silent(tmp_path: Path) -> str:
    """Nobody who could answer."""
    return str(make_home(tmp_path / "silent", {"dead": [fault("auth")]}, embedded=[]))


def test_ask_in_a_pipe(config: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["ask", QUESTION, "--config", config]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("**Partial panel**")
    assert "It depends." in shown.out
    assert "\x1b" not in shown.out + shown.err
    assert "first: for (75%), 1 claim" in shown.err
    path = Path(shown.err.splitlines()[-1].removeprefix("Transcript: "))
    assert path.is_relative_to(tmp_path / "home")
    assert "It depends." in path.read_text(encoding="utf-8")


def test_ask_json_is_one_object_and_nothing_else(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, "--config", config, "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert json.loads(shown.out)["status"] == "partial"
    assert shown.out.count("\n") == 1


def test_ask_quiet_is_the_answer(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Does", "beetroot", "help?", "--config", config, "-q"]) == 0
    shown = capsys.readouterr()
    assert (shown.out.splitlines()[0], shown.err) == ("It depends.", "")


def test_members_rounds_and_debate_replace_the_settings(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ask", QUESTION, "--config", config, "--json", "--members", "first, second", "--debate", "never"]
    assert main(words) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert [member["name"] for member in verdict["members"]] == ["first", "second"]
    assert verdict["rounds"] == 0
    assert main([*words[:-2], "--rounds", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["rounds"] == 0


def test_a_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(make_home(tmp_path, {"first": [answer("B")]}))
    assert main(["ask", "Which?", "--options", "A=red;B=blue", "--config", config, "--json"]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert (verdict["kind"], verdict["answer"], verdict["status"]) == ("choice", "B", "single")


def test_no_quorum_prints_the_verdict_and_exits_three(silent: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, "--config", silent]) == 3
    assert capsys.readouterr().out.startswith("**No quorum**")
    assert main(["ask", QUESTION, "--config", silent, "--quiet"]) == 3
    assert capsys.readouterr().out == ""


def test_a_question_from_a_pipe_and_a_follow_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite: Row = {"purpose": "rewrite", "reply": '{"question": "Does beetroot help women?"}'}
    config = str(make_home(tmp_path, {"first": [rewrite, answer()]}))
    done = subprocess.run(
        [sys.executable, "-m", "consilium", "ask", "--config", config, "--quiet"],
        input=QUESTION,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    assert main(["ask", "And women?", "--config", config, "-c", "last"]) == 0
    assert "Understood as: Does beetroot help women?" in capsys.readouterr().err
    assert main(["ask", "And women?", "--config", config, "-c", "nothing"]) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rounds: many\n", "config.yaml, line 1: rounds"),
        ("panel: [one\n", "config.yaml, line"),
        ("version: 99\n", "newer version"),
        ("panel: [frob]\n", "There is no member “frob”"),
        ("ronds: 1\n", "did you mean “rounds”"),
    ],
)
def test_settings_with_a_mistake(tmp_path: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["ask", QUESTION, "--config", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_runs_from_list_to_delete(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "list"]) == 0
    assert capsys.readouterr().out == "Nothing has been asked yet.\n"
    main(["ask", QUESTION, "--config", config, "--json"])
    run_id = json.loads(capsys.readouterr().out)["run_id"]
    main(["runs", "list", "--home", str(tmp_path / "home")])
    listed = capsys.readouterr().out
    assert all(words in listed for words in (run_id, "partial", QUESTION))
    assert main(["runs", "show", run_id[:12]]) == 0
    assert capsys.readouterr().out.startswith("**Partial panel**")
    assert main(["runs", "show", "last", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "done"
    target = tmp_path / "note.md"
    assert main(["runs", "export", "last", "--out", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == _transcript(tmp_path, run_id).read_text(encoding="utf-8")
    assert main(["runs", "export", "last", "--format", "json"]) == 0
    capsys.readouterr()
    assert main(["runs", "delete", "last", "--yes"]) == 0
    assert not _transcript(tmp_path, run_id).exists()
    assert main(["runs", "show", run_id]) == 2


def _transcript(tmp_path: Path, run_id: str) -> Path:
    return tmp_path / "home" / "transcripts" / f"{run_id}.md"


def test_deleting_needs_a_yes(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", QUESTION, "--config", config, "--quiet"])
    done = subprocess.run(
        [sys.executable, "-m", "consilium", "runs", "delete", "last"],
        input="y\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--yes" in done.stderr
    capsys.readouterr()
    main(["runs", "list"])
    assert QUESTION in capsys.readouterr().out


def test_panel_and_doctor(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["panel", "--config", config]) == 0
    assert "model-first" in capsys.readouterr().out
    assert main(["doctor", "--config", config]) == 0
    shown = capsys.readouterr().out
    assert "✓ first  model-first" in shown
    assert "A question would cost at most about" in shown
    assert "Next: consilium ask" in shown


def test_the_settings_choose_the_interface_s_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(make_home(tmp_path, {"first": [answer()]}, language="ru"))
    main(["panel", "--config", config])
    assert capsys.readouterr().out.startswith("member")
    monkeypatch.delenv("CONSILIUM_LANG")
    main(["panel", "--config", config])
    assert capsys.readouterr().out.startswith("участник")


def test_doctor_names_the_first_thing_to_do_where_no_model_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "No model can be reached yet. Next: " in shown
    assert "the sample vault" in shown


@pytest.mark.parametrize("name", ["answer", "critique", "revise", "judge", "verdict", "event", "run"])
def test_every_schema_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["properties"]


def test_a_schema_narrowed_to_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "answer", "--option", "red", "--option", "blue"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["answer"]["enum"] == ["A", "B", None]


def _batch(tmp_path: Path, config: str, *rows: object) -> list[str]:
    (tmp_path / "q.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return ["batch", str(tmp_path / "q.jsonl"), "--out", str(tmp_path / "out.jsonl"), "--config", config]


def _out(tmp_path: Path) -> dict[object, dict[str, object]]:
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def test_batch_answers_every_row_once(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": number, "question": f"Number {number}?"} for number in range(5)]
    words = _batch(tmp_path, config, *rows, {"id": "bad"}, {"id": "odd", "question": "Which?", "options": ["one"]})
    assert main(words) == 2
    found = _out(tmp_path)
    assert [found[number]["status"] for number in range(5)] == ["partial"] * 5
    assert "question" in str(found["bad"]["error"])
    assert "options" in str(found["odd"]["error"])
    assert capsys.readouterr().err.endswith("5 verdicts written, 0 there already, 2 failed, 0 left\n")
    before = {number: found[number]["run_id"] for number in range(5)}
    assert main(_batch(tmp_path, config, *rows, {"id": 9, "question": "One more?"})) == 0
    assert {number: _out(tmp_path)[number]["run_id"] for number in range(5)} == before
    assert capsys.readouterr().err.endswith("1 verdict written, 5 there already, 0 failed, 0 left\n")


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_ctrl_c_leaves_whole_lines_and_the_batch_can_be_gone_on_with(tmp_path: Path) -> None:
    slow = {**answer(), "delay_s": 60, "match": "Slow"}
    config = str(make_home(tmp_path / "panel", {"first": [slow, answer()]}))
    words = _batch(tmp_path, config, {"id": "quick", "question": "Quick?"}, {"id": "slow", "question": "Slow?"})
    out, deadline = tmp_path / "out.jsonl", time.monotonic() + 30
    with subprocess.Popen([sys.executable, "-m", "consilium", *words], stderr=subprocess.PIPE, text=True) as process:
        while not (out.exists() and out.read_text(encoding="utf-8").endswith("\n")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert told.splitlines() == ["1 verdict written, 0 there already, 0 failed, 1 left", "error: Interrupted."]
    assert set(_out(tmp_path)) == {"quick"}


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_ctrl_c_while_asking_leaves_a_transcript(tmp_path: Path) -> None:
    config = str(make_home(tmp_path / "panel", {"quick": [answer("Paid for.")], "slow": [{**answer(), "delay_s": 60}]}))
    command = [sys.executable, "-m", "consilium", "ask", QUESTION, "--config", config]
    told = ""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            told += line
            if line.startswith("quick: "):
                process.send_signal(signal.SIGINT)
    assert process.returncode == 130, told
    last = told.splitlines()[-1]
    assert last.startswith("error: ")
    assert "Paid for." in Path(last.rsplit(" → ", 1)[1]).read_text(encoding="utf-8")


def test_a_quiet_question_without_a_quorum_says_so(silent: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, "--config", silent, "--quiet"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("no_quorum: ")


def test_batch_rows_without_a_quorum_are_asked_again(silent: str, tmp_path: Path) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    rows.write_text(json.dumps({"id": "1", "question": QUESTION}) + "\n", encoding="utf-8")
    command = ["batch", str(rows), "--out", str(out), "--config", silent]
    assert main(command) == 3
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (row["status"], bool(row["error"])) == ("no_quorum", True)
    script = Path(silent).parent / "agents" / "dead.jsonl"
    script.write_text(json.dumps(answer()) + "\n", encoding="utf-8")
    assert main(command) == 0
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (row["status"], "error" in row) == ("single", False)


def test_being_told_to_end_keeps_what_was_paid_for(tmp_path: Path) -> None:
    late: Row = {**answer(), "delay_s": 60}
    panel = {"quick": [answer("Paid for.")], "slow": [late]}
    config = make_home(tmp_path / "panel", panel)
    command = [sys.executable, "-m", "consilium", "ask", QUESTION, "--config", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("quick:"):
                process.send_signal(signal.SIGTERM)
                break
        process.stderr.read()
    assert process.returncode == 130
    (transcript,) = (tmp_path / "home" / "transcripts").glob("*.md")
    assert "Paid for." in transcript.read_text(encoding="utf-8")


def test_a_reader_of_the_progress_that_leaves_does_not_hold_the_question_up(tmp_path: Path) -> None:
    panel: dict[str, list[Row]] = {"quick": [answer("Paid for.")], "late": [{**answer(), "delay_s": 0.5}]}
    config = make_home(tmp_path / "panel", panel)
    command = [sys.executable, "-m", "consilium", "ask", QUESTION, "--config", str(config)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        process.stderr.readline()
        process.stderr.close()
        verdict = process.stdout.read()
    # Progress could not be told; the verdict could, and the program comes to its end.
    assert "A claim for supports." in verdict
    assert len(list((tmp_path / "home" / "transcripts").glob("*.md"))) == 1


def test_a_reader_of_everything_that_leaves_ends_the_program(tmp_path: Path) -> None:
    config = make_home(tmp_path / "panel", {"quick": [{**answer(), "delay_s": 0.3}]})
    words = f'"{sys.executable}" -m consilium ask "{QUESTION}" --config "{config}" 2>&1 | head -1'
    done = subprocess.run(["sh", "-c", words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("Run ")
