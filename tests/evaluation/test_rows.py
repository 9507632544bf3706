"""Labelled rows: what is wrong with one is told, and costs no other."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main
from consilium.errors import UsageError
from consilium.evaluation.answers import opinions_of
from consilium.evaluation.rows import read_labelled

GOOD: dict[str, Any] = {
    "id": 1,
    "question": "Which?",
    "options": ["one", "two"],
    "gold": "B",
    "category": "law",
    "responses": {"a": "B", "b": '```json\n{"answer": "two", "confidence": "likely"}\n```', "c": None, "d": "no idea"},
    "usage": {"a": {"prompt_tokens": 10, "completion_tokens": 2, "cost_usd": 0.01, "seconds": 1.5}},
}


def rows_file(folder: Path, *rows: object) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_row_and_the_opinions_in_it(tmp_path: Path) -> None:
    (row,) = read_labelled(rows_file(tmp_path, GOOD)).rows
    assert (row.id, row.gold, row.category, row.question.kind) == ("1", "B", "law", "choice")
    assert (row.usage["a"].completion_tokens, row.usage["a"].cost_usd, row.seconds) == (2, 0.01, {"a": 1.5})
    found = opinions_of(row, ["a", "b", "c", "d", "nobody"])
    assert [one.position for one in found] == ["B", "B", None, None, None]
    assert [one.cause for one in found] == ["", "", "NoReply", "FormRejected", "NoReply"]


@pytest.mark.parametrize(
    "change",
    [
        {"id": True},
        {"id": None},
        {"question": 5},
        {"responses": {}},
        {"responses": "B"},
        {"options": ["one"]},
        {"options": 1},
        {"options": "one or two"},
        {"kind": "colour"},
    ],
)
def test_a_wrong_row_is_told_and_the_others_count(tmp_path: Path, change: dict[str, Any]) -> None:
    found = read_labelled(rows_file(tmp_path, {**GOOD, "id": "x", **change}, "", GOOD))
    assert [row.id for row in found.rows] == ["1"]
    assert [fault.line for fault in found.faults] == [1]


def test_what_is_no_row_at_all(tmp_path: Path) -> None:
    found = read_labelled(rows_file(tmp_path, "{", "[1]", GOOD, GOOD))
    assert [fault.line for fault in found.faults] == [1, 2, 4]
    with pytest.raises(UsageError, match="no usable row"):
        read_labelled(rows_file(tmp_path, "{"))
    with pytest.raises(UsageError):
        read_labelled(tmp_path / "missing.jsonl")


def test_a_gold_that_is_no_answer_leaves_the_row_to_be_answered(tmp_path: Path) -> None:
    found = read_labelled(rows_file(tmp_path, {**GOOD, "gold": "Z"}))
    ((row,), faults) = found.rows, found.faults
    assert (row.gold, row.unread_gold, faults) == (None, "Z", ())


@pytest.mark.parametrize("figure", [-1, math.inf, math.nan, True, "5", None])
def test_figures_that_nothing_can_have_taken_are_passed_over(tmp_path: Path, figure: object) -> None:
    spent = {"completion_tokens": figure, "cost_usd": figure, "seconds": figure}
    (row,) = read_labelled(rows_file(tmp_path, {**GOOD, "usage": {"a": spent}})).rows
    assert (row.usage["a"].completion_tokens, row.usage["a"].cost_usd, row.seconds) == (0, 0.0, {})


def test_a_gold_that_nobody_knows_is_no_mistake(tmp_path: Path) -> None:
    (row,) = read_labelled(rows_file(tmp_path, {**GOOD, "gold": None})).rows
    assert row.gold is None


def test_numbers_in_other_units_are_one_position(tmp_path: Path) -> None:
    row = {"id": "d", "question": "How far?", "kind": "number", "gold": "1 km", "responses": {}}
    replies = {"a": '{"answer": "1 km"}', "b": '{"answer": "1000 m"}', "c": '{"answer": "900 m"}'}
    (read,) = read_labelled(rows_file(tmp_path, {**row, "responses": replies})).rows
    assert [one.position for one in opinions_of(read, "abc")] == ["1 km", "1 km", "900 m"]


@pytest.mark.parametrize(("tolerance", "answer", "confidence"), [("0", "100 w", 0.3333), ("0.02", "100 w", 0.6667)])
def test_numbers_within_the_tolerance_are_one_answer(
    tolerance: str, answer: str, confidence: float, tmp_path: Path
) -> None:
    responses = {"a": "100 W", "b": "99 W", "c": "80 W"}
    row = {"id": "1", "question": "How much?", "kind": "number", "gold": "100 W", "responses": responses}
    test, told = tmp_path / "t.jsonl", tmp_path / "p.jsonl"
    test.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main(["evaluate", str(test), "--tolerance", tolerance, "--predictions", str(told)]) == 0
    (said,) = map(json.loads, told.read_text(encoding="utf-8").splitlines())
    assert (said["answer"], round(said["confidence"], 4)) == (answer, confidence)
