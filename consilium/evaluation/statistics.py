"""Figures of an evaluation: intervals, paired tests, calibration, and what is lost by answering more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

RESAMPLES: Final = 2_000
_SEED: Final = 20_261
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """A share and the interval that holds it with 95 % confidence; all in [-1, 1]."""

    value: float
    low: float
    high: float


def bootstrap(values: Sequence[float] | Floats, resamples: int = RESAMPLES) -> Interval:
    """The mean of some values and its percentile bootstrap interval; the same values give the same interval.

    Efron 1979, "Bootstrap Methods: Another Look at the Jackknife".

    Args:
        values: one a question: right or wrong, or the difference of two methods.
        resamples: how many samples are drawn.

    Raises:
        ValueError: there are no values.
    """
    told = np.asarray(values, dtype=np.float64)
    if not told.size:
        message = "no values to resample"
        raise ValueError(message)
    chance = np.random.default_rng(_SEED)
    # Drawn in rows of counts: a matrix of indices would not fit for many thousand questions.
    means = np.array([told[chance.integers(0, told.size, told.size)].mean() for _ in range(resamples)])
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(told.mean()), float(low), float(high))


def mcnemar(one: Sequence[bool] | Bools, other: Sequence[bool] | Bools) -> float:
    """The two-sided exact p that two methods, right on these questions, are equally good.

    McNemar 1947, "Note on the sampling error of the difference between correlated proportions", in its exact form.
    """
    first, second = np.asarray(one, dtype=bool), np.asarray(other, dtype=bool)
    won, lost = int((first & ~second).sum()), int((~first & second).sum())
    told = won + lost
    if not told:
        return 1.0
    tail = sum(math.exp(_log_choose(told, count) - told * math.log(2)) for count in range(min(won, lost) + 1))
    return min(1.0, 2 * tail)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about one confidence: their number, mean confidence and share of right ones."""

    count: int
    confidence: float
    accuracy: float


def reliability(confidence: Sequence[float] | Floats, right: Sequence[bool] | Bools, bins: int = BINS) -> list[Bin]:
    """Bins of equal width over [0, 1]; empty ones are left out."""
    sure, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    places = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        Bin(int(here.sum()), float(sure[here].mean()), float(hit[here].mean()))
        for place in range(bins)
        if (here := places == place).any()
    ]


def calibration_error(confidence: Sequence[float] | Floats, right: Sequence[bool] | Bools, bins: int = BINS) -> float:
    """The expected calibration error over bins of equal width, in [0, 1].

    Naeini et al. 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    told = reliability(confidence, right, bins)
    total = sum(one.count for one in told)
    return sum(one.count * abs(one.confidence - one.accuracy) for one in told) / total if total else 0.0


def auroc(confidence: Sequence[float] | Floats, right: Sequence[bool] | Bools) -> float:
    """The chance that a right answer has more confidence than a wrong one, ties counting half; 0.5 without both."""
    sure, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=bool)
    good, bad = int(hit.sum()), int((~hit).sum())
    if not good or not bad:
        return 0.5
    _, inverse, counts = np.unique(sure, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[inverse]
    return float((ranks[hit].sum() - good * (good + 1) / 2) / (good * bad))


def risk_coverage(confidence: Sequence[float] | Floats, right: Sequence[bool] | Bools) -> list[tuple[float, float]]:
    """Share of questions answered, and the share of these that is wrong: a point for each confidence, surest first."""
    sure, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    order = np.argsort(-sure, kind="stable")
    wrong = np.cumsum(1 - hit[order])
    answered = np.arange(1, sure.size + 1)
    ends = np.append(sure[order][1:] != sure[order][:-1], True) if sure.size else np.array([], dtype=bool)
    return [(float(n / sure.size), float(bad / n)) for n, bad in zip(answered[ends], wrong[ends], strict=True)]
