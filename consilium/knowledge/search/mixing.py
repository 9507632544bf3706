"""Making one list of what was scored: languages by their quota, no source above its share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from consilium.knowledge.search.scoring import Scored

_OWN_IN_TURN = 3
"""How many passages in the query's language come for each one in the other, from the top."""


_CLEARLY = 1.5
"""How many times as much of the question a passage in the other language must name to go before all in its own."""


def mixed(scored: Sequence[Scored], russian: bool, own: int = _OWN_IN_TURN) -> list[Scored]:
    """Passages of both languages in turns, each language in its own order.

    Scores of two languages cannot be compared: a passage in the other one is found by translated names
    only. So neither may crowd the other out. Where the own language names far less of the question than the
    other, its passages are likely on something else, and a turn of the other's goes first.
    """
    mine = [one for one in scored if one.russian == russian]
    others = [one for one in scored if one.russian != russian]
    turns: list[Scored] = []
    if mine and others and others[0].covers >= _CLEARLY * max(one.covers for one in mine[:own]):
        turns, others = others[:own], others[own:]
    while mine and others:
        turns += mine[:own]
        turns.append(others[0])
        mine, others = mine[own:], others[1:]
    return [*turns, *mine, *others]


def spread(ranked: Sequence[Scored], share: int) -> list[Scored]:
    """The same passages, those above their source's share behind the rest.

    Args:
        ranked: best first.
        share: how many passages of one source stand in front at most.
    """
    taken: Counter[int] = Counter()
    first: list[Scored] = []
    rest: list[Scored] = []
    for one in ranked:
        (first if taken[one.source] < share else rest).append(one)
        taken[one.source] += 1
    return [*first, *rest]
