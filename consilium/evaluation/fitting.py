"""Which deciders there are to fit, and how many labels they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np

from consilium.deciding.auto import Auto, fit_auto
from consilium.deciding.best_single import fit_best_single
from consilium.deciding.cascade import Cascade, fit_cascade
from consilium.deciding.crossing import Fit
from consilium.deciding.keeping import Learnt
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.log_odds import fit_log_odds
from consilium.deciding.skilled import fit_skilled
from consilium.deciding.stacked import fit_stacked
from consilium.types.verdict import ConfidenceBasis

DeciderName = Literal["auto", "stacked", "log_odds", "best_single", "skilled_plurality"]

FITS: Final[dict[DeciderName, Callable[[Sequence[Labelled], Sequence[str]], Learnt]]] = {
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


def saved_from(rows: Sequence[Labelled], decider: DeciderName, members: Sequence[str]) -> Learnt:
    """The decider to keep for ``ask``: fitted on what ``ask`` will know, so that both decide alike."""
    return FITS[decider]([as_asked(row) for row in rows], members)


class Stepwise:
    """A cascade as a decider of rows, so that its confidences can be crossed like any other's.

    Args:
        cascade: that was fitted.
    """

    def __init__(self, cascade: Cascade) -> None:
        self.cascade = cascade

    @property
    def name(self) -> str:
        """The name of the decider behind every stage."""
        return self._last.name

    @property
    def members(self) -> tuple[str, ...]:
        """Whom it may ask."""
        return self.cascade.order

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self._last.basis

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row, by as many members as it took."""
        return [asked.decision for asked in self.cascade.decide(rows)]

    @property
    def _last(self) -> Auto:
        return self.cascade.stages[-1]


def stepwise(costs: Mapping[str, float]) -> Fit:
    """A fit of cascades at these costs of a member's answer."""
    return lambda rows, members: Stepwise(fit_cascade(rows, members, costs))
