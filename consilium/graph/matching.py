"""Positions that rules could not bring together, shown to a model on this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from consilium.graph.context import Context, brief
from consilium.graph.state import State, question
from consilium.graph.voting import heard
from consilium.types.opinion import Opinion

MOST_ASKED: Final = 6
"""Comparisons in one run: each is a call; the positions with most voters come first."""

_WORDED: Final = frozenset({"number", "expression"})
"""Kinds whose positions have several spellings."""


async def matched(state: State, context: Context) -> Mapping[str, str]:
    """For each position the one that it comes to the same as, beside what earlier rounds have found."""
    found = dict(state.get("same", {}))
    if context.matcher is None or question(state).kind not in _WORDED or context.cut.is_set():
        return found
    said = [one for one in heard(state, context) if one.position is not None]
    heads: list[str] = []
    left = MOST_ASKED
    for position in _by_voters(said):
        for head in heads:
            if not left:
                break
            left -= 1
            private = any(one.private for one in said if one.position in {head, position})
            if await context.matcher.same(brief(state), head, position, private=private):
                # What came to the same as this one in an earlier round goes with it.
                found = {one: head if other == position else other for one, other in found.items()} | {position: head}
                break
        else:
            heads.append(position)
    return found


def _by_voters(said: Sequence[Opinion]) -> list[str]:
    """The positions, those with most voters first; by name where they have as many."""
    held = [one.position for one in said if one.position is not None]
    return sorted(set(held), key=lambda position: (-held.count(position), position))
