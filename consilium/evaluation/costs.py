"""What a member's answer costs, as far as the rows or the price table tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from consilium.evaluation.rows import LabelledRow
from consilium.models.prices import cost_of, price_of
from consilium.types.request import Usage

CostUnit = Literal["usd", "calls"]


@dataclass(frozen=True, slots=True)
class Costs:
    """The mean cost of each member's answer.

    Args:
        unit: dollars where every member's are known, else each answer counts one.
        mean: by member.
    """

    unit: CostUnit
    mean: Mapping[str, float]

    def of(self, row: LabelledRow, member: str) -> float:
        """What one answer cost; the member's mean where its row does not tell."""
        if self.unit == "calls":
            return 1.0
        paid = _paid(row.usage.get(member), member)
        return self.mean[member] if paid is None else paid


def costs_of(rows: Sequence[LabelledRow], members: Sequence[str]) -> Costs:
    """The costs that recorded usage shows, priced by the shipped table where no dollars were recorded."""
    mean = {}
    for member in members:
        told = [paid for row in rows if (paid := _paid(row.usage.get(member), member)) is not None]
        if not told:
            return Costs("calls", dict.fromkeys(members, 1.0))
        mean[member] = sum(told) / len(told)
    return Costs("usd", mean) if any(mean.values()) else Costs("calls", dict.fromkeys(members, 1.0))


def _paid(usage: Usage | None, member: str) -> float | None:
    if usage is None:
        return None
    # Rows that tell no dollars read as none: what is free is not told from what is unknown.
    return usage.cost_usd or cost_of(price_of(member), usage)
