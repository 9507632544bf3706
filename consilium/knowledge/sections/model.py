"""A linear-chain model of the parts of an abstract: the best sequence of roles, not the best role for each.

Conditional random fields are due to Lafferty, McCallum and Pereira, "Conditional random fields" (ICML 2001), the
search for the best sequence to Viterbi (1967).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from consilium.knowledge.sections.features import features
from consilium.types.source import SectionLabel

LABELS: tuple[SectionLabel, ...] = ("BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS")

Unit = Literal["parts", "sentences"]
"""What is labelled: an abstract's sections, or its single sentences."""

FORBIDDEN = -1e6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chain:
    """Fitted coefficients; K is ``len(LABELS)``.

    Args:
        weights: of each feature for each label, columns × K.
        moves: from one label to the next, K × K.
        first: of each label for the first part, K.
        last: for the last, K.
    """

    weights: Floats
    moves: Floats
    first: Floats
    last: Floats

    def labels(self, texts: Sequence[str], known: Sequence[SectionLabel]) -> list[SectionLabel]:
        """The most probable sequence of labels.

        Args:
            texts: the parts in order.
            known: a label that a part is known to have, empty where it is not; as long as ``texts``.
        """
        scores = np.array([self._scores(texts, at) for at in range(len(texts))])
        for at, label in enumerate(known):
            if label:
                scores[at, [other != label for other in LABELS]] += FORBIDDEN
        return [LABELS[at] for at in best_path(scores, self)] if texts else []

    def _scores(self, texts: Sequence[str], at: int) -> Floats:
        """K scores of one part."""
        found = features(texts, at)
        columns = np.fromiter(found.keys(), dtype=np.int64, count=len(found))
        values = np.fromiter(found.values(), dtype=np.float64, count=len(found))
        scores: Floats = values @ self.weights[columns]
        return scores


def best_path(scores: Floats, chain: Chain) -> list[int]:
    """The best sequence of label numbers.

    Args:
        scores: parts × K, at least one part.
        chain: for the moves between parts and the two ends.
    """
    best = chain.first + scores[0]
    came_from: list[NDArray[np.intp]] = []
    for row in scores[1:]:
        through = best[:, None] + chain.moves
        came_from.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int((best + chain.last).argmax())]
    for step in reversed(came_from):
        path.append(int(step[path[-1]]))
    return path[::-1]


@cache
def fitted(unit: Unit) -> Chain:
    """The shipped coefficients (see ``NOTICE.md`` beside for what they were fitted on)."""
    data = files("consilium.knowledge.sections").joinpath("coefficients.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as kept:
        weights = kept[f"{unit}_weights"].astype(np.float64) * float(kept[f"{unit}_step"])
        moves, first, last = (kept[f"{unit}_{name}"].astype(np.float64) for name in ("moves", "first", "last"))
    return Chain(weights, moves, first, last)
