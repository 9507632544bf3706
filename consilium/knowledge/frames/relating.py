"""How findings on the same intervention and outcome stand to one another."""

from __future__ import annotations

from consilium.types.frame import Frame


def same_matter(one: Frame, other: Frame) -> bool:
    """Whether two findings are on the same intervention and outcome."""
    return (one.intervention, one.outcome) == (other.intervention, other.outcome)


def attacks(one: Frame, other: Frame) -> bool:
    """Whether two findings on one matter cannot both hold in general: other directions, neither of them mixed."""
    return (
        same_matter(one, other) and one.direction != other.direction and "mixed" not in {one.direction, other.direction}
    )


def supports(one: Frame, other: Frame) -> bool:
    """Whether two findings on one matter go the same way."""
    return same_matter(one, other) and one.direction == other.direction != "mixed"
