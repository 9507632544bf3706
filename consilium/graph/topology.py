"""Who criticises whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consilium.graph.context import Context, Topology
from consilium.graph.state import State, opinions
from consilium.types.opaque import shuffled
from consilium.types.opinion import Opinion


def debaters(state: State, context: Context) -> dict[str, Opinion]:
    """Members that can take part in a round of critique, with their latest opinions."""
    return {
        opinion.member: opinion
        for opinion in opinions(state)
        if not opinion.abstained and opinion.member in context.members and context.members[opinion.member].card.debates
    }


def pairs(state: State, context: Context) -> list[tuple[str, str]]:
    """(critic, target) pairs of the coming round.

    Nobody reads its own answer, and an answer written from private notes is read on this machine
    only.
    """
    voices = debaters(state, context)
    ring = shuffled(state["secret"], f"ring/{state['round']}", sorted(voices))
    return [
        (critic, target)
        for critic, target in _links(ring, context.topology, context.readers)
        if context.members[critic].card.local or not voices[target].private
    ]


def _links(ring: list[str], topology: Topology, readers: int) -> Iterator[tuple[str, str]]:
    """Each member reads the next one (ring), the next ``readers`` (sparse) or everyone (all)."""
    reach: Mapping[Topology, int] = {"ring": 1, "sparse": readers, "all": len(ring) - 1}
    for place, critic in enumerate(ring):
        for step in range(1, min(reach[topology], len(ring) - 1) + 1):
            yield critic, ring[(place + step) % len(ring)]
