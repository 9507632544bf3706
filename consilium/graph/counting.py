"""The ledger of a run as its steps see it: who counts as one voice, and what was there to be cited."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.argument.ledger import Bench, Ledger, build_ledger
from consilium.graph.context import Context
from consilium.graph.state import State, critiques, evidence, question
from consilium.types.opinion import Opinion

_EXPERTS = "experts"


def bench(state: State, context: Context) -> Bench:
    """Models of one vendor are one voice, and so are all experts without a model: they read the same sources."""
    cards = sorted((name, member.card) for name, member in context.members.items())
    voices = tuple((name, _EXPERTS if card.expert else card.voice) for name, card in cards)
    return Bench(voices, evidence(state), question(state).language)


def ledger(state: State, context: Context, opinions: Sequence[Opinion]) -> Ledger:
    """The ledger of some opinions under all critiques so far."""
    return build_ledger(opinions, critiques(state), bench(state, context))
