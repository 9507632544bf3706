"""What holds of every decider that learns, whatever it learnt."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding.auto import fit_auto
from consilium.deciding.best_single import fit_best_single
from consilium.deciding.keeping import Learnt, kept, revived
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.log_odds import fit_log_odds
from consilium.deciding.plurality import Plurality
from consilium.deciding.skilled import fit_skilled
from consilium.deciding.stacked import fit_stacked
from consilium.errors import UsageError
from tests.deciding.made_rows import ANSWERS, MEMBERS, OPTIONS, ROWS, rolled
from tests.deciding.records import a_question, an_opinion
from tests.types.calm import CALM

FITS: dict[str, Callable[[Sequence[Labelled], Sequence[str]], Learnt]] = {
    "auto": fit_auto,
    "stacked": fit_stacked,
    "log_odds": fit_log_odds,
    "best_single": fit_best_single,
    "skilled_plurality": fit_skilled,
}
NAMES = st.sampled_from(sorted(FITS))
QUESTION = a_question("choice", "en", **OPTIONS)
LABELS = st.sampled_from([0, 1, 20, 200, 1200])


@lru_cache
def fitted(name: str, labels: int) -> Learnt:
    return FITS[name](rolled(labels), MEMBERS)


@CALM
@given(NAMES, LABELS, ROWS)
def test_a_decision_is_somebodys_position_and_its_confidence_a_probability(
    name: str, labels: int, rows: list[Labelled]
) -> None:
    for row, decision in zip(rows, fitted(name, labels).decide(rows), strict=True):
        said = {one for one in row.answers.values() if one}
        assert decision.position in said if said else decision.position is None
        assert 0 <= decision.confidence <= 1
        assert said or decision.confidence == 0


@CALM
@given(NAMES, LABELS, st.sampled_from(sorted(OPTIONS)))
def test_what_all_say_is_decided(name: str, labels: int, said: str) -> None:
    row = Labelled("", dict.fromkeys(MEMBERS, said), None, "law", OPTIONS)
    assert fitted(name, labels).decide([row])[0].position == said


@CALM
@given(NAMES, ROWS)
def test_gold_is_never_looked_at(name: str, rows: list[Labelled]) -> None:
    decider = fitted(name, 200)
    for gold in ("A", "D", "none of them"):
        assert decider.decide([replace(row, gold=gold) for row in rows]) == decider.decide(rows)


@CALM
@given(NAMES, ROWS)
def test_rows_are_decided_one_by_one(name: str, rows: list[Labelled]) -> None:
    decider = fitted(name, 200)
    alone = [decider.decide([row])[0] for row in rows]
    together = decider.decide(rows)
    assert [one.position for one in alone] == [one.position for one in together]
    assert [one.confidence for one in alone] == pytest.approx([one.confidence for one in together])


@pytest.mark.parametrize("name", sorted(FITS))
@pytest.mark.parametrize("labels", [0, 20, 300])
def test_the_order_of_rows_and_members_never_matters(name: str, labels: int) -> None:
    rows, test = rolled(labels), rolled(60, seed=1)
    shuffled = rows.copy()
    random.Random(2).shuffle(shuffled)
    one = FITS[name](rows, MEMBERS).decide(test)
    other = FITS[name](shuffled, MEMBERS[::-1]).decide(test)
    assert [d.position for d in one] == [d.position for d in other]
    assert [d.confidence for d in one] == pytest.approx([d.confidence for d in other], abs=1e-3)


@CALM
@given(
    st.sampled_from(["log_odds", "skilled_plurality", "best_single"]),
    st.sampled_from([0, 20, 1200]),
    ANSWERS,
    st.sampled_from(MEMBERS),
)
def test_another_vote_for_the_winner_never_unseats_it(
    name: str, labels: int, answers: dict[str, str | None], member: str
) -> None:
    decider = fitted(name, labels)
    [before] = decider.decide([Labelled("", answers)])
    [after] = decider.decide([Labelled("", {**answers, member: before.position})])
    assert after.position == before.position


@CALM
@given(ANSWERS)
def test_without_labels_auto_is_the_plain_vote(answers: dict[str, str | None]) -> None:
    opinions = [an_opinion(member, position) for member, position in answers.items()]
    plain, ours = Plurality().settle(QUESTION, opinions), fitted("auto", 0).settle(QUESTION, opinions)
    assert ours == replace(plain, decided_by="auto")
    assert ours.basis.method == "uncalibrated"


@CALM
@given(NAMES, LABELS, ANSWERS, st.randoms(use_true_random=False))
def test_opinions_settle_in_any_order(
    name: str, labels: int, answers: dict[str, str | None], order: random.Random
) -> None:
    opinions = [an_opinion(member, position) for member, position in answers.items()]
    shuffled = opinions.copy()
    order.shuffle(shuffled)
    settled = fitted(name, labels).settle(QUESTION, shuffled)
    assert settled == fitted(name, labels).settle(QUESTION, opinions)
    assert settled.decided_by == name
    assert settled.basis.labels == (labels if settled.basis.method != "uncalibrated" else 0)


@pytest.mark.parametrize("name", sorted(FITS))
@pytest.mark.parametrize("labels", [0, 50, 1200])
def test_a_decider_that_was_kept_decides_the_same(name: str, labels: int) -> None:
    test = rolled(80, seed=3)
    decider = fitted(name, labels)
    again = revived(json.loads(json.dumps(kept(decider))))
    assert again.decide(test) == decider.decide(test)
    assert again.basis == decider.basis


@pytest.mark.parametrize("plain", [{}, {"kept_as": 99, "decider": "auto"}, {"kept_as": 1, "decider": "oracle"}])
def test_what_is_no_kept_decider_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        revived(plain)


@pytest.mark.parametrize("name", sorted(FITS))
def test_odd_panels_are_decided(name: str) -> None:
    rows = rolled(30)
    one = FITS[name](rows, ("ann",))
    assert [d.position for d in one.decide(rows)] == [row.answers["ann"] for row in rows]
    silent = [Labelled("x", dict.fromkeys(MEMBERS), "A"), Labelled("y", {}, "B", options=OPTIONS)]
    assert {d.position for d in FITS[name]([*rows, *silent], MEMBERS).decide(silent)} == {None}
    assert {d.position for d in FITS[name](silent, MEMBERS).decide(silent)} == {None}
    assert FITS[name](rows, MEMBERS).decide([]) == []
    # Gold that is no option, and answers that no list of options bounds.
    free = [Labelled(str(n), {"ann": str(n), "bob": "7"}, "none of these", options={"A": "a"}) for n in range(30)]
    assert len(FITS[name](free, ("ann", "bob")).decide(free)) == len(free)


def test_labels_move_auto_from_the_vote_to_the_member_that_leads() -> None:
    skills, test = (0.95, 0.5, 0.5, 0.5), rolled(400, (0.95, 0.5, 0.5, 0.5), seed=9)

    def accuracy(labels: int) -> float:
        decided = fit_auto(rolled(labels, skills), MEMBERS).decide(test)
        return sum(d.position == row.gold for d, row in zip(decided, test, strict=True)) / len(test)

    vote, few, many = accuracy(0), accuracy(50), accuracy(1000)
    best = sum(row.answers["ann"] == row.gold for row in test) / len(test)
    assert vote < few
    assert many > best - 0.01


@CALM
@given(ANSWERS)
def test_twins_of_one_vendor_have_one_vote_together(answers: dict[str, str | None]) -> None:
    vendors = {"ann": "acme", "twin": "acme"}
    doubled = [Labelled("", {**answers, "twin": answers["ann"]})]
    twins = fit_auto([], (*MEMBERS, "twin"), vendors)
    assert twins.decide(doubled) == fitted("auto", 0).decide([Labelled("", answers)])
    assert revived(json.loads(json.dumps(kept(twins)))).decide(doubled) == twins.decide(doubled)


def test_twins_leave_what_labels_taught_about_as_it_was() -> None:
    rows, test = rolled(60), rolled(200, seed=7)
    double = [
        [replace(row, answers={**row.answers, "twin": row.answers["ann"]}) for row in part] for part in (rows, test)
    ]
    alone = fit_auto(rows, MEMBERS).decide(test)
    doubled = fit_auto(double[0], (*MEMBERS, "twin"), {"ann": "acme", "twin": "acme"}).decide(double[1])
    same = sum(one.position == two.position for one, two in zip(alone, doubled, strict=True))
    assert same >= 0.9 * len(test)
