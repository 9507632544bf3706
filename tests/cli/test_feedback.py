"""What runs turned out to be worth, told over the command line: skill, learning, and advice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main
from tests.evaluation.recorded import read, written
from tests.scripted import Row, answer, make_home

ENOUGH = 20
OPTIONS = {"A": "the ulnar nerve", "B": "the radial nerve", "C": "the median nerve"}
QUIET: dict[str, Any] = {"rounds": 0, "debate": "never"}


def verdicts(config: Path, numbers: Sequence[int], **more: Any) -> list[dict[str, Any]]:
    """The verdicts on some questions of the home's scripts, in their order."""
    plain = [{"id": n, "question": f"Question {n}: which nerve?", "options": OPTIONS, **more} for n in numbers]
    source, target = written(config.parent / "ask.jsonl", plain), config.parent / "told.jsonl"
    target.unlink(missing_ok=True)
    assert main(["batch", str(source), "--out", str(target), "--config", str(config)]) == 0
    return sorted(read(target), key=lambda row: int(row["id"]))


def taught(config: Path, truths: Sequence[str], topic: str = "") -> None:
    """Ask as many questions as there are truths, and tell them."""
    for verdict, truth in zip(verdicts(config, range(len(truths))), truths, strict=True):
        assert main(["feedback", verdict["run_id"], truth, *(["--topic", topic] if topic else [])]) == 0


def skill(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What ``consilium skill`` has to say."""
    capsys.readouterr()
    assert main(["skill", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def said(letters: str) -> list[Row]:
    """A script that answers question 0 with the first letter, question 1 with the second, and so on."""
    return [{**answer(letter), "match": f"Question {n}:"} for n, letter in enumerate(letters)]


def knowing(folder: Path, *members: str, labels: int = ENOUGH, **settings: Any) -> Path:
    """A panel whose first member knows that it is A; the others share one error on every other question.

    One question more follows, on which the first member stands alone.
    """
    right, wrong = "A" * labels + "C", "AB" * (labels // 2) + "B"
    scripts = {name: said(wrong if place else right) for place, name in enumerate(members)}
    return make_home(folder, scripts, **{**QUIET, **settings})


def test_truths_teach_the_panel_whose_members_they_are_about(tmp_path: Path) -> None:
    config = knowing(tmp_path / "three", "ann", "bob", "cid")
    taught(config, "A" * (ENOUGH - 1))
    (before,) = verdicts(config, [ENOUGH])
    assert (before["position"], before["decided_by"]) == ("B", "plurality")
    taught(config, "A" * ENOUGH)
    (after,) = verdicts(config, [ENOUGH])
    assert (after["position"], after["decided_by"]) == ("C", "auto")
    labels = 2 * ENOUGH - 1
    assert after["confidence_basis"] == {"method": "stacked", "labels": labels}
    # Its members may sit in a smaller panel as well; a stranger took part in none of these runs.
    (pair,) = verdicts(knowing(tmp_path / "two", "ann", "bob"), [ENOUGH])
    assert (pair["decided_by"], pair["confidence_basis"]["labels"]) == ("auto", labels)
    (strange,) = verdicts(knowing(tmp_path / "strange", "ann", "bob", "dee"), [ENOUGH])
    assert (strange["decided_by"], strange["confidence_basis"]["method"]) == ("plurality", "uncalibrated")


def test_a_member_with_another_model_is_somebody_else(tmp_path: Path) -> None:
    config = knowing(tmp_path, "ann", "bob", "cid")
    taught(config, "A" * ENOUGH)
    card = tmp_path / "agents" / "ann.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("model-ann", "newer"), encoding="utf-8")
    assert verdicts(config, [ENOUGH])[0]["decided_by"] == "plurality"


def test_skill_counts_members_by_topic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = knowing(tmp_path, "ann", "bob", "cid")
    assert skill(capsys) == {"skill": [], "admission": [], "overturns": {"fixed": 0, "broken": 0, "neither": 0}}
    taught(config, "A" * 10, topic="nerves")
    taught(config, ["the radial nerve"] * 4, topic="arms")
    told = {(row["member"], row["topic"]): (row["right"], row["n"]) for row in skill(capsys)["skill"]}
    assert told["ann", None] == (10, 14)
    assert (told["ann", "nerves"], told["ann", "arms"]) == ((10, 10), (0, 4))
    assert (told["bob", "nerves"], told["bob", "arms"]) == ((5, 10), (2, 4))
    assert main(["skill"]) == 0
    assert "too few labels" in capsys.readouterr().out


def test_the_newest_truth_counts_and_wrong_alone_tells_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = knowing(tmp_path, "ann", "bob", "cid")
    (verdict,) = verdicts(config, [1])
    assert verdict["position"] == "B"
    for truth, told in (("right", (0, 1)), ("wrong", None), ("A", (1, 1)), ("C", (0, 1))):
        capsys.readouterr()
        assert main(["feedback", verdict["run_id"], truth]) == 0
        assert ("counts towards nobody's skill" in capsys.readouterr().out) == (told is None)
        rows = {row["member"]: (row["right"], row["n"]) for row in skill(capsys)["skill"]}
        assert rows.get("ann") == told
    for truth in ("Q", " ", "no nerve at all"):
        assert main(["feedback", verdict["run_id"], truth]) == 2
    assert main(["feedback", "r-nothing", "right"]) == 2


def test_who_does_not_help_is_advised_out_with_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels = 60
    turns = ("AAAB", "AABA", "ABAA")  # each errs alone, in turn, so that any two of them are outvoted by no one
    scripts = {name: said(turn * (labels // 4)) for name, turn in zip(("ann", "bob", "cid"), turns, strict=True)}
    config = make_home(tmp_path, {**scripts, "echo": said("BC" * (labels // 2))}, **QUIET)
    taught(config, "A" * labels)
    told = {case["member"]: case for case in skill(capsys)["admission"]}
    assert {case["labels"] for case in told.values()} == {labels}
    assert (told["ann"]["alone"], told["echo"]["alone"]) == (0.75, 0.0)
    assert (told["echo"]["advice"], told["echo"]["gain"]) == ("leave_out", 0.0)
    assert main(["skill"]) == 0
    assert f"echo: leave out (the panel gains +0.0 ± 0.0 pp by it, {labels} labels)." in capsys.readouterr().out


def test_a_kept_decider_settles_its_own_panel_and_warns_another(tmp_path: Path) -> None:
    responses = [{"ann": right, "bob": "B", "cid": "B"} for right in "CA"]
    plain = [
        {"id": n, "question": f"Learnt {n}?", "options": OPTIONS, "gold": "CA"[n % 2], "responses": responses[n % 2]}
        for n in range(60)
    ]
    fit = str(written(tmp_path / "fit.jsonl", plain))
    assert main(["evaluate", fit, "--fit", fit, "--save", "nerves"]) == 0
    own = knowing(tmp_path / "own", "ann", "bob", "cid", decider="nerves")
    (verdict,) = verdicts(own, [ENOUGH])
    assert (verdict["position"], verdict["decided_by"]) == ("C", "auto:nerves")
    assert verdict["confidence_basis"]["labels"] == 60
    assert not any("nerves" in warning for warning in verdict["warnings"])
    other = knowing(tmp_path / "other", "ann", "bob", decider="nerves")
    (verdict,) = verdicts(other, [0])
    assert verdict["decided_by"] == "plurality"
    assert any("nerves" in warning and "ann, bob, cid" in warning for warning in verdict["warnings"])
    nothing = knowing(tmp_path / "nothing", "ann", "bob", decider="unheard_of")
    assert main(["ask", "Question 0: which nerve?", "--config", str(nothing), "--in-process"]) == 2
