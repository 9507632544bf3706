"""Open questions in an evaluation: their stance is decided, and what ranks right answers is told with its baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main
from tests.evaluation.recorded import Plain, written

UP, DOWN = "Yes. Caffeine raises power in cyclists.", "No. Caffeine lowers power in cyclists."
LONG = f"{UP} Sleep was not looked at, nor was anything else that could have mattered to these riders."


def row(number: int, gold: str, *replies: str) -> Plain:
    responses = dict(zip(("ann", "bob", "cid"), replies, strict=True))
    asked = f"Does caffeine raise power in cyclists of group {number}?"
    return {"id": str(number), "question": asked, "kind": "open", "gold": gold, "responses": responses}


def told(folder: Path, rows: list[Plain], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["evaluate", str(written(folder / "t.jsonl", rows)), "--json"]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def test_agreement_in_meaning_ranks_where_length_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The agreed answers are right and long, the split ones wrong and short: length points the wrong way.
    rows = [row(1, "supports", LONG, LONG, LONG), row(2, "supports", DOWN, DOWN, UP)]
    assert told(tmp_path, rows, capsys)["open"] == {"rows": 2, "confidence": 1.0, "entropy": 1.0, "length": 0.0}


def test_other_questions_have_no_such_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed = [{**row(1, "yes", "yes", "yes", "no"), "kind": "yes_no"}]
    assert told(tmp_path, closed, capsys)["open"] is None
