"""Figures against what can be counted by hand, and what holds of them whatever the data."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.evaluation.statistics import (
    auroc,
    bootstrap,
    calibration_error,
    mcnemar,
    reliability,
    risk_coverage,
)
from tests.types.calm import CALM

ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_mcnemar_is_the_binomial_test_of_the_questions_that_one_alone_has_right() -> None:
    assert mcnemar([True] * 5, [True] * 5) == 1
    assert mcnemar([True] * 6, [False] * 6) == pytest.approx(2 / 2**6)
    one, other = [True] * 8 + [False] * 2, [False] * 8 + [True] * 2
    assert mcnemar(one, other) == pytest.approx(2 * (1 + 10 + 45) / 2**10)
    assert mcnemar(one, other) == mcnemar(other, one)


def test_the_bootstrap_of_a_share_is_about_its_normal_interval() -> None:
    found = bootstrap([1.0] * 300 + [0.0] * 100)
    assert found.value == 0.75
    half = 1.96 * np.sqrt(0.75 * 0.25 / 400)
    assert (found.low, found.high) == pytest.approx((0.75 - half, 0.75 + half), abs=0.01)
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_calibration_error_of_what_is_sure_and_half_wrong() -> None:
    assert calibration_error([1.0, 1.0], [True, False]) == 0.5
    assert calibration_error([0.95] * 20, [True] * 19 + [False]) == pytest.approx(0)
    assert [one.count for one in reliability([0.05, 0.95, 1.0], [True, True, True])] == [1, 2]
    assert calibration_error([], []) == 0


def test_risk_grows_with_what_is_answered() -> None:
    assert risk_coverage([0.9, 0.8, 0.8, 0.1], [True, True, False, False]) == [(0.25, 0), (0.75, 1 / 3), (1, 0.5)]
    assert risk_coverage([], []) == []


@CALM
@given(ANSWERS)
def test_auroc_is_the_share_of_pairs_in_the_right_order(answers: list[tuple[float, bool]]) -> None:
    pairs = [(good, bad) for good, right in answers for bad, wrong in answers if right and not wrong]
    wanted = sum((good > bad) + (good == bad) / 2 for good, bad in pairs) / len(pairs) if pairs else 0.5
    assert auroc([one for one, _ in answers], [one for _, one in answers]) == pytest.approx(wanted)


@CALM
@given(ANSWERS)
def test_figures_stay_in_their_bounds(answers: list[tuple[float, bool]]) -> None:
    sure, right = [one for one, _ in answers], [one for _, one in answers]
    assert 0 <= calibration_error(sure, right) <= 1
    curve = risk_coverage(sure, right)
    assert curve[-1][0] == 1
    assert curve[-1][1] == pytest.approx(1 - sum(right) / len(right))
    assert all(0 < covered <= 1 and 0 <= risk <= 1 for covered, risk in curve)


@pytest.mark.parametrize(("one", "other"), list(product([True, False], repeat=2)))
def test_one_question_proves_nothing(one: bool, other: bool) -> None:
    assert mcnemar([one], [other]) == 1
