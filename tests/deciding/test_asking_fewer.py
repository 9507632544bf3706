"""Whom to ask, in which order, how many, and who should not be asked at all."""

from __future__ import annotations

import pytest

from consilium.deciding.admission import admissions
from consilium.deciding.cascade import fit_cascade, order_of
from consilium.deciding.crossing import crossed, fold, right
from consilium.deciding.gate import more_is_worth
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.log_odds import fit_log_odds
from tests.deciding.made_rows import MEMBERS, rolled


def test_the_cheap_and_good_come_first() -> None:
    rows = rolled(500, (0.9, 0.7, 0.7, 0.4))
    assert order_of(rows, MEMBERS, {})[0] == "ann"
    assert order_of(rows, MEMBERS, {"ann": 100.0})[-1] == "ann"
    assert sorted(order_of([], MEMBERS, {})) == sorted(MEMBERS)


def test_whoever_errs_with_the_first_comes_late() -> None:
    rows = [
        Labelled(row.id, {**row.answers, "bob": row.answers["ann"]}, row.gold, options=row.options)
        for row in rolled(500, (0.8, 0.0, 0.6, 0.6))
    ]
    assert order_of(rows, MEMBERS, {})[-1] in {"ann", "bob"}


def test_a_cascade_asks_on_only_while_unsure() -> None:
    rows, test = rolled(600), rolled(300, seed=5)
    cascade = fit_cascade(rows, MEMBERS, loss=0.01)
    asked = cascade.ask(test)
    whole = cascade.stages[-1].decide(test)
    calls = sum(len(one.asked) for one in asked) / len(test)
    assert calls < len(MEMBERS)
    assert sum(right(test, [one.decision for one in asked])) >= sum(right(test, whole)) - 0.05 * len(test)
    for one in asked:
        assert one.asked == cascade.order[: len(one.asked)]
        assert not more_is_worth(one.decision.confidence, cascade.target) or len(one.asked) == len(MEMBERS)
    first, second, *rest = cascade.order
    assert cascade.next_member([], MEMBERS, 0.0) == first
    assert cascade.next_member([first], MEMBERS, 1.0) is None or cascade.target > 1
    assert cascade.next_member([first], MEMBERS, 0.0) == second
    assert cascade.next_member([first], [first, *rest], 0.0) == rest[0]
    assert cascade.next_member(MEMBERS, MEMBERS, 0.0) is None


def test_without_labels_everybody_is_asked() -> None:
    cascade = fit_cascade([Labelled("", {"ann": "A"})], MEMBERS)
    assert {len(one.asked) for one in cascade.ask(rolled(20))} == {len(MEMBERS)}


def test_who_does_not_help_is_advised_out_with_figures() -> None:
    rows = [
        Labelled(row.id, {**row.answers, "echo": row.answers["ann"]}, row.gold, options=row.options)
        for row in rolled(600, (0.8, 0.75, 0.75, 0.75))
    ]
    told = {one.member: one for one in admissions(rows, (*MEMBERS, "echo"))}
    assert told["echo"].alone == told["ann"].alone
    assert told["bob"].advice == "keep"
    assert told["bob"].gain > 0
    assert abs(told["echo"].gain) <= 0.01
    assert told["bob"].labels == 600


@pytest.mark.parametrize("count", [0, 20])
def test_few_labels_advise_nothing(count: int) -> None:
    assert {one.advice for one in admissions(rolled(count), MEMBERS)} == {"too_few_labels"}


def test_the_only_member_stays() -> None:
    assert [one.advice for one in admissions(rolled(60), ("ann",))] == ["keep"]


def test_no_row_teaches_its_own_decision() -> None:
    # Whoever had seen the gold of these rows would be right on all of them.
    rows = rolled(60, (0.25, 0.25, 0.25, 0.25))
    decided = crossed(fit_log_odds, rows, MEMBERS)
    changed = [
        Labelled(r.id, r.answers, "A" if n == 7 else r.gold, r.category, r.options, {}, r.question)
        for n, r in enumerate(rows)
    ]
    assert crossed(fit_log_odds, changed, MEMBERS)[7] == decided[7]


def test_a_question_that_stands_twice_is_in_one_part() -> None:
    one, two = Labelled("1", {}, question="Who  knows?"), Labelled("2", {}, question="who knows?")
    assert fold(one, 5) == fold(two, 5)
