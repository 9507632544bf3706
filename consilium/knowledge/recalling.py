"""Which earlier questions are about the same thing as a new one, in either language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from consilium.knowledge.quotes.topics import topics

LIKE: Final = 0.35
"""Least likeness of questions that are about one thing; the cosine of their ideas, rare ideas weighing more."""

_LEAST_SHARED: Final = 2


def likeness(question: str, earlier: Sequence[str]) -> list[float]:
    """How like each earlier question is to this one, from 0 to 1; 0 where they share fewer than two ideas.

    Ideas are stems, or concepts that Russian and English share; each weighs by how rare it is among the
    questions, as in tf-idf (Spärck Jones, 1972).

    >>> likeness("Does caffeine raise VO2max?", ["Повышает ли кофеин МПК?", "Is creatine safe?"])[1]
    0.0
    """
    asked = _ideas(question)
    others = [_ideas(one) for one in earlier]
    counts = Counter(idea for ideas in (asked, *others) for idea in ideas)
    weights = {idea: 1.0 + math.log((1 + len(others)) / count) for idea, count in counts.items()}
    return [_cosine(asked, ideas, weights) for ideas in others]


@lru_cache(maxsize=4096)
def _ideas(question: str) -> frozenset[str]:
    # Every question of a home is held against the same earlier ones.
    return topics(question)


def _cosine(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = one & other
    if len(shared) < min(_LEAST_SHARED, len(one), len(other)) or not shared:
        return 0.0
    both = math.sqrt(_mass(one, weights) * _mass(other, weights))
    return _mass(shared, weights) / both


def _mass(ideas: frozenset[str], weights: Mapping[str, float]) -> float:
    # Summed in one order: sets come in another in every process, and sums of floats differ with it.
    return sum(weights[idea] ** 2 for idea in sorted(ideas))
