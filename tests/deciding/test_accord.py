"""Who agrees with whom, and the ties that this breaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from consilium.deciding import Plurality
from consilium.deciding.accord import accord
from consilium.deciding.auto import fit_auto
from consilium.deciding.crossing import right
from consilium.deciding.keeping import kept, revived
from consilium.deciding.learning.ballots import ballots
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.learning.supposing import agreement
from tests.deciding.made_rows import ANSWERS, MEMBERS, rolled
from tests.deciding.records import a_question, an_opinion
from tests.types.calm import CALM

QUESTION = a_question("choice", A="a", B="b", C="c", D="d")


def test_saying_what_most_of_the_others_say_is_accord() -> None:
    assert accord({"ann": "A", "bob": "A", "cid": "A", "dee": None}) == {"ann": 1, "bob": 1, "cid": 1, "dee": 0}
    assert accord({"ann": "A", "bob": "B"}) == {"ann": 0, "bob": 0}
    assert accord({"ann": "A"}) == {}


@CALM
@given(ANSWERS)
def test_one_run_and_many_rows_count_alike(answers: dict[str, str | None]) -> None:
    counted = agreement(ballots([Labelled("", answers)], MEMBERS))
    told = accord(answers)
    assert counted == pytest.approx(np.array([told.get(member, 0.0) for member in MEMBERS]))


def test_a_tie_goes_to_whom_the_others_agree_with_and_a_majority_to_nobody() -> None:
    two = [an_opinion("ann", "A"), an_opinion("bob", "B")]
    assert Plurality({"ann": 0.4, "bob": 0.6}).settle(QUESTION, two).position == "B"
    assert Plurality({"ann": 0.6, "bob": 0.4}).settle(QUESTION, two).position == "A"
    outvoted = [*two, an_opinion("cid", "A")]
    assert Plurality({"bob": 0.9}).settle(QUESTION, outvoted).position == "A"


def test_without_labels_ties_are_broken_better_than_by_chance() -> None:
    rows, test = rolled(400, (0.5, 0.5, 0.5, 0.9)), rolled(1000, (0.5, 0.5, 0.5, 0.9), seed=3)
    blind = [replace(row, gold=None) for row in rows]
    informed, plain = fit_auto(blind, MEMBERS), fit_auto([], MEMBERS)
    assert max(zip(informed.leads, MEMBERS, strict=True))[1] == "dee"
    assert sum(right(test, informed.decide(test))) > sum(right(test, plain.decide(test))) + 20
    assert informed.basis.method == "uncalibrated"


def test_rows_and_a_question_are_decided_alike_and_so_after_keeping() -> None:
    decider = fit_auto([replace(row, gold=None) for row in rolled(200)], MEMBERS)
    again = revived(kept(decider))
    for row in rolled(200, seed=9):
        said = [an_opinion(name, held) for name, held in row.answers.items()]
        settled = decider.settle(QUESTION, said)
        assert settled == again.settle(QUESTION, said)
        assert settled.position == decider.decide([row])[0].position
