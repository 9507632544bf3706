"""Which deciders there are to fit, and how many labels they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np

from consilium.deciding.auto import fit_auto
from consilium.deciding.best_single import fit_best_single
from consilium.deciding.cascade import fit_cascade
from consilium.deciding.keeping import Learnt
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.log_odds import fit_log_odds
from consilium.deciding.skilled import fit_skilled
from consilium.deciding.stacked import fit_stacked

DeciderName = Literal["auto", "stacked", "log_odds", "best_single", "skilled_plurality"]

Fit = Callable[[Sequence[Labelled], Sequence[str]], Learnt]

FITS: Final[dict[DeciderName, Fit]] = {
    "auto": fit_auto,
    "stacked": fit_stacked,
    "log_odds": fit_log_odds,
    "best_single": fit_best_single,
    "skilled_plurality": fit_skilled,
}


def with_labels(rows: Sequence[Labelled], labels: int | None, seed: int = 0) -> list[Labelled]:
    """The rows with the golds of so many of them, drawn by a seed; the others stay, without.

    Args:
        rows: to learn from.
        labels: how many golds are known; None leaves all.
        seed: of the draw; more labels from one seed include the fewer.
    """
    known = [place for place, row in enumerate(rows) if row.gold is not None]
    if labels is None or labels >= len(known):
        return list(rows)
    drawn = {known[at] for at in np.random.default_rng(seed).permutation(len(known))[:labels].tolist()}
    return [row if place in drawn else replace(row, gold=None) for place, row in enumerate(rows)]


def as_asked(row: Labelled) -> Labelled:
    """A row as ``ask`` knows a question: no topic, no tokens, no seconds."""
    return replace(row, category="", usage={})


def saved_from(rows: Sequence[Labelled], makes: Fit, members: Sequence[str]) -> Learnt:
    """The decider to keep for ``ask``: fitted on what ``ask`` will know, so that both decide alike."""
    return makes([as_asked(row) for row in rows], members)


def stepwise(costs: Mapping[str, float]) -> Fit:
    """A fit of cascades at these costs of a member's answer."""
    return lambda rows, members: fit_cascade(rows, members, costs)
