"""Confidence, diversity, and answering only where it may be trusted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding.calibration import patterns
from consilium.deciding.diversity import diversity, voices
from consilium.deciding.learning.ballots import ballots
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.log_odds import fit_log_odds
from consilium.deciding.selective import select
from consilium.evaluation.statistics import calibration_error
from tests.deciding.made_rows import MEMBERS, rolled


@pytest.mark.parametrize(("labels", "method"), [(0, "uncalibrated"), (100, "platt"), (1500, "partition")])
def test_labels_choose_the_calibration(labels: int, method: str) -> None:
    decider, test = fit_log_odds(rolled(labels), MEMBERS), rolled(2000, seed=4)
    assert (decider.basis.method, decider.basis.labels) == (method, labels)
    decided = decider.decide(test)
    error = calibration_error(
        [one.confidence for one in decided],
        [one.position == row.gold for one, row in zip(decided, test, strict=True)],
    )
    assert error < {0: 0.3, 100: 0.08, 1500: 0.04}[labels]


def test_camps_by_size() -> None:
    rows = [Labelled("", dict(zip(MEMBERS, said, strict=True))) for said in ("AABC", "AAAA", "ABCD")]
    assert patterns(ballots(rows, MEMBERS)) == ["2-1-1", "4", "1-1-1-1"]


def test_twins_are_one_voice() -> None:
    rows = rolled(400)
    doubled = [
        Labelled(row.id, {**row.answers, "twin": row.answers["ann"]}, row.gold, options=row.options) for row in rows
    ]
    alone = diversity(rows, MEMBERS)
    assert alone.correlation is not None
    assert 1 < alone.voices < 4
    vendors = {"ann": "acme", "twin": "acme"}
    told = diversity(doubled, (*MEMBERS, "twin"), vendors)
    assert told.vendors == 4
    assert told.voices == pytest.approx(alone.voices, rel=0.1)
    assert diversity(doubled, (*MEMBERS, "twin")).vendors == 5
    pair = diversity(doubled, ("ann", "twin"))
    assert pair.voices == pytest.approx(1.0)
    assert pair.same_wrong == 1.0


@given(st.integers(1, 20), st.floats(-1, 1))
def test_voices_stay_between_one_and_all(count: int, correlation: float) -> None:
    assert voices(count, correlation) + 1e-9 >= 1
    assert voices(count, correlation) <= count + 1e-9


def test_without_labels_nothing_is_claimed_of_a_panel() -> None:
    told = diversity([Labelled("", {"ann": "A"})], MEMBERS)
    assert (told.correlation, told.same_wrong, told.labels) == (None, None, 0)


def test_the_bound_is_kept_as_often_as_promised() -> None:
    # The worst case: just more errors than allowed at any confidence.
    broken, draws = 0, 400
    for seed in range(draws):
        dice = random.Random(seed)
        sure = [dice.random() for _ in range(600)]
        hits = [dice.random() < 0.70 + 0.26 * one for one in sure]
        chosen = select(sure[:300], hits[:300])
        taken = [hit for one, hit in zip(sure[300:], hits[300:], strict=True) if chosen.answers(one)]
        broken += sum(not hit for hit in taken) > 0.05 * len(taken)
    assert broken <= 0.05 * draws


def test_clear_cases_are_answered_and_murky_ones_never() -> None:
    clear = select([0.9] * 500 + [0.2] * 500, [True] * 500 + [False] * 500)
    assert (clear.threshold, clear.coverage, clear.error) == (0.9, 0.5, 0.0)
    assert clear.answers(0.95)
    assert not clear.answers(0.5)
    murky = select([0.9, 0.2] * 200, [False, True] * 200)
    assert murky.threshold is None
    assert not murky.answers(1.0)
    # Zero errors in so few answers bound nothing at 5 %.
    assert select([0.9] * 20, [True] * 20).threshold is None
    assert select([], []).threshold is None
