"""What one verdict lost and gained against another."""

from __future__ import annotations

from consilium.argument.difference import difference
from consilium.argument.nailing import uses
from consilium.types.evidence import Citation
from consilium.types.nail import Nail
from consilium.types.verdict import LedgerClaim, VerdictRecord
from tests.verdicts import make_verdict

HELPS = "Caffeine raises endurance in trained cyclists."
HARMS = "Caffeine does not raise endurance in trained cyclists."


def verdict(position: str, *texts: str) -> VerdictRecord:
    claims = tuple(LedgerClaim(f"c{place}{position}", text) for place, text in enumerate(texts))
    return make_verdict(position=position, claims=claims)


def test_claims_that_say_the_same_are_neither_lost_nor_gained() -> None:
    before = verdict("supports", HELPS, "Sleep matters.")
    found = difference(
        before, verdict("opposes", "Кофеин повышает выносливость у тренированных велосипедистов.", HARMS)
    )
    assert found.moved
    assert [claim.text for claim in found.lost] == ["Sleep matters."]
    assert [claim.text for claim in found.gained] == [HARMS]
    same = difference(before, before)
    assert (same.moved, same.lost, same.gained) == (False, (), ())


def test_a_nail_is_used_by_what_agrees_or_names_it_and_contradicted_by_the_opposite() -> None:
    quote = Citation("p1", "words", "trial.md", "exact")
    ledger = [
        LedgerClaim("c1", "Кофеин повышает выносливость у тренированных велосипедистов."),
        LedgerClaim("c2", HARMS, citations=(quote,)),
        LedgerClaim("c3", "Doses differ [n1]."),
        LedgerClaim("c4", HARMS, citations=(Citation("n1", "words", check="missing"),)),
        LedgerClaim("c5", "Sleep matters."),
    ]
    (use,) = uses([Nail("n1", "thesis", HELPS)], ledger)
    assert (use.used_by, use.contradicted_by, use.evidence) == (("c1", "c3"), ("c2", "c4"), ("c2",))
