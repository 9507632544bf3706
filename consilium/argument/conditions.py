"""When members who seem to disagree speak of different people or conditions: that is a "depends", not a vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consilium.types.question import Question
from consilium.types.verdict import LedgerClaim, Settlement

DECIDED_BY: Final = "conditions"

_FOR: Final = "supports"
_AGAINST: Final = "opposes"
_DEPENDS: Final = "depends"


def settled_by_conditions(question: Question, settlement: Settlement, claims: Sequence[LedgerClaim]) -> Settlement:
    """The settlement, or "depends" where an open question's two sides do not contradict each other.

    That is so where claims of both sides say otherwise of different populations or conditions, and no claim of one
    side contradicts one of the other.

    Args:
        question: what was asked.
        settlement: what the vote makes of the positions.
        claims: the panel's ledger.
    """
    one, other = settlement.votes.get(_FOR, ()), settlement.votes.get(_AGAINST, ())
    if question.kind != "open" or not one or not other or not _apart(one, other, claims):
        return settlement
    share = sum(map(settlement.share, (_FOR, _AGAINST, _DEPENDS)))
    return replace(settlement, position=_DEPENDS, confidence=share, agreement=share, decided_by=DECIDED_BY)


def _apart(one: Sequence[str], other: Sequence[str], claims: Sequence[LedgerClaim]) -> bool:
    ours = [claim for claim in claims if set(claim.supported_by) & set(one)]
    theirs = {claim.id for claim in claims if set(claim.supported_by) & set(other)}
    clash = any(theirs & set(claim.conflicts) for claim in ours)
    return not clash and any(theirs & set(claim.elsewhere) for claim in ours)
