"""The golds of the test rows decide nothing: they may be anything, and every prediction stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.cli.main import main
from consilium.evaluation.casting import Cast, cast
from consilium.evaluation.examining import Plan, Prediction, examine
from consilium.evaluation.fitting import FITS
from consilium.evaluation.rows import LabelledRow
from consilium.types.question import Option, Question
from tests.deciding.made_rows import MEMBERS, OPTIONS, rolled
from tests.evaluation.recorded import Plain, written
from tests.types.calm import CALM

ASKED = tuple(Option(label, text) for label, text in OPTIONS.items())
PLANS = [
    *(Plan(MEMBERS, decider=name, target_error=bound) for name in FITS for bound in (None, 0.3)),
    Plan(MEMBERS, cascade=True),
    Plan(MEMBERS, labels=20, target_error=0.2),
]


def casts(count: int, seed: int, golds: Sequence[str | None] = ()) -> list[Cast]:
    """Rows of a made panel, with other golds where these are given."""
    made = []
    for number, row in enumerate(rolled(count, seed=seed)):
        gold = golds[number] if golds else row.gold
        question = Question(f"{row.question} {seed}", "choice", ASKED)
        made.append(cast(LabelledRow(row.id, question, gold, row.category, dict(row.answers)), MEMBERS))
    return made


@pytest.fixture(scope="module")
def truths() -> dict[int, tuple[Prediction, ...]]:
    """What each plan predicts with the golds that are right."""
    fit, test = casts(40, 0), casts(12, 1)
    return {number: examine(fit, test, plan).predictions for number, plan in enumerate(PLANS)}


@CALM
@given(
    st.integers(0, len(PLANS) - 1), st.lists(st.sampled_from([*OPTIONS, None, "elsewhere"]), min_size=12, max_size=12)
)
def test_other_golds_leave_every_prediction_as_it_was(
    truths: dict[int, tuple[Prediction, ...]], number: int, golds: list[str | None]
) -> None:
    assert examine(casts(40, 0), casts(12, 1, golds), PLANS[number]).predictions == truths[number]


@pytest.mark.parametrize("decider", [*FITS, "cascade"])
def test_predictions_are_the_same_bytes_whatever_the_golds_are(tmp_path: Path, decider: str) -> None:
    fit, test = ([_plain(one) for one in casts(60, seed)] for seed in (0, 1))
    others: list[Plain] = [{**row, "gold": "ABCD"[number % 4]} for number, row in enumerate(test)]
    none: list[Plain] = [{**row, "gold": None} for row in test]
    how = ["--cascade"] if decider == "cascade" else ["--decider", decider]
    found = set()
    for number, rows in enumerate((test, others, none)):
        out = tmp_path / f"p{number}.jsonl"
        source, learnt = written(tmp_path / f"t{number}.jsonl", rows), written(tmp_path / "f.jsonl", fit)
        assert main(["evaluate", str(source), "--fit", str(learnt), "--predictions", str(out), *how]) == 0
        found.add(out.read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize("gold", ["5 km", "5000 m", "4999 m", None])
def test_a_gold_spells_no_members_position(gold: str | None) -> None:
    row = LabelledRow("1", Question("How far?", "number"), gold, "", {"ann": "5000 m", "bob": "5 km", "cid": "4999 m"})
    answers = cast(row, ("ann", "bob", "cid")).ballot.answers
    assert answers == cast(replace(row, gold=None), ("ann", "bob", "cid")).ballot.answers


def _plain(one: Cast) -> Plain:
    row = one.row
    told = {"id": row.id, "question": row.question.text, "kind": "choice", "options": OPTIONS, "gold": row.gold}
    return {**told, "category": row.category, "responses": dict(row.responses)}
