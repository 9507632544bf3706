"""Weighing each vote by its voter's log-odds of being right (Nitzan and Paroush 1982)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from consilium.deciding.calibration import Calibrated, calibrate
from consilium.deciding.learning.ballots import ballots
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.learning.settling import decisions, settled
from consilium.deciding.skill import skills
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import ConfidenceBasis, Settlement

_OPEN = 4
"""Options taken for granted where a question lists none."""
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class LogOdds:
    """The position with the largest sum of its voters' weights, as if their errors were independent.

    Args:
        members: of the panel.
        weights: of a vote of each; never below zero, so that no vote speaks against itself.
        sureness: from the margin to a confidence.
    """

    members: tuple[str, ...]
    weights: tuple[float, ...]
    sureness: Calibrated

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "log_odds"

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self.sureness.basis

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row."""
        cast = ballots(rows, self.members)
        scores = cast.votes @ np.array(self.weights)
        return decisions(cast, scores, self.sureness.slots(cast, scores))

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        return settled(self, question, opinions)


def fit_log_odds(rows: Sequence[Labelled], members: Sequence[str]) -> LogOdds:
    """Weights ln[p(K − 1)/(1 − p)] from the labelled rows' skill p and mean number of options K."""
    sizes = [len(row.options) or row.size or _OPEN for row in rows]
    options = max(2.0, sum(sizes) / len(sizes)) if sizes else float(_OPEN)
    held = [min(1 - _LEAST, max(_LEAST, skill)) for skill in skills(rows, members)]
    weights = tuple(max(_LEAST, math.log(skill * (options - 1) / (1 - skill))) for skill in held)
    cast = ballots(rows, members)
    return LogOdds(tuple(members), weights, calibrate(cast, cast.votes @ np.array(weights)))
