"""The joint model: its columns, its sums and its fit agree with one another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from consilium.deciding.learning.ballots import ballots
from consilium.deciding.learning.conditional import Choices, Prior, fitted
from consilium.deciding.learning.effects import columns, effects, utilities
from consilium.deciding.learning.joint import fit_joint
from consilium.deciding.learning.rows import Labelled, Spent
from consilium.deciding.learning.supposing import agreement
from consilium.deciding.learning.traits import reader
from consilium.deciding.learning.wordings import TRAITS, option_traits
from tests.deciding.made_rows import MEMBERS, ROWS, rolled
from tests.types.calm import CALM


@CALM
@given(ROWS)
def test_every_vote_is_for_one_candidate(rows: list[Labelled]) -> None:
    cast = ballots(rows, MEMBERS)
    answered = np.array([[row.answers[member] is not None for member in MEMBERS] for row in rows])
    assert (cast.votes.sum(1) == answered).all()
    assert (cast.votes[:, -1] == 0).all()
    assert [int(n) for n in cast.distinct] == [len({a for a in row.answers.values() if a}) for row in rows]


def test_sums_equal_columns_times_coefficients() -> None:
    rows = [replace(row, usage={"ann": Spent(3.0 + n, 1.0), "bob": Spent(7.0)}) for n, row in enumerate(rolled(60))]
    cast = ballots(rows, MEMBERS)
    made = effects(cast, reader(cast, MEMBERS).read(cast))
    assert {effect.group for effect in made} >= {"count", "member", "pair", "topic", "context", "spent", "words"}
    wide = columns(made)
    weights = np.random.default_rng(0).normal(size=(wide.shape[2],))
    assert utilities(made, weights) == pytest.approx(wide @ weights)


def test_a_fit_finds_the_share_of_right_answers() -> None:
    # One column that marks the first of two slots: its coefficient is the log-odds of the first being right.
    count, wins = 1000, 800
    choices = Choices(
        np.tile([[1.0], [0.0]], (count, 1)),
        np.zeros(2 * count),
        np.arange(0, 2 * count, 2),
        np.arange(0, 2 * count, 2) + (np.arange(count) >= wins),
    )
    [found] = fitted(choices, [Prior(slice(0, 1), 0.0, 0.1, 1.0)])
    assert found == pytest.approx(np.log(wins / (count - wins)), abs=0.01)


def test_no_labels_leave_what_was_believed() -> None:
    empty = np.zeros(0, dtype=int)
    choices = Choices(np.zeros((0, 2)), np.zeros(0), empty, empty)
    assert fitted(choices, [Prior(slice(0, 1), 1.0, 1.0, 1.0), Prior(slice(1, 2), 0.0, 1.0, 1.0)]).tolist() == [1, 0]


def test_who_agrees_with_most_is_seen_without_labels() -> None:
    agreed = agreement(ballots([replace(row, gold=None) for row in rolled(500, (0.9, 0.6, 0.6, 0.3))], MEMBERS))
    assert agreed.argmax() == 0
    assert agreed.argmin() == 3


def test_words_of_options() -> None:
    told = option_traits("Which is not a fruit?", ("apple pie", "apple", "12", "All of the above"))
    by_name = [dict(zip(TRAITS, one, strict=True)) for one in told]
    assert [one["everything"] for one in by_name] == [0, 0, 0, 1]
    assert [one["last"] for one in by_name] == [0, 0, 0, 1]
    assert by_name[0]["like"] > by_name[2]["like"]
    assert by_name[1]["denied"] == by_name[1]["length"]
    edges = [dict(zip(TRAITS, one, strict=True))["edge"] for one in option_traits("", ("3", "1", "2"))]
    assert edges == [0.25, 0.25, 0.0]


def test_rows_without_labels_teach_no_more_than_the_plain_vote() -> None:
    rows = [replace(row, gold=None, usage={"ann": Spent(3.0 + n, 1.0)}) for n, row in enumerate(rolled(40))]
    unlabelled = fit_joint(rows, MEMBERS)
    assert unlabelled.labels == 0
    assert set(unlabelled.coefficients.tolist()) == {0.0, 1.0}
