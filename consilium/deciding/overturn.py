"""When the judge may leave the settled position: only over a quotation that was checked and supports the new one."""

from __future__ import annotations

from consilium.types.verdict import Judgement, Settlement


def final_position(settlement: Settlement, judgement: Judgement | None) -> tuple[str | None, str]:
    """The verdict's position and who decided it.

    The vote stands unless the judge quotes evidence whose words were found in a source and bear the other
    position out. Where the vote is tied nothing is settled yet, and the judge breaks the tie: with one of the tied
    positions, or on an open question with a stance between them. A tie that labels have settled is none.
    """
    if judgement is None:
        return settlement.position, settlement.decided_by
    overturn = judgement.overturn
    tied = _tied(settlement)
    between = {"depends", "undecided"} if tied & {"supports", "opposes"} else set()
    if tied and judgement.position in tied | between:
        return judgement.position, "judge"
    if overturn and overturn.position != settlement.position and overturn.proven:
        return overturn.position, "overturn"
    return settlement.position, settlement.decided_by


def _tied(settlement: Settlement) -> set[str]:
    """The largest groups' positions where there is more than one of them and nothing else has settled it."""
    most = max(map(settlement.weight, settlement.votes), default=0.0)
    largest = {position for position in settlement.votes if settlement.weight(position) == most}
    settled = settlement.basis.labels or settlement.position not in largest
    return largest if len(largest) > 1 and not settled else set()
