"""The ledger of claims: who holds each, who attacks it, and how strong that leaves it."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.ledger import build_ledger
from consilium.types.evidence import Citation, QuoteCheck
from consilium.types.opinion import Claim, Critique, Opinion, PointStance
from consilium.types.verdict import LedgerClaim
from tests.deciding.records import a_critique, an_opinion
from tests.types.calm import CALM

MEMBERS = "abcd"
TEXTS = ["МПК растёт.", "мпк  растет", "Volume decides", "Sleep matters."]
CHECKS: list[QuoteCheck] = ["exact", "missing", "unchecked"]
STANCES: list[PointStance] = ["attack", "support"]


def ledger_of(opinions: list[Opinion], critiques: list[Critique]) -> list[LedgerClaim]:
    return list(build_ledger(opinions, critiques).claims)


def cite(passage: str, check: QuoteCheck) -> Citation:
    return Citation(passage, "words of the source", check=check)


@st.composite
def debates(draw: st.DrawFn) -> tuple[list[Opinion], list[Critique]]:
    opinions, ids = [], []
    for member in MEMBERS:
        claims = []
        for number in range(draw(st.integers(0, 2))):
            found = draw(
                st.lists(st.builds(cite, st.sampled_from(["n#1", "n#2"]), st.sampled_from(CHECKS)), max_size=2)
            )
            ids.append(f"c{member}{number}")
            claims.append(Claim(ids[-1], draw(st.sampled_from(TEXTS)), tuple(found)))
        opinions.append(an_opinion(member, "A", *claims, private=draw(st.booleans())))
    point = st.tuples(st.sampled_from([*ids, "c-unknown"]), st.sampled_from(STANCES))
    critiques = [
        a_critique(member, *draw(st.lists(point, max_size=3)), private=draw(st.booleans())) for member in MEMBERS
    ]
    return opinions, critiques


@CALM
@given(debates(), st.randoms(use_true_random=False))
def test_who_sits_where_changes_nothing(debate: tuple[list[Opinion], list[Critique]], order: random.Random) -> None:
    opinions, critiques = debate
    expected = ledger_of(opinions, critiques)
    order.shuffle(opinions)
    order.shuffle(critiques)
    assert ledger_of(opinions, critiques) == expected


def by_text(ledger: list[LedgerClaim]) -> dict[str, LedgerClaim]:
    return {claim.text: claim for claim in ledger}


@CALM
@given(debates())
def test_a_ledger_is_sound(debate: tuple[list[Opinion], list[Critique]]) -> None:
    opinions, critiques = debate
    ledger = ledger_of(opinions, critiques)
    said = {claim.id: opinion for opinion in opinions for claim in opinion.claims}
    assert all(0.0 <= claim.strength <= 1.0 for claim in ledger)
    assert [claim.strength for claim in ledger] == sorted((claim.strength for claim in ledger), reverse=True)
    assert {claim.id for claim in ledger} <= said.keys()
    assert len({claim.text.casefold().replace("ё", "е").rstrip(".").split()[0] for claim in ledger}) == len(ledger)
    for claim in ledger:
        assert said[claim.id].member in claim.supported_by


@CALM
@given(debates(), st.data())
def test_one_more_attack_never_strengthens_and_one_more_support_never_weakens(
    debate: tuple[list[Opinion], list[Critique]], data: st.DataObject
) -> None:
    opinions, critiques = debate
    ledger = by_text(ledger_of(opinions, critiques))
    if not ledger:
        return
    target = data.draw(st.sampled_from(list(ledger.values())))
    attacked = by_text(ledger_of(opinions, [*critiques, a_critique("new", (target.id, "attack"))]))
    supported = by_text(ledger_of(opinions, [*critiques, a_critique("new", (target.id, "support"))]))
    assert attacked[target.text].strength <= target.strength <= supported[target.text].strength
    assert "new" in attacked[target.text].attacked_by
    assert "new" in supported[target.text].supported_by
    for text, claim in ledger.items():
        if text != target.text:
            assert attacked[text] == supported[text] == claim


def test_a_claim_starts_in_the_middle_and_words_alone_decide_what_is_the_same() -> None:
    (claim,) = ledger_of([an_opinion("a", "A", Claim("c1", "МПК растёт."))], [])
    assert (claim.strength, claim.supported_by, claim.attacked_by) == (0.5, ("a",), ())
    twins = [an_opinion("a", "A", Claim("c1", "МПК растёт.")), an_opinion("b", "B", Claim("c2", "мпк  растет"))]
    (merged,) = ledger_of(twins, [a_critique("z", ("c2", "attack"))])
    assert (merged.id, merged.supported_by, merged.attacked_by) == ("c1", ("a", "b"), ("z",))


def test_a_verified_quotation_strengthens_and_a_false_one_weakens() -> None:
    def strength(check: QuoteCheck) -> float:
        return ledger_of([an_opinion("a", "A", Claim("c1", "Text.", (cite("n#1", check),)))], [])[0].strength

    assert strength("exact") > strength("unchecked") == 0.5 > strength("missing") > strength("number-mismatch")


def test_the_verified_copy_of_a_quotation_counts_whoever_brought_it() -> None:
    """Members outside this machine cannot have a private passage confirmed; a local one can."""
    claims = [Claim("c1", "Text.", (cite("n#1", "missing"),)), Claim("c2", "Text.", (cite("n#1", "exact"),))]
    for order in (claims, claims[::-1]):
        opinions = [an_opinion(member, "A", claim) for member, claim in zip("ab", order, strict=True)]
        (merged,) = ledger_of(opinions, [])
        assert [citation.check for citation in merged.citations] == ["exact"]


def test_private_words_taint_every_claim_they_touch() -> None:
    public = an_opinion("a", "A", Claim("c1", "Text."), Claim("c2", "Other."))
    assert not any(claim.private for claim in ledger_of([public], [a_critique("z", ("c1", "attack"))]))
    same = replace(an_opinion("b", "A", Claim("c3", "text")), private=True)
    assert [claim.private for claim in ledger_of([public, same], []) if claim.text == "Text."] == [True]
    ledger = by_text(ledger_of([public], [a_critique("z", ("c1", "support"), private=True)]))
    assert (ledger["Text."].private, ledger["Other."].private) == (True, False)
