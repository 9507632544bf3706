"""The judge against the panel, over the command line: what it takes to overturn a vote, and what came of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from consilium.cli.main import main
from tests.scripted import Row, answer, judge, make_home

QUESTION = "Which nerve was injured at the elbow?"
NERVES = ["--kind", "choice", "--options", "A=the ulnar nerve;B=the radial nerve;C=the median nerve"]
NOTE = "# Elbows\n\nIn this elbow the radial nerve was injured, as the operation showed.\n\nTen operations were made.\n"
ASIDE = "Ten operations were made."
PROOF = "In this elbow the radial nerve was injured, as the operation showed."


def case(position: str = "B", quote: str = PROOF, reason: str = "The operation showed the radial nerve.") -> Row:
    """A judge that would leave the panel's position."""
    overturn = {"position": position, "passage": "Elbows", "quote": quote, "reason": reason}
    return judge("Not so.", overturn=overturn, position=position)


def panel(folder: Path, judged: Row, *letters: str) -> Path:
    """Members that answer these letters, one judge, and a vault of one note."""
    (folder / "vault").mkdir()
    (folder / "vault" / "Elbows.md").write_text(NOTE, encoding="utf-8")
    scripts = {name: [answer(letter)] for name, letter in zip(("ann", "bob", "cid"), letters, strict=False)}
    more: dict[str, Any] = {"rounds": 0, "debate": "never", "knowledge": {"paths": [str(folder / "vault")]}}
    return make_home(folder, scripts, {"bench": [judged]}, **more)


def asked(config: Path, capsys: pytest.CaptureFixture[str], question: str = QUESTION, *more: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["ask", question, *(more or NERVES), "--json", "--in-process", "--config", str(config)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def scored(capsys: pytest.CaptureFixture[str], run: str, truth: str) -> dict[str, int]:
    """What the overturns of the home count as, once the truth of a run is told."""
    assert main(["feedback", run, truth]) == 0
    capsys.readouterr()
    assert main(["skill", "--json"]) == 0
    found: dict[str, int] = json.loads(capsys.readouterr().out)["overturns"]
    return found


@pytest.mark.parametrize(
    ("truth", "what", "words"),
    [("B", "fixed", "fixed a wrong vote"), ("A", "broken", "broke a right vote"), ("C", "neither", "one wrong answer")],
)
def test_an_overturn_is_logged_and_scored_once_the_truth_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], truth: str, what: str, words: str
) -> None:
    verdict = asked(panel(tmp_path, case(), "A", "A", "B"), capsys)
    assert (verdict["position"], verdict["decided_by"]) == ("B", "overturn")
    assert verdict["confidence"] == pytest.approx(1 / 3)
    assert [dissent["position"] for dissent in verdict["dissent"]] == ["A"]
    assert main(["runs", "show", verdict["run_id"]]) == 0
    assert PROOF in capsys.readouterr().out
    assert main(["feedback", verdict["run_id"], truth]) == 0
    assert words in capsys.readouterr().out
    assert scored(capsys, verdict["run_id"], truth) == {"fixed": 0, "broken": 0, "neither": 0, what: 1}


@pytest.mark.parametrize(
    ("judged", "note"),
    [
        (case(quote="The radial nerve of this elbow was torn in two."), "was not found in any source"),
        (case(quote="Ten operations were made."), "does not bear the other one out"),
        (case("C"), "does not bear the other one out"),
        (
            case(quote="Ten operations were made.", reason="Ten operations were made."),
            "does not bear the other one out",
        ),
    ],
    ids=["made_up", "beside_the_point", "for_another_position", "told_again_as_its_own_reason"],
)
def test_what_proves_nothing_overturns_nothing_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], judged: Row, note: str
) -> None:
    verdict = asked(panel(tmp_path, judged, "A", "A", "B"), capsys)
    assert (verdict["position"], verdict["decided_by"]) == ("A", "plurality")
    assert any(note in warning for warning in verdict["warnings"])
    assert scored(capsys, verdict["run_id"], "B") == {"fixed": 0, "broken": 0, "neither": 0}


def test_breaking_a_tie_is_no_overturn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdict = asked(panel(tmp_path, judge("The radial one.", position="B"), "A", "B"), capsys)
    assert (verdict["position"], verdict["decided_by"]) == ("B", "judge")
    assert scored(capsys, verdict["run_id"], "B") == {"fixed": 0, "broken": 0, "neither": 0}


def test_a_quotation_for_yes_overturns_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = case("yes", reason="The note says so.")
    config = panel(tmp_path, judged, "no", "no", "yes")
    verdict = asked(config, capsys, "Was the radial nerve injured in this elbow?", "--kind", "yes_no")
    assert (verdict["position"], verdict["decided_by"]) == ("yes", "overturn")
    assert main(["feedback", verdict["run_id"], "wrong"]) == 0
    assert "broke a right vote" in capsys.readouterr().out


def test_a_number_is_overturned_by_that_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    by = case("10", ASIDE, "Ten were made.")
    question = ("How many operations were made on this elbow?", "--kind", "number")
    held = asked(panel(tmp_path / "one", by, "12", "12", "10"), capsys, *question)
    assert (held["position"], held["decided_by"]) == ("10", "overturn")
    other = case("11", ASIDE, "Ten were made.")
    kept = asked(panel(tmp_path / "two", other, "12", "12", "11"), capsys, *question)
    assert (kept["position"], kept["decided_by"]) == ("12", "plurality")
