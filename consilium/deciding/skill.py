"""How often each member was right, held towards the panel's mean while labels are few."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.deciding.learning.rows import Labelled, labelled

_HELD = 4.0
"""Labels' worth of belief that a member is like the rest of the panel."""
_UNKNOWN = 0.5


def skills(rows: Sequence[Labelled], members: Sequence[str]) -> tuple[float, ...]:
    """Each member's share of right answers, shrunk; an abstention is not right, and no label tells nothing."""
    known = labelled(rows)
    hits = [sum(row.answers.get(member) == row.gold for row in known) for member in members]
    mean = (sum(hits) + _UNKNOWN) / (len(known) * len(members) + 1)
    return tuple((hit + _HELD * mean) / (len(known) + _HELD) for hit in hits)
