"""How two claims stand to one another: the same, contrary, otherwise of somebody else, or apart."""

from __future__ import annotations

from consilium.argument.comparison import Ground, Relation, compare
from consilium.argument.grouping import groups
from consilium.argument.reading.sense import sense_of
from consilium.types.opinion import Claim

__all__ = ["Ground", "Relation", "groups", "relation", "why"]


def relation(one: Claim, other: Claim) -> Relation:
    """How two claims stand to one another; symmetric, and only what is certain is called the same or contrary."""
    return compare(sense_of(one.text, one.says), sense_of(other.text, other.says))[0]


def why(one: Claim, other: Claim) -> tuple[Ground, ...]:
    """The rules that decided how two claims stand to one another, in the order they were asked."""
    return compare(sense_of(one.text, one.says), sense_of(other.text, other.says))[1]
