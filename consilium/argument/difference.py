"""Two verdicts on one question held against one another: what the second lost, and what it gained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilium.argument.relating import relation
from consilium.types.opinion import Claim
from consilium.types.verdict import LedgerClaim, VerdictRecord


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two verdicts.

    Args:
        before: the earlier verdict.
        after: the later one.
        lost: claims of the earlier one that nobody makes in the later one.
        gained: claims that are new in the later one.
    """

    before: VerdictRecord
    after: VerdictRecord
    lost: tuple[LedgerClaim, ...]
    gained: tuple[LedgerClaim, ...]

    @property
    def moved(self) -> bool:
        """Whether the position is another one."""
        return self.before.position != self.after.position


def difference(before: VerdictRecord, after: VerdictRecord) -> Difference:
    """What changed from one verdict to another; claims that say the same count as one, in whatever words."""
    return Difference(before, after, _only(before.claims, after.claims), _only(after.claims, before.claims))


def _only(ours: Sequence[LedgerClaim], theirs: Sequence[LedgerClaim]) -> tuple[LedgerClaim, ...]:
    others = [_said(claim) for claim in theirs]
    return tuple(claim for claim in ours if not any(_same(_said(claim), other) for other in others))


def _said(claim: LedgerClaim) -> Claim:
    return Claim(claim.id, claim.text, says=claim.says)


def _same(one: Claim, other: Claim) -> bool:
    return one.text == other.text or relation(one, other) == "same"
