"""``consilium evaluate`` end to end: what it makes of rows with mistakes, and in every way of asking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main

OPTIONS = {"A": "x", "B": "y"}
BAD: list[dict[str, Any]] = [
    {"id": 1, "question": "Is it?", "kind": "yes_no", "gold": "yes", "responses": {"a": "yes", "b": None}},
    {"id": 1, "question": "Is it?", "kind": "yes_no", "gold": "yes", "responses": {"a": "yes"}},
    {"id": 2, "question": "How far?", "kind": "number", "gold": "5 km", "responses": {"a": "5000 m", "b": "blah"}},
    {"id": 3, "question": "Which?", "options": OPTIONS, "gold": "Q", "responses": {"a": "A"}},
    {"id": 4, "question": "Which?", "options": OPTIONS, "responses": {"a": "A", "b": "B"}},
    {"id": 5, "question": "Which?", "options": OPTIONS, "gold": "A", "responses": {"a": None, "b": "???"}},
]


def _written(path: Path, plain: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in plain), encoding="utf-8")
    return path


def test_rows_with_mistakes_are_told_and_never_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test, out = _written(tmp_path / "t.jsonl", BAD), tmp_path / "p.jsonl"
    assert main(["evaluate", str(test), "--predictions", str(out), "--json", "--target-error", "0.1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["line"] for one in told["test"]["faults"]] == [2, 4]
    assert told["test"]["missing"] == {"no_reply": 2, "unreadable": 2, "no_gold": 1, "nobody": 1}
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["1", "2", "4", "5", "1", "3"]
    assert all(line["answer"] is None for line in lines)


@pytest.mark.parametrize("more", [["--cascade"], ["--members", "a"], ["--decider", "stacked", "--labels", "1"]])
def test_every_way_of_asking_gets_an_answer(tmp_path: Path, more: list[str]) -> None:
    test, page = _written(tmp_path / "t.jsonl", BAD), tmp_path / "r.html"
    assert main(["evaluate", str(test), "--fit", str(test), "--report", str(page), *more]) == 0
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "http" not in text
