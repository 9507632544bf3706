"""The blind sheet, from scripted members to the figures of a filled-in form."""

from __future__ import annotations

import csv
import io
import json
import runpy
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium import Consilium
from consilium.evaluation.collecting import collected
from consilium.evaluation.pairwise import Asked, Pair, by_member, choices, form, outcome, paired, sheet, sign_test
from tests.scripted import answer, judge, make_home
from tests.types.calm import CALM

BENCH = Path(__file__).parents[2] / "bench" / "live_synthesis.py"
ASKED = [
    Asked(f"Question {number}?", f"Verdict {number} [c12ab].", {"first": "One.", "second": "Two."})
    for number in range(8)
]


def filled(pairs: list[Pair], best: str) -> str:
    """The form with the verdict chosen in every pair, or the member's answer, or neither."""
    rows = list(csv.reader(io.StringIO(form(pairs))))
    other = {"A": "B", "B": "A"}
    side = {pair.id: {"verdict": pair.verdict, "member": other[pair.verdict], "tie": "="}[best] for pair in pairs}
    return "\n".join(",".join([*row[:3], side.get(row[0], row[3])]) for row in rows)


def test_the_sheet_names_nobody_and_shows_lengths() -> None:
    pairs = paired(ASKED, "seed")
    page = sheet(pairs)
    assert len(pairs) == 16
    assert {pair.verdict for pair in pairs} == {"A", "B"}
    assert not any(word in page for word in ("first", "second", "c12ab"))
    assert pairs == paired(ASKED, "seed")
    assert pairs != paired(ASKED, "another")


@pytest.mark.parametrize(("best", "rate"), [("verdict", 1.0), ("member", 0.0), ("tie", 0.5)])
def test_choices_become_a_rate(best: str, rate: float) -> None:
    pairs = paired(ASKED, "seed")
    found = outcome(pairs, choices(filled(pairs, best)))
    assert found.pairs == 16
    assert found.rate.value == rate
    assert (found.p < 0.001) == (best != "tie")
    assert (found.longer is None) == (best == "tie")


def test_the_hardest_member_to_beat_comes_first() -> None:
    pairs = paired(ASKED, "seed")
    chosen = choices(filled(pairs, "verdict")) | {pair.id: "=" for pair in pairs if pair.member == "second"}
    assert [*by_member(pairs, chosen)] == ["second", "first"]


def test_choices_that_cannot_be_read_are_told() -> None:
    with pytest.raises(ValueError, match="007"):
        choices("pair,choice\n007,yes\n")
    with pytest.raises(ValueError, match=r"\w"):
        outcome(paired(ASKED, "seed"), {})


@CALM
@given(st.integers(0, 40), st.integers(0, 40))
def test_the_sign_test_is_symmetric_and_a_chance(won: int, lost: int) -> None:
    assert sign_test(won, lost) == sign_test(lost, won)
    assert 0.0 < sign_test(won, lost) <= 1.0


def test_scripted_members_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONSILIUM_HOME", str(tmp_path / "home"))
    config = make_home(tmp_path, {"first": [answer("It helps.")], "second": [answer("It does not.")]}, {"j": [judge()]})
    (tmp_path / "questions.txt").write_text("Does beetroot help cyclists?\n\nDoes caffeine help rowers?\n", "utf-8")
    with Consilium.from_config(config) as consilium:
        assert collected(consilium, ["Does beetroot help cyclists?"])[0].answers["first"] == "It helps."
    out = tmp_path / "out"
    run_bench(monkeypatch, "ask", str(tmp_path / "questions.txt"), "--out", str(out), "--config", str(config))
    pairs = [Pair(**pair) for pair in json.loads((out / "key.json").read_text("utf-8"))["pairs"]]
    (out / "choices.csv").write_text(filled(pairs, "verdict"), "utf-8")
    run_bench(monkeypatch, "score", str(out))
    printed = capsys.readouterr().out
    assert "4 pairs from 2 questions" in printed
    assert "won 1.00" in printed


def run_bench(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Run the script as a user does, in this process."""
    monkeypatch.setattr(sys, "argv", [str(BENCH), *words])
    monkeypatch.setattr(sys, "path", [*sys.path])
    runpy.run_path(str(BENCH), run_name="__main__")
