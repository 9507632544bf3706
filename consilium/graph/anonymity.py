"""How a reader sees its colleagues: letters in its own order, no names."""

from __future__ import annotations

from string import ascii_uppercase

from consilium.graph.state import State
from consilium.protocols import Colleague
from consilium.types.opaque import shuffled
from consilium.types.opinion import Opinion


def colleagues(state: State, reader: str, others: dict[str, Opinion]) -> dict[str, Colleague]:
    """Other members' opinions under letters; every reader and round has its own permutation."""
    order = shuffled(state["secret"], f"{reader}/{state['round']}", sorted(name for name in others if name != reader))
    return {name: Colleague(_letter(place), others[name]) for place, name in enumerate(order)}


def _letter(place: int) -> str:
    """``A`` … ``Z``, ``AA`` …: panels have few members, but nobody should run out of letters."""
    rounds, rest = divmod(place, len(ascii_uppercase))
    return (_letter(rounds - 1) if rounds else "") + ascii_uppercase[rest]
