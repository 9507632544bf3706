"""What is wrong with rows or arguments is told row by row and counted; nothing crashes and nothing is dropped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.cli.main import main
from consilium.errors import UsageError
from consilium.evaluation.casting import cast
from consilium.evaluation.counting import counted
from consilium.evaluation.examining import Plan, examine
from consilium.evaluation.plainly import plain_report
from consilium.evaluation.report import reported
from consilium.evaluation.rows import read_labelled
from consilium.types.codec import to_json
from tests.evaluation.faulty import BAD, FAR, LETTERS, OPTIONS, YES
from tests.evaluation.recorded import read, written
from tests.types.calm import CALM


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    """What ``evaluate --json`` has to say."""
    capsys.readouterr()
    assert main(["evaluate", *map(str, arguments), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_rows_with_mistakes_are_told_and_never_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test, out = written(tmp_path / "t.jsonl", BAD), tmp_path / "p.jsonl"
    told = evaluated(capsys, test, "--predictions", out, "--target-error", "0.1")
    assert [one["line"] for one in told["test"]["faults"]] == [2, 7]
    missing = {"no_reply": 3, "unreadable": 2, "no_gold": 1, "unknown_gold": 1, "nobody": 1}
    assert told["test"]["missing"] == missing
    assert {"id": "3", "trouble": "unknown_gold", "member": "", "told": "Q"} in told["test"]["spots"]
    assert told["test"]["kinds"] == {"choice": 3, "number": 1, "yes_no": 1}
    lines = read(out)
    assert [line["id"] for line in lines] == ["1", "6", "1", "2", "3", "4", "5"]
    assert ["error" in line for line in lines] == [True, True, *[False] * 5]
    # Without labels nothing can promise a bound: every answer is withheld.
    assert all(line["answer"] is None for line in lines)


def test_every_row_that_anybody_answered_is_answered(tmp_path: Path) -> None:
    test, out = written(tmp_path / "t.jsonl", BAD), tmp_path / "p.jsonl"
    assert main(["evaluate", str(test), "--predictions", str(out)]) == 0
    answers = {line["id"]: (line["answer"], line["confidence"]) for line in read(out)}
    assert answers == {
        "1": ("yes", 1.0),
        "2": ("5000 m", 1.0),
        "3": ("A", 1.0),
        "4": ("A", 0.5),
        "5": (None, 0.0),
        "6": (None, 0.0),
    }


def test_the_terminal_tells_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test = written(tmp_path / "t.jsonl", BAD)
    assert main(["evaluate", str(test), "--fit", str(test), "--labels", "9", "--members", "a,b"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in (
        "9 labels were asked for, 3 are known",
        "5 test rows ask what a fit row asks",
        "2: 1: an earlier row has this id",
        "test: 1 row has a gold that is no answer to its question and is not scored: 3 (Q).",
        "test: kinds of questions: choice 3, number 1, yes_no 1.",
        "test: 3 replies missing, 2 unreadable; 1 row nobody answered; 1 without a known answer.",
    ):
        assert words in shown


def test_labels_beyond_the_file_are_all_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test = written(tmp_path / "t.jsonl", BAD)
    told = evaluated(capsys, test, "--fit", test, "--labels", "10000")
    assert (told["labels_wanted"], told["labels"], told["unlabelled"], told["seen_in_fit"]) == (10_000, 3, 2, 5)


def test_a_member_that_one_file_does_not_know_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fit = written(tmp_path / "f.jsonl", [{**YES, "responses": {"a": "yes", "c": "no"}}])
    test = written(tmp_path / "t.jsonl", [YES, FAR])
    told = evaluated(capsys, test, "--fit", fit)
    assert told["members"] == ["a", "b", "c"]
    assert (told["fit"]["silent"], told["test"]["silent"]) == (["b"], ["c"])
    assert main(["evaluate", str(test), "--fit", str(fit)]) == 0
    shown = capsys.readouterr().out
    assert "fit: not one reply of b." in shown
    assert "test: not one reply of c." in shown


def test_one_member_alone_is_its_own_panel(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test = written(tmp_path / "t.jsonl", [YES, FAR])
    told = evaluated(capsys, test, "--fit", test, "--members", "a,a", "--cascade")
    assert (told["members"], told["effort"]["calls"], told["panel"]["n_eff"]) == (["a"], 1.0, 1.0)
    assert told["methods"][0]["accuracy"]["value"] == 1.0


def test_where_everybody_abstains_nothing_is_right_and_nothing_crashes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = [{**LETTERS, "id": n, "responses": {"a": None, "b": "no idea", "c": ""}} for n in range(6)]
    test = written(tmp_path / "t.jsonl", silent)
    for more in ([], ["--cascade"], ["--decider", "log_odds"], ["--report", str(tmp_path / "r.html")]):
        told = evaluated(capsys, test, "--fit", test, "--target-error", "0.2", *more)
        assert told["test"]["missing"]["nobody"] == 6
        assert told["methods"][0]["accuracy"]["value"] == 0.0
        assert (told["selective"]["threshold"], told["selective"]["coverage"]) == (None, 0.0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["empty.jsonl"],
        ["blank.jsonl"],
        ["nowhere.jsonl"],
        ["."],
        ["latin.jsonl"],
        ["t.jsonl", "--fit", "empty.jsonl"],
        ["t.jsonl", "--members", "stranger,a"],
        ["t.jsonl", "--labels", "-1"],
        ["t.jsonl", "--labels", "many"],
        *(["t.jsonl", "--target-error", share] for share in ("0", "1", "1.5", "-0.1", "nan", "inf", "5%")),
        ["t.jsonl", "--cascade", "--decider", "stacked"],
        ["t.jsonl", "--save", "../elsewhere"],
        ["t.jsonl", "--save", "auto"],
        ["t.jsonl", "--predictions", "t.jsonl"],
        ["t.jsonl", "--fit", "f.jsonl", "--predictions", "./f.jsonl"],
        ["t.jsonl", "--predictions", "."],
        ["t.jsonl", "--predictions", "t.jsonl/p.jsonl"],
        ["t.jsonl", "--report", "p.html", "--predictions", "p.html"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_usage_errors_with_a_next_step_and_leave_files_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("t.jsonl", "f.jsonl"):
        written(tmp_path / name, [YES, FAR])
    for name, content in (("empty.jsonl", b""), ("blank.jsonl", b"\n \n"), ("latin.jsonl", b'{"id": "\xff\xfe"}')):
        (tmp_path / name).write_bytes(content)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert main(["evaluate", *arguments]) == 2
    assert "error: " in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text("AByesno{}\"',: ", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "A", "answer"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NEEDED = {
    "id": st.integers(0, 3) | ANYTHING,
    "question": st.sampled_from(["Which?", "Сколько?", ""]) | ANYTHING,
    "responses": st.dictionaries(st.sampled_from(["a", "b", "a#2"]), ANYTHING, max_size=3) | ANYTHING,
}
FURTHER = {
    "kind": st.sampled_from(["choice", "yes_no", "yes_no_maybe", "number", "expression", "open"]) | ANYTHING,
    "options": st.just(OPTIONS) | ANYTHING,
    "gold": st.sampled_from(["A", "yes", "5", "x+1", "supports"]) | ANYTHING,
    "category": ANYTHING,
    "usage": ANYTHING,
}
ROW = st.fixed_dictionaries(NEEDED, optional=FURTHER).map(json.dumps)
LINES = st.lists(ROW | st.text('{}[]"ab:, ', max_size=9), max_size=5)


@CALM
@given(LINES)
def test_whatever_stands_in_a_line_it_is_a_row_or_a_fault(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        file = read_labelled(path)
    except UsageError:
        return
    assert len(file.rows) + len(file.faults) == sum(bool(line.strip()) for line in lines)
    plan = Plan(("a", "b"), target_error=0.1)
    rows = [cast(row, plan.members) for row in file.rows]
    exam = examine(rows, rows, plan)
    told = plain_report(reported(exam, counted(rows, file.faults), counted(rows, file.faults)))
    assert json.loads(to_json(told), parse_constant=_refuse)["test"]["rows"] == len(file.rows)
    assert all(0 <= one.confidence <= 1 for one in exam.predictions)


def _refuse(constant: str) -> None:
    pytest.fail(f"{constant} is no JSON")
