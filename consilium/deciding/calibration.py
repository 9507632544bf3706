"""Confidence that means what it says: from a margin of votes to a probability, learnt from labels.

With few labels Platt's line (Platt 1999), held towards the slope n_eff/n that correlated members deserve; with many
a rate for each pattern of agreement; with none the share of the vote, marked uncalibrated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from consilium.deciding.diversity import effective_votes
from consilium.deciding.learning.ballots import Ballots, Floats
from consilium.deciding.learning.settling import chosen
from consilium.types.verdict import ConfidenceBasis

_MANY: Final = 1000
"""Labels from which on patterns of agreement have rates of their own."""
_HELD: Final = 20.0
"""Labels' worth of belief in Platt's line within a pattern."""
_SLOPE_TRUST: Final = 8.0
_STEPS: Final = 30


@dataclass(frozen=True, slots=True)
class Calibrated:
    """From margins to probabilities.

    Args:
        labels: that it was learnt from.
        slope: of Platt's line.
        level: of Platt's line at no margin.
        rates: probability by sizes of the camps, largest first; empty while labels are few.
    """

    labels: int = 0
    slope: float = 1.0
    level: float = 0.0
    rates: Mapping[str, float] = field(default_factory=dict)

    @property
    def basis(self) -> ConfidenceBasis:
        """What the confidence rests on."""
        if not self.labels:
            return ConfidenceBasis()
        return ConfidenceBasis("partition" if self.rates else "platt", self.labels)

    def slots(self, cast: Ballots, scores: Floats) -> Floats:
        """(N, M + 1) the probability of the best-scored slot, in every slot of its row."""
        if not self.labels:
            sizes = cast.votes.sum(2)
            return np.asarray(sizes / np.maximum(1, sizes.sum(1, keepdims=True)))
        sure = _sigmoid(self.slope * _margin(cast, scores) + self.level)
        if self.rates:
            sure = np.array([self.rates.get(key, one) for key, one in zip(patterns(cast), sure, strict=True)])
        return np.repeat(sure[:, None], scores.shape[1], axis=1)


def calibrate(cast: Ballots, scores: Floats) -> Calibrated:
    """The confidence that labelled rows show for these scores.

    Args:
        cast: the rows' ballots; those without gold are passed over.
        scores: (N, M + 1) that decide.
    """
    known = np.array([row.gold is not None for row in cast.rows], dtype=bool) & cast.held.any(1)
    labels = int(known.sum())
    if not labels:
        return Calibrated()
    right = (chosen(cast, scores) == cast.right())[known].astype(float)
    margin = _margin(cast, scores)[known]
    slope, level = _line(margin, right, effective_votes(cast) / cast.codes.shape[1])
    line = _sigmoid(slope * margin + level)
    rates: dict[str, float] = {}
    if labels >= _MANY:
        keys = np.array(patterns(cast))[known]
        for key in sorted(set(keys.tolist())):
            here = keys == key
            rates[key] = float((right[here].sum() + _HELD * line[here].mean()) / (here.sum() + _HELD))
    return Calibrated(labels, slope, level, rates)


def patterns(cast: Ballots) -> list[str]:
    """Sizes of each row's camps, largest first: 2-1-1 of four members."""
    sizes = -np.sort(-cast.votes[:, :-1, :].sum(2), axis=1).astype(int)
    return ["-".join(str(size) for size in row if size) for row in sizes.tolist()]


def _margin(cast: Ballots, scores: Floats) -> Floats:
    """(N,) by how much the best-scored candidate leads the next."""
    held = np.where(cast.held, scores[:, :-1], 0.0)
    ordered = -np.sort(-held, axis=1)
    return np.asarray(ordered[:, 0] - ordered[:, 1]) if ordered.shape[1] > 1 else np.asarray(ordered[:, 0])


def _line(margin: Floats, right: Floats, slope: float) -> tuple[float, float]:
    """Slope and level that are most likely, the slope held towards what is believed before."""
    columns = np.stack([margin, np.ones_like(margin)], axis=1)
    mean, precision = np.array([slope, 0.0]), np.array([_SLOPE_TRUST, 0.1])
    at = mean.copy()
    for _ in range(_STEPS):
        sure = _sigmoid(columns @ at)
        slope_of = columns.T @ (sure - right) + precision * (at - mean)
        bend = (columns * (sure * (1 - sure))[:, None]).T @ columns + np.diag(precision)
        at = at - np.linalg.solve(bend, slope_of)
    return float(at[0]), float(at[1])


def _sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))
