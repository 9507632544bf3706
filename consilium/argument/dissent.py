"""The minority opinion: each position that lost keeps its holders and its strongest claim."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.types.verdict import Dissent, Judgement, LedgerClaim, Settlement


def dissents(
    settlement: Settlement, position: str | None, ledger: Sequence[LedgerClaim], judgement: Judgement | None
) -> tuple[Dissent, ...]:
    """One entry per position other than ``position``, with the judge's answer to it where there is one."""
    answered = judgement.answered if judgement else {}
    return tuple(
        Dissent(
            other,
            members,
            _strongest(ledger, members, settlement.votes.get(position or "", ())),
            answered.get(other, ""),
        )
        for other, members in settlement.votes.items()
        if other != position
    )


def _strongest(ledger: Sequence[LedgerClaim], members: Sequence[str], majority: Sequence[str]) -> str:
    """The text of the minority's strongest claim; one that the majority bears too only where it has no other."""
    own = [claim for claim in ledger if set(claim.supported_by) & set(members)]
    distinct = [claim for claim in own if not set(claim.supported_by) & set(majority)]
    return max(distinct or own, key=lambda claim: (claim.strength, claim.id)).text if own else ""
