"""What could not be used, and what nobody could answer: counted, and told row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consilium.evaluation.casting import Cast
from consilium.evaluation.rows import Fault

Trouble = Literal["no_reply", "unreadable", "no_gold", "unknown_gold", "nobody"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Something missing in one row; ``member`` is empty where it concerns the whole row.

    ``told`` is what stands there instead, where anything does.
    """

    id: str
    trouble: Trouble
    member: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A file of rows, counted.

    Args:
        rows: that are used.
        faults: lines that are not, each with its reason.
        kinds: of the questions, with how many there are of each.
        spots: everything that is missing in rows that are used.
        silent: members without a reply to any row.
    """

    rows: int
    faults: tuple[Fault, ...]
    kinds: dict[str, int]
    spots: tuple[Spot, ...]
    silent: tuple[str, ...] = ()

    def number(self, trouble: Trouble) -> int:
        """How many there are of one trouble."""
        return sum(spot.trouble == trouble for spot in self.spots)


def counted(rows: Sequence[Cast], faults: Sequence[Fault]) -> Count:
    """Everything that is missing in these rows."""
    kinds: dict[str, int] = {}
    for one in rows:
        kinds[one.row.question.kind] = kinds.get(one.row.question.kind, 0) + 1
    spots = tuple(spot for one in rows for spot in _spots(one))
    missing = Counter(spot.member for spot in spots if spot.trouble == "no_reply")
    silent = tuple(sorted(member for member, times in missing.items() if times == len(rows)))
    return Count(len(rows), tuple(faults), dict(sorted(kinds.items())), spots, silent)


def _spots(one: Cast) -> list[Spot]:
    found = []
    for opinion in one.opinions:
        if opinion.position is None:
            missing = not (one.row.responses.get(opinion.member) or "").strip()
            found.append(Spot(one.row.id, "no_reply" if missing else "unreadable", opinion.member))
    if one.row.unread_gold:
        found.append(Spot(one.row.id, "unknown_gold", told=one.row.unread_gold))
    elif one.ballot.gold is None:
        found.append(Spot(one.row.id, "no_gold"))
    if all(opinion.position is None for opinion in one.opinions):
        found.append(Spot(one.row.id, "nobody"))
    return found
