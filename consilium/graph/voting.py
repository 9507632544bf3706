"""Whose position counts: models vote; experts without a model only where no model answered."""

from __future__ import annotations

from dataclasses import replace

from consilium.deciding.aligning import aligned
from consilium.graph.context import Context
from consilium.graph.state import State, opinions, question
from consilium.types.opinion import Opinion


def heard(state: State, context: Context, up_to: int | None = None) -> list[Opinion]:
    """Each member's latest opinion; beside a model that answered, an expert's opinion is testimony without a position.

    Args:
        state: the run's state.
        context: tells experts from models.
        up_to: the last round that counts; None counts all.
    """
    asked, instead = question(state), state.get("same", {})
    said = [
        replace(one, position=instead[one.position]) if one.position in instead else one
        for one in aligned(asked.kind, opinions(state, up_to), tolerance=asked.tolerance)
    ]
    experts = {name for name, member in context.members.items() if member.card.expert}
    if all(opinion.abstained or opinion.member in experts for opinion in said):
        return said
    return [replace(one, position=None, confidence=0.0) if one.member in experts else one for one in said]
