"""Draws that make worlds differ."""

from __future__ import annotations

import random


def happens(dice: random.Random, share: float) -> bool:
    """Whether something that happens in this share of cases happens now."""
    return dice.random() < share
