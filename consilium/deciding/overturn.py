"""When the judge may leave the settled position: only over a quotation that was checked."""

from __future__ import annotations

from consilium.types.verdict import Judgement, Settlement


def final_position(settlement: Settlement, judgement: Judgement | None) -> tuple[str | None, str]:
    """The verdict's position and who decided it.

    The vote stands unless the judge quotes evidence whose words were found in a source. A tie or an
    empty vote that the judge alone resolves needs no overturn: there is nothing to leave.
    """
    if judgement is None:
        return settlement.position, settlement.decided_by
    overturn = judgement.overturn
    if overturn and overturn.position != settlement.position and overturn.citation.verified:
        return overturn.position, "judge"
    return settlement.position, settlement.decided_by
