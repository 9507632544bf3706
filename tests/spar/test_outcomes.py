"""Outcomes follow the arguments: their order is nothing, repetition is nothing, evidence moves them one way only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consilium.spar.outcomes import outcome_of
from consilium.types.spar import Attack, Evidence, Reply

SOURCES = st.builds(
    Evidence,
    quote=st.just("q"),
    source=st.sampled_from("abcdef"),
    title=st.just("t"),
    provenance=st.sampled_from(["own", "paper", "other"]),
    grade=st.integers(0, 7),
)
ATTACKS = st.lists(st.builds(Attack, id=st.just("a"), kind=st.just("contrary"), evidence=SOURCES), max_size=5)
SUPPORT = st.lists(SOURCES, max_size=5)
NOTHING = [Reply("c1", "No.", "nothing"), Reply("c1", "No!", "repetition")]


@given(SUPPORT, ATTACKS)
def test_order_changes_nothing(support: list[Evidence], attacks: list[Attack]) -> None:
    assert outcome_of(support, attacks, []) == outcome_of(support[::-1], attacks[::-1], [])


@given(SUPPORT, ATTACKS)
def test_a_reply_without_anything_new_changes_nothing(support: list[Evidence], attacks: list[Attack]) -> None:
    assert outcome_of(support, attacks, NOTHING) == outcome_of(support, attacks, [])


@given(SUPPORT, ATTACKS, SOURCES.filter(lambda one: one.provenance != "own"))
def test_strength_grows_with_support_and_falls_with_attack(
    support: list[Evidence], attacks: list[Attack], one: Evidence
) -> None:
    now = outcome_of(support, attacks, []).strength
    assert 0.0 <= now <= 1.0
    assert outcome_of([*support, one], attacks, []).strength >= now
    assert outcome_of(support, [*attacks, Attack("b", "contrary", one)], []).strength <= now


def test_his_own_notes_are_no_evidence_for_him_and_cancel_out_when_they_say_both() -> None:
    own = Evidence("q", "n1", "n1", provenance="own")
    against = [Attack("a", "contrary", Evidence("r", "n2", "n2", provenance="own"))]
    assert outcome_of([own], [], []).state == "undecided"
    assert outcome_of([], against, []).state == "fallen"
    assert outcome_of([own], against, []).state == "undecided"


def test_otherwise_elsewhere_narrows_and_names_where() -> None:
    paper = Evidence("q", "p", "p", provenance="paper", grade=6)
    found = outcome_of([paper], [Attack("a", "elsewhere", paper, "in children")], [])
    assert (found.state, found.condition) == ("narrowed", "in children")
