"""What one statement says, taken apart: of what, about what, which way, how much, for whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilium.types.frame import Direction

ClaimKind = Literal["finding", "mechanism", "limitation", "recommendation", "comparison", "definition"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement's parts, in the words they were stated in; empty where it does not say.

    Members fill them in; what they leave out is read from the sentence by rules.

    Args:
        kind: what kind of statement it is.
        subject: what was done or is spoken of.
        outcome: what was looked at.
        direction: what became of the outcome.
        magnitude: size of the change; None where none is given.
        unit: of the magnitude.
        population: whom it holds for.
        condition: when it holds: dose, duration, setting.
    """

    kind: ClaimKind = "finding"
    subject: str = ""
    outcome: str = ""
    direction: Direction | Literal[""] = ""
    magnitude: float | None = None
    unit: str = ""
    population: str = ""
    condition: str = ""


UNSAID = Statement()
"""A statement of which nothing is known."""
