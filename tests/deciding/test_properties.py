"""What holds of the whole panel's decision: who agrees, who joins, who keeps silent, and who is asked in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding.auto import fit_auto
from consilium.deciding.cascade import Cascade, fit_cascade
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.learning.settling import RowDecider
from consilium.deciding.plurality import Plurality
from tests.deciding.made_rows import ANSWERS, MEMBERS, OPTIONS, ROWS, rolled
from tests.deciding.records import a_question, an_opinion
from tests.deciding.test_learnt_deciders import FITS
from tests.types.calm import CALM

ALL: dict[str, Callable[[Sequence[Labelled], Sequence[str]], RowDecider]] = {**FITS, "cascade": fit_cascade}
NAMES = st.sampled_from(sorted(ALL))
LABELS = st.sampled_from([0, 20, 200])
QUESTION = a_question("choice", "en", **OPTIONS)


@lru_cache
def fitted(name: str, labels: int) -> RowDecider:
    return ALL[name](rolled(labels), MEMBERS)


def decision(decider: RowDecider, answers: dict[str, str | None]) -> Decision:
    [found] = decider.decide([Labelled("", answers, None, "law", OPTIONS, {}, "Question?")])
    return found


@CALM
@given(NAMES, LABELS, st.sampled_from(sorted(OPTIONS)), st.sets(st.sampled_from(MEMBERS), min_size=1))
def test_what_everybody_says_who_answers_is_decided(name: str, labels: int, said: str, voters: set[str]) -> None:
    answers = {member: said if member in voters else None for member in MEMBERS}
    found = decision(fitted(name, labels), answers)
    assert found.position == said
    assert 0 < found.confidence <= 1


@CALM
@given(NAMES, LABELS, ROWS)
def test_a_confidence_is_a_probability_and_silence_has_none(name: str, labels: int, rows: list[Labelled]) -> None:
    for row, found in zip(rows, fitted(name, labels).decide(rows), strict=True):
        assert 0 <= found.confidence <= 1
        assert (found.position is None) == (not any(row.answers.values()))
        assert found.position is not None or found.confidence == 0


@CALM
@given(NAMES, LABELS, ROWS, st.data())
def test_the_order_of_rows_decides_nothing(name: str, labels: int, rows: list[Labelled], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(rows))))
    told = fitted(name, labels).decide(rows)
    again = fitted(name, labels).decide([rows[at] for at in order])
    assert [one.position for one in again] == [told[at].position for at in order]
    assert [one.confidence for one in again] == pytest.approx([told[at].confidence for at in order])


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("labels", [0, 40])
def test_in_whatever_order_members_are_named_they_decide_alike(name: str, labels: int) -> None:
    rows, test = rolled(labels), rolled(60, seed=1)
    told = ALL[name](rows, MEMBERS).decide(test)
    for order in list(permutations(MEMBERS))[5::6]:
        again = ALL[name](rows, order).decide(test)
        assert [one.position for one in again] == [one.position for one in told]
        assert [one.confidence for one in again] == pytest.approx([one.confidence for one in told], abs=1e-3)


@CALM
@given(NAMES, ROWS, st.sampled_from(["A", "B", "none of them", None]))
def test_the_gold_of_what_is_decided_is_never_looked_at(name: str, rows: list[Labelled], gold: str | None) -> None:
    decider = fitted(name, 200)
    assert decider.decide([replace(row, gold=gold) for row in rows]) == decider.decide(rows)


def unseated(decider: RowDecider) -> list[tuple[str | None, ...]]:
    """Every way of answering in which another vote for the winner would unseat it."""
    ways = list(product([*sorted(OPTIONS)[:3], None], repeat=len(MEMBERS)))
    rows = [Labelled("", dict(zip(MEMBERS, way, strict=True)), None, "law", OPTIONS) for way in ways]
    won = {way: one.position for way, one in zip(ways, decider.decide(rows), strict=True)}
    return [
        way
        for way, winner in won.items()
        if winner is not None and any(won[(*way[:at], winner, *way[at + 1 :])] != winner for at in range(len(MEMBERS)))
    ]


@pytest.mark.parametrize("name", ["auto", "stacked", "log_odds", "skilled_plurality", "best_single"])
@pytest.mark.parametrize("labels", [0, 20, 200, 1200])
def test_joining_the_winner_never_unseats_it(name: str, labels: int) -> None:
    assert unseated(fitted(name, labels)) == []


@CALM
@given(ANSWERS, st.sampled_from(MEMBERS))
def test_joining_the_winner_of_the_plain_vote_makes_it_surer(answers: dict[str, str | None], member: str) -> None:
    before = Plurality().settle(QUESTION, [an_opinion(one, held) for one, held in answers.items()])
    joined = {**answers, member: before.position}
    after = Plurality().settle(QUESTION, [an_opinion(one, held) for one, held in joined.items()])
    assert after.position == before.position
    assert after.confidence >= before.confidence


@CALM
@given(ANSWERS, st.integers(2, 4))
def test_a_vendor_with_many_members_has_one_vote(answers: dict[str, str | None], times: int) -> None:
    """However many members of one vendor repeat an answer, the others hold out against them as against one."""
    copies = [f"copy {number}" for number in range(1, times)]
    vendors = dict.fromkeys(["ann", *copies], "acme")
    many = fit_auto([], (*MEMBERS, *copies), vendors)
    said = {**answers, **dict.fromkeys(copies, answers["ann"])}
    alone, together = decision(fit_auto([], MEMBERS), answers), decision(many, said)
    assert together.position == alone.position
    assert together.confidence == pytest.approx(alone.confidence)


@CALM
@given(LABELS, ANSWERS)
def test_a_cascade_hears_nobody_that_it_did_not_ask(labels: int, answers: dict[str, str | None]) -> None:
    cascade = fitted("cascade", labels)
    assert isinstance(cascade, Cascade)
    [told] = cascade.ask([Labelled("", answers, None, "law", OPTIONS, {}, "Question?")])
    silent = {member: answers[member] if member in told.asked else None for member in answers}
    [again] = cascade.ask([Labelled("", silent, None, "law", OPTIONS, {}, "Question?")])
    assert again == told
