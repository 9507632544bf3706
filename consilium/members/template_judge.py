"""The last resort: a verdict composed from the ledger without any model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from consilium.argument.merge.composing import claim_line, composed
from consilium.protocols import Colleague
from consilium.types.question import Question
from consilium.types.verdict import Judgement, LedgerClaim, Settlement
from consilium.wording import say

TEMPLATE: Final = "template"


def template_judgement(
    question: Question,
    ledger: Sequence[LedgerClaim],
    settlement: Settlement,
    opinions: Sequence[Colleague] = (),
) -> Judgement:
    """Where the panel stands and every claim that stands, each with its id; the minority answered by claim.

    Args:
        question: what was asked.
        ledger: the panel's claims.
        settlement: where the panel stands.
        opinions: of the panel; what would prove the settled one wrong is taken from those who hold it.
    """
    return Judgement(
        composed(question, ledger, settlement),
        by=TEMPLATE,
        answered=dict(_answers(question, ledger, settlement)),
        would_change=_falsifier(opinions, settlement),
        private=any(claim.private for claim in ledger) or any(one.opinion.private for one in opinions),
    )


def _answers(question: Question, ledger: Sequence[LedgerClaim], settlement: Settlement) -> Mapping[str, str]:
    """For each position that did not carry, what became of its strongest claim."""
    winners = set(settlement.votes.get(settlement.position or "", ()))
    return {
        position: say(f"members.minority_{best.standing}", question.language, claim=claim_line(best, question.language))
        for position, members in settlement.votes.items()
        if position != settlement.position and (best := _best(ledger, set(members), winners))
    }


def _best(ledger: Sequence[LedgerClaim], holders: set[str], winners: set[str]) -> LedgerClaim | None:
    """The strongest claim that a minority holds alone, else the strongest that it holds."""
    own = [claim for claim in ledger if holders & set(claim.supported_by)]
    alone = [claim for claim in own if not winners & set(claim.supported_by)]
    return next(iter(alone or own), None)


def _falsifier(opinions: Sequence[Colleague], settlement: Settlement) -> str:
    """What those who hold the settled position say would prove it wrong, in the fewest words."""
    told = [
        one.opinion.falsifier
        for one in opinions
        if one.opinion.falsifier and not one.withheld and one.opinion.position == settlement.position
    ]
    return min(told, key=lambda text: (len(text), text), default="")
