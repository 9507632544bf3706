"""How much of the evidence one member reads: as much as its window and its price allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consilium.knowledge.packing import HEAD_TOKENS
from consilium.models.tokens import likely_tokens
from consilium.protocols import Brief
from consilium.types.evidence import Passage


@dataclass(frozen=True, slots=True)
class Packed:
    """A brief with the evidence that fits, and what of it was left out."""

    brief: Brief
    left_out: tuple[Passage, ...]
    tokens: int


def packed(brief: Brief, budget: int) -> Packed:
    """The brief with its evidence cut to a number of tokens.

    The evidence keeps its order and is cut behind the last passage that fits, so that the prompts of
    two members differ in how far they go and not in what they begin with.
    """
    taken, tokens = _fitting(brief.evidence, budget)
    return Packed(replace(brief, evidence=brief.evidence[:taken]), brief.evidence[taken:], tokens)


def _fitting(passages: Sequence[Passage], budget: int) -> tuple[int, int]:
    """How many passages fit, and their tokens."""
    used = 0
    for number, passage in enumerate(passages):
        cost = HEAD_TOKENS + likely_tokens(passage.text)
        if used + cost > budget:
            return number, used
        used += cost
    return len(passages), used
