"""Nearness of meaning beside the score of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consilium.knowledge.search.scoring import Scored

_WEIGHT = 0.5
_HALF_AT = 10


def lifted(scored: Sequence[Scored], near: Sequence[int]) -> list[Scored]:
    """Passages with what their place among the nearest adds, best first.

    Cosines of different embedders lie in different ranges, so only the place counts, as in reciprocal rank
    fusion (Cormack, Clarke and Buettcher, 2009): half the best score for the nearest, half of that at the
    eleventh place.

    Args:
        scored: by words, best first.
        near: keys by meaning, nearest first; may be empty.
    """
    if not scored or not near:
        return list(scored)
    unit = _WEIGHT * max(scored[0].score, 1.0)
    places = {key: place for place, key in enumerate(near)}
    fused = [
        replace(one, score=one.score + unit * _HALF_AT / (_HALF_AT + places[one.key])) if one.key in places else one
        for one in scored
    ]
    return sorted(fused, key=lambda one: (-one.score, one.key))
