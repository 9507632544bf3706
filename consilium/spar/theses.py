"""The user's theses over time: the newest match on each, and what later sources changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consilium.types.spar import Evidence, SparClaim, SparRecord, ThesisChange


def newest(records: Iterable[SparRecord]) -> list[SparRecord]:
    """The newest match on every thesis.

    Args:
        records: matches, oldest first.

    Returns:
        One match a thesis, in the order in which the theses were first put forward.
    """
    found: dict[str, SparRecord] = {}
    for one in records:
        found[" ".join(one.thesis.casefold().split())] = one
    return list(found.values())


def changes(before: SparRecord, after: SparRecord) -> Iterator[ThesisChange]:
    """The claims of a match that end otherwise than before, each with the quotation that changed it."""
    for old, new in zip(before.claims, after.claims, strict=True):
        ended, ends = old.outcome, new.outcome
        if (ended.state, ended.condition) != (ends.state, ends.condition):
            yield ThesisChange(after.id, new.id, new.text, ended, ends, _changer(old, new))


def _changer(old: SparClaim, new: SparClaim) -> Evidence | None:
    """The first new quotation on the side that gained; on the other one where that side has none."""
    gained, other = _fresh(old.support, new.support), _fresh(_attacking(old), _attacking(new))
    if new.outcome.strength < old.outcome.strength or new.outcome.state == "narrowed":
        gained, other = other, gained
    return next(iter([*gained, *other]), None)


def _attacking(claim: SparClaim) -> list[Evidence]:
    return [attack.evidence for attack in claim.attacks if attack.evidence]


def _fresh(old: Sequence[Evidence], new: Sequence[Evidence]) -> list[Evidence]:
    known = {(one.source, one.quote) for one in old}
    return [one for one in new if (one.source, one.quote) not in known]
