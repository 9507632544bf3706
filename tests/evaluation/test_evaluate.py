"""``consilium evaluate`` end to end, and the graph that decides as it does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from consilium import Consilium
from consilium.cli.main import main
from consilium.evaluation.casting import cast
from consilium.evaluation.fitting import FITS, saved_from
from consilium.evaluation.rows import read_labelled
from tools.recorded_rows import members, rows

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


def test_the_graph_decides_as_the_fast_path(tmp_path: Path, shared_data: Path) -> None:
    panel = members("JOIN")
    plain = list(rows("JOIN", shared_data / "data" / "recorded"))
    seen: dict[str, dict[str, Any]] = {}
    for row in plain:
        seen.setdefault(row["question"], row)
    unique = list(seen.values())
    home, config = tmp_path / "home", tmp_path / "config.yaml"
    fit = _written(tmp_path / "fit.jsonl", unique[200:])
    test = _written(tmp_path / "test.jsonl", unique[:200])
    assert main(["evaluate", str(test), "--fit", str(fit), "--save", "join", "--home", str(home)]) == 0
    for name in panel:
        card = {"name": name, "transport": "recorded", "recording": f"{name}.jsonl"}
        (tmp_path / "agents").mkdir(exist_ok=True)
        (tmp_path / "agents" / f"{name}.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
        replies = [{"question": r["question"], "reply": r["responses"][name] or "?"} for r in unique[:200]]
        _written(tmp_path / "agents" / f"{name}.jsonl", replies)
    settings = {"panel": list(panel), "judges": [], "rounds": 0, "debate": "never", "decider": "join"}
    config.write_text(yaml.safe_dump({"version": 1, **settings}), encoding="utf-8")
    decider = saved_from([cast(row, panel).ballot for row in read_labelled(fit).rows], FITS["auto"], panel)
    with Consilium.from_config(config, home=home) as consilium:
        for asked in read_labelled(test).rows:
            options = {option.label: option.text for option in asked.question.options}
            verdict = consilium.ask(asked.question.text, kind="choice", options=options)
            settled = decider.settle(asked.question, cast(asked, panel).opinions)
            assert (verdict.position, round(verdict.confidence, 6)) == (settled.position, round(settled.confidence, 6))
            assert verdict.decided_by == "auto:join"
