"""Whom to ask: everybody at once, or one after another where the decider has learnt in which order."""

from __future__ import annotations

from consilium.graph.context import Context
from consilium.graph.state import State, opinions, question


def asked_first(state: State, context: Context) -> list[str]:
    """Who answers first: an open question is everybody's, and experts without a model cost nothing."""
    everybody = sorted(context.members)
    if context.asking is None or question(state).kind == "open":
        return everybody
    experts = [name for name in everybody if context.members[name].card.expert]
    return sorted([*experts, *_next(context, set(), 0.0, context.quorum)])


def asked_further(state: State, context: Context, confidence: float) -> list[str]:
    """Who is asked beside those that have answered, while they are too few or not sure enough.

    Args:
        state: the run's state.
        context: the company, and its order.
        confidence: in the answer so far.
    """
    if context.asking is None or question(state).kind == "open":
        return []
    said = opinions(state)
    answered = sum(not one.abstained and not context.members[one.member].card.expert for one in said)
    lacking = context.quorum - answered
    return _next(context, {one.member for one in said}, 0.0 if lacking > 0 else confidence, lacking)


def _next(context: Context, asked: set[str], confidence: float, lacking: int) -> list[str]:
    """The next members in order: one, or as many as the quorum lacks."""
    found: list[str] = []
    models = [name for name, member in context.members.items() if not member.card.expert]
    while context.asking is not None and len(found) < max(1, lacking):
        one = context.asking.next_member({*asked, *found}, models, confidence)
        if one is None:
            break
        found.append(one)
    return found
