"""Fitting a conditional logit: which of a row's candidates is right, from columns that describe each.

McFadden (1974), Conditional logit analysis of qualitative choice behavior. Every coefficient has a normal prior;
how tight it is for a group of coefficients is read from the labels themselves by evidence maximisation (MacKay
1992, Bayesian interpolation), so that few labels leave the plain vote and many move away from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilium.deciding.learning.ballots import Bools, Floats, Ints

_STEPS: Final = 12
_SETTLED: Final = 1e-5
_SMALLEST_STEP: Final = 1e-3
_LOOSEST, _TIGHTEST = 0.05, 1e5


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed of a group of coefficients before any label.

    Args:
        where: the group's columns.
        mean: of each of its coefficients, or of all alike.
        precision: one over their variance at first.
        trust: with how many coefficients' worth of weight the first precision is held.
    """

    where: slice
    mean: Floats | float
    precision: float
    trust: float


@dataclass(frozen=True, slots=True)
class Choices:
    """Labelled rows to fit on: R slots of N rows, one row's slots behind another's.

    Args:
        columns: (R, D) of each slot.
        start: (R,) what speaks for a slot before any column.
        first: (N,) where each row's slots begin.
        right: (N,) the right slot of each row, counted over all.
    """

    columns: Floats
    start: Floats
    first: Ints
    right: Ints

    @property
    def sizes(self) -> Ints:
        """(N,) how many slots each row has."""
        return np.diff(np.append(self.first, len(self.start)))

    def only(self, count: int) -> Choices:
        """The same with the first columns alone."""
        return Choices(np.ascontiguousarray(self.columns[:, :count]), self.start, self.first, self.right)


def choices_of(columns: Floats, start: Floats, open_: Bools, right: Ints) -> Choices:
    """Slots that stand for something, from (N, C, D) columns, (N, C) starts and (N,) right slots."""
    sizes = open_.sum(1)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int) if len(sizes) else np.zeros(0, dtype=int)
    before = np.cumsum(open_, axis=1) - 1
    return Choices(columns[open_], start[open_], first, first + before[np.arange(len(right)), right])


def fitted(choices: Choices, priors: Sequence[Prior], *, updates: int = 3) -> Floats:
    """The coefficients (D,) that are most likely, each group as tightly held as the labels show.

    Args:
        choices: the labelled rows; none give the priors' means.
        priors: one for each group; together they cover every column.
        updates: how often the tightness is read again from the labels.
    """
    size = choices.columns.shape[1]
    mean, precision = np.zeros(size), np.ones(size)
    for prior in priors:
        mean[prior.where], precision[prior.where] = prior.mean, prior.precision
    if not len(choices.right):
        return mean
    found, curvature = _newton(choices, mean, mean, precision)
    for _ in range(updates):
        spread = np.diag(np.linalg.inv(curvature))
        for prior in priors:
            precision[prior.where] = _tightness(prior, found[prior.where], spread[prior.where], precision[prior.where])
        found, curvature = _newton(choices, found, mean, precision)
    return found


def evidence(choices: Choices, mean: Floats, precision: Floats) -> float:
    """Log of how likely the labels are under a prior, by Laplace's approximation."""
    found, curvature = _newton(choices, mean, mean, precision)
    volume = float(np.log(precision).sum() - np.linalg.slogdet(curvature)[1]) / 2
    return volume - _loss(choices, found, mean, precision)


def chances(utilities: Floats) -> Floats:
    """(N, C) the probability that each slot is right."""
    raised = np.exp(utilities - utilities.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def _tightness(prior: Prior, found: Floats, spread: Floats, precision: Floats) -> float:
    told = float((1 - precision * spread).sum())
    moved = float(((found - prior.mean) ** 2).sum())
    value = (told + prior.trust) / (moved + prior.trust / prior.precision)
    return float(np.clip(value, _LOOSEST, _TIGHTEST))


def _newton(choices: Choices, at: Floats, mean: Floats, precision: Floats) -> tuple[Floats, Floats]:
    """The most likely coefficients from ``at`` on, and the curvature there."""
    value, curvature = _loss(choices, at, mean, precision), np.eye(len(at))
    for _ in range(_STEPS):
        chance = _shares(choices, choices.columns @ at + choices.start)
        missed = chance.copy()
        missed[choices.right] -= 1
        slope = missed @ choices.columns + precision * (at - mean)
        curvature = _curvature(choices, chance, precision)
        step, share = np.linalg.solve(curvature, slope), 1.0
        after = _loss(choices, at - step, mean, precision)
        while after > value and share > _SMALLEST_STEP:
            share /= 2
            after = _loss(choices, at - share * step, mean, precision)
        if after > value:
            break
        at, gained, value = at - share * step, value - after, after
        if gained < _SETTLED * max(1.0, abs(value)):
            break
    return at, curvature


def _loss(choices: Choices, at: Floats, mean: Floats, precision: Floats) -> float:
    utilities = choices.columns @ at + choices.start
    highest = np.maximum.reduceat(utilities, choices.first)
    raised = np.exp(utilities - np.repeat(highest, choices.sizes))
    whole = highest + np.log(np.add.reduceat(raised, choices.first))
    return float((whole - utilities[choices.right]).sum() + 0.5 * (precision * (at - mean) ** 2).sum())


def _shares(choices: Choices, utilities: Floats) -> Floats:
    highest = np.maximum.reduceat(utilities, choices.first)
    raised = np.exp(utilities - np.repeat(highest, choices.sizes))
    return np.asarray(raised / np.repeat(np.add.reduceat(raised, choices.first), choices.sizes))


def _curvature(choices: Choices, chance: Floats, precision: Floats) -> Floats:
    weighted = choices.columns * np.sqrt(chance)[:, None]
    centre = np.add.reduceat(choices.columns * chance[:, None], choices.first, axis=0)
    return np.asarray(weighted.T @ weighted - centre.T @ centre + np.diag(precision))
