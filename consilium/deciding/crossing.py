"""Confidences that a decider gives to rows it did not learn from, for every labelled row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.learning.settling import RowDecider

Fit = Callable[[Sequence[Labelled], Sequence[str]], RowDecider]


def crossed(fit: Fit, rows: Sequence[Labelled], members: Sequence[str], folds: int = 5) -> list[Decision]:
    """Each row's decision by a decider fitted on the other folds; a row's fold follows from its question.

    Args:
        fit: makes a decider.
        rows: to learn from and to decide, in turn.
        members: of the panel.
        folds: how many parts the rows fall into; a question that stands twice is in one part.
    """
    part = [fold(row, folds) for row in rows]
    found: dict[int, Decision] = {}
    for here in range(folds):
        asked = [at for at, one in enumerate(part) if one == here]
        if not asked:
            continue
        decider = fit([row for row, one in zip(rows, part, strict=True) if one != here], members)
        blind = [replace(rows[at], gold=None) for at in asked]
        found.update(zip(asked, decider.decide(blind), strict=True))
    return [found[at] for at in range(len(rows))]


def fold(row: Labelled, folds: int, seed: int = 0) -> int:
    """The part a row falls into: by its question's words, or by its id where these are unknown."""
    words = " ".join(row.question.lower().split()) or row.id
    return int.from_bytes(hashlib.blake2b(f"{seed}:{words}".encode(), digest_size=8).digest()) % folds


def right(rows: Sequence[Labelled], decisions: Sequence[Decision]) -> list[bool]:
    """Whether each decision is the row's gold."""
    return [one.position is not None and one.position == row.gold for row, one in zip(rows, decisions, strict=True)]
