"""Gradual semantics: what arguments for and against a statement leave of its base score.

All scores are in [0, 1]; both functions grow with support and fall with attack.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, prod


def together(strengths: Iterable[float]) -> float:
    """What several arguments on one side come to: the probabilistic sum, whatever their order.

    >>> round(together([0.5, 0.5]), 2), together([])
    (0.75, 0.0)
    """
    return 1.0 - prod(1.0 - one for one in sorted(strengths))


def df_quad(base: float, support: float, attack: float) -> float:
    """Discontinuity-free quantitative argumentation.

    Rago, Toni, Aurisicchio, Baroni 2016, "Discontinuity-Free Decision Support with Quantitative Argumentation
    Debates".

    Args:
        base: the score without any argument.
        support: what all arguments for it come to.
        attack: what all arguments against it come to.
    """
    if attack >= support:
        return base - base * (attack - support)
    return base + (1.0 - base) * (support - attack)


def quadratic_energy(base: float, supports: Iterable[float], attacks: Iterable[float]) -> float:
    """The quadratic energy model, in which many weak arguments add up and no argument annihilates.

    Potyka 2018, "Continuous Dynamical Systems for Weighted Bipolar Argumentation".
    """
    energy = fsum(sorted(supports)) - fsum(sorted(attacks))
    return base - base * _impact(-energy) + (1.0 - base) * _impact(energy)


def _impact(energy: float) -> float:
    square = max(0.0, energy) ** 2
    return square / (1.0 + square)
