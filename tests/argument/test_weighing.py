"""Strength: who says it twice adds nothing, evidence beats numbers, and every printed number can be recomputed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.ledger import Bench, Ledger, build_ledger
from consilium.argument.semantics import df_quad, quadratic_energy, together
from consilium.types.evidence import Citation, Passage, QuoteCheck
from consilium.types.opinion import Claim, Critique, Opinion, Point, PointStance, abstention
from consilium.types.source import FlagName
from consilium.types.verdict import LedgerClaim
from tests.deciding.records import an_opinion
from tests.types.calm import CALM

MEMBERS = "abcd"
TEXTS = [
    "Caffeine raises power output in trained cyclists.",
    "Caffeine does not raise power output in trained cyclists.",
    "Caffeine does not raise power output in untrained women.",
    "Кофеин повышает мощность у тренированных велосипедистов.",
    "Sleep extension improves reaction time.",
    "Sleep extension improves reaction time by 4 %.",
]
CHECKS: list[QuoteCheck] = ["exact", "near", "missing", "number-mismatch", "unchecked"]
STANCES: list[PointStance] = ["attack", "support"]
UNIT = st.floats(0, 1)


@st.composite
def cited(draw: st.DrawFn) -> Citation:
    source = draw(st.sampled_from(["one", "two"]))
    supports = draw(st.sampled_from([True, False, None]))
    return Citation(f"{source}#0", "words of the source", source, draw(st.sampled_from(CHECKS)), supports)


@st.composite
def debates(draw: st.DrawFn) -> tuple[list[Opinion], list[Critique]]:
    opinions, ids = [], []
    for member in MEMBERS:
        claims = []
        for number in range(draw(st.integers(0, 2))):
            ids.append(f"c{member}{number}")
            claims.append(Claim(ids[-1], draw(st.sampled_from(TEXTS)), tuple(draw(st.lists(cited(), max_size=2)))))
        opinions.append(an_opinion(member, "A", *claims))
    critiques = [
        Critique(f"k{critic}", critic, "z", 1, tuple(draw(st.lists(points(ids), max_size=2)))) for critic in MEMBERS
    ]
    return opinions, critiques


def points(ids: list[str]) -> st.SearchStrategy[Point]:
    claims = st.sampled_from(ids or ["c-unknown"])
    return st.builds(Point, claims, st.sampled_from(STANCES), st.just("why"), st.lists(cited(), max_size=1).map(tuple))


def told(ledger: Ledger) -> dict[str, tuple[float, float, str]]:
    return {claim.text: (claim.base, claim.strength, claim.standing) for claim in ledger.claims}


@CALM
@given(debates(), st.randoms(use_true_random=False))
def test_the_order_of_members_changes_nothing(debate: tuple[list[Opinion], list[Critique]], mix: random.Random) -> None:
    opinions, critiques = debate
    expected = build_ledger(opinions, critiques)
    mix.shuffle(opinions)
    mix.shuffle(critiques)
    assert build_ledger(opinions, critiques) == expected


@CALM
@given(debates(), st.sampled_from(MEMBERS))
def test_a_twin_and_a_silent_member_change_no_claim_and_no_strength(
    debate: tuple[list[Opinion], list[Critique]], who: str
) -> None:
    opinions, critiques = debate
    voices = Bench((*((name, name) for name in MEMBERS), ("twin", who)))
    ours = next(one for one in opinions if one.member == who)
    twin = replace(ours, member="twin", claims=tuple(replace(one, id=f"t{one.id}") for one in ours.claims))
    again = [replace(one, id=f"t{one.id}", critic="twin") for one in critiques if one.critic == who]
    more = [*opinions, twin, an_opinion("empty", "A"), abstention("mute", 0, "no")]
    assert told(build_ledger(more, [*critiques, *again], voices)) == told(build_ledger(opinions, critiques, voices))


@CALM
@given(debates(), st.data())
def test_strength_never_falls_by_support_and_never_grows_by_attack(
    debate: tuple[list[Opinion], list[Critique]], data: st.DataObject
) -> None:
    opinions, critiques = debate
    before = build_ledger(opinions, critiques).claims
    if not before:
        return
    target = data.draw(st.sampled_from(before))
    proof = (Citation("new#0", "words of the source", "new", "exact", supports=True),)
    for stance in STANCES:
        for citations in ((), proof):
            point = Point(target.id, stance, "why", citations)
            after = {
                one.id: one
                for one in build_ledger(opinions, [*critiques, Critique("kn", "new", "z", 1, (point,))]).claims
            }
            sign = 1 if stance == "support" else -1
            assert sign * (after[target.id].strength - target.strength) >= 0
            for other in target.conflicts:
                rival = next(one for one in before if one.id == other)
                assert sign * (after[other].strength - rival.strength) <= 0


@CALM
@given(debates())
def test_conflicts_are_mutual_and_every_number_can_be_recomputed(debate: tuple[list[Opinion], list[Critique]]) -> None:
    ledger = build_ledger(*debate)
    claims = {claim.id: claim for claim in ledger.claims}
    for claim, one in zip(ledger.claims, ledger.weighings, strict=True):
        assert one.claim == claim.id
        assert all(claim.id in claims[other].conflicts for other in claim.conflicts)
        assert all(claim.id in claims[other].elsewhere for other in claim.elsewhere)
        support = together(part.value for part in one.parts if part.kind in {"held", "quoted", "supported"})
        attack = together(part.value for part in one.parts if part.kind in {"attacked", "misquoted"})
        assert (one.support, one.attack) == pytest.approx((support, attack), abs=1e-3)
        assert one.own == pytest.approx(df_quad(one.prior, one.support, one.attack), abs=1e-3) == claim.base
        left = quadratic_energy(one.own, (), [pull.force for pull in one.pulls])
        assert one.strength == pytest.approx(left, abs=1e-3)
        assert 0 <= one.strength <= one.own <= 1


def by_text(ledger: Ledger) -> dict[str, LedgerClaim]:
    return {claim.text: claim for claim in ledger.claims}


@pytest.mark.parametrize("attacks", [0, 1, 9])
@pytest.mark.parametrize("supports", [True, None])
@pytest.mark.parametrize(("grade", "flags"), [(0, ()), (7, ()), (1, ("preprint",))])
def test_a_minority_with_a_quotation_beats_any_number_without_one(
    attacks: int, supports: bool | None, grade: int, flags: tuple[FlagName, ...]
) -> None:
    crowd = [an_opinion(f"m{number}", "A", Claim(f"c{number}", TEXTS[1])) for number in range(9)]
    proof = Citation("note#0", "caffeine raised power output in trained cyclists", "note", "exact", supports)
    alone = an_opinion("z", "A", Claim("cz", TEXTS[0], (proof,)))
    against = [Critique(f"k{n}", f"m{n}", "z", 1, (Point("cz", "attack", "no"),)) for n in range(attacks)]
    passage = Passage("note#0", "note", "Note", "words", 0, 5, grade=grade, flags=flags)
    found = by_text(build_ledger([*crowd, alone], against, Bench(passages=(passage,))))
    assert (found[TEXTS[0]].standing, found[TEXTS[1]].standing) == ("supported", "refuted")
    assert found[TEXTS[0]].strength > found[TEXTS[1]].strength


def test_without_evidence_two_contrary_claims_are_disputed_however_many_hold_one() -> None:
    crowd = [an_opinion(f"m{number}", "A", Claim(f"c{number}", TEXTS[1])) for number in range(2)]
    found = by_text(build_ledger([*crowd, an_opinion("z", "A", Claim("cz", TEXTS[0]))], []))
    assert found[TEXTS[1]].conflicts == ("cz",)
    assert {one.standing for one in found.values()} == {"disputed"}


def test_the_halves_of_a_condition_stay_apart_with_their_own_holders() -> None:
    found = by_text(
        build_ledger([an_opinion("a", "A", Claim("c1", TEXTS[0])), an_opinion("b", "A", Claim("c2", TEXTS[2]))], [])
    )
    assert found[TEXTS[0]].elsewhere == ("c2",)
    assert found[TEXTS[0]].conflicts == ()
    assert [found[text].supported_by for text in (TEXTS[0], TEXTS[2])] == [("a",), ("b",)]
    assert {one.standing for one in found.values()} == {"open"}


def test_two_languages_are_one_claim_in_the_words_of_the_question() -> None:
    opinions = [an_opinion("a", "A", Claim("c1", TEXTS[0])), an_opinion("b", "A", Claim("c2", TEXTS[3]))]
    (claim,) = build_ledger(opinions, [], Bench(language="ru")).claims
    assert (claim.text, claim.supported_by, claim.ids) == (TEXTS[3], ("a", "b"), frozenset({"c1", "c2"}))


def test_what_was_retracted_carries_nothing_and_a_trial_more_than_a_note() -> None:
    def strength(**fields: Any) -> float:
        passage = replace(Passage("n#0", "n", "N", "words", 0, 5), **fields)
        claim = Claim("c1", TEXTS[0], (Citation("n#0", "words", "n", "exact", supports=True),))
        return build_ledger([an_opinion("a", "A", claim)], [], Bench(passages=(passage,))).claims[0].strength

    assert strength(flags=("retracted",)) == strength(provenance="model") == 0.5
    assert strength(grade=7) > strength() > strength(grade=2) > strength(grade=2, flags=("preprint",)) > 0.5


@CALM
@given(UNIT, UNIT, UNIT, UNIT)
def test_both_semantics_stay_in_their_bounds_and_are_monotone(base: float, one: float, two: float, more: float) -> None:
    assert 0 <= df_quad(base, one, two) <= 1
    assert df_quad(base, max(one, more), two) >= df_quad(base, one, two) - 1e-12
    assert df_quad(base, one, max(two, more)) <= df_quad(base, one, two) + 1e-12
    assert 0 <= quadratic_energy(base, [one], [two]) <= 1
    assert quadratic_energy(base, [one, more], [two]) >= quadratic_energy(base, [one], [two]) - 1e-12
    assert quadratic_energy(base, [one], [two, more]) <= quadratic_energy(base, [one], [two]) + 1e-12
    assert together([one, two]) == pytest.approx(one + two - one * two)
