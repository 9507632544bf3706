"""Where the user's nails mattered: which claims name one, say the same, or contradict it."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.argument.relating import relation
from consilium.types.nail import Nail, NailUse
from consilium.types.opinion import Claim
from consilium.types.verdict import LedgerClaim


def uses(nails: Sequence[Nail], ledger: Sequence[LedgerClaim]) -> tuple[NailUse, ...]:
    """Every nail with the claims that it mattered to, in the order given.

    Args:
        nails: what the panel was given.
        ledger: its claims.
    """
    return tuple(_use(nail, ledger) for nail in nails)


def _use(nail: Nail, ledger: Sequence[LedgerClaim]) -> NailUse:
    pinned = Claim(nail.id, nail.text)
    stands = [(claim, relation(Claim(claim.id, claim.text, says=claim.says), pinned)) for claim in ledger]
    against = [claim for claim, stand in stands if stand == "contrary"]
    return NailUse(
        id=nail.id,
        text=nail.text,
        used_by=tuple(
            claim.id for claim, stand in stands if stand == "same" or (stand != "contrary" and _names(claim, nail))
        ),
        contradicted_by=tuple(claim.id for claim in against),
        evidence=tuple(claim.id for claim in against if claim.verified),
        private=nail.private,
    )


def _names(claim: LedgerClaim, nail: Nail) -> bool:
    """Whether a claim names a nail by its id, in brackets or as what it cites."""
    return f"[{nail.id}]" in claim.text or any(one.passage == nail.id for one in claim.citations)
