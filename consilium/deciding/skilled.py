"""The plain vote, where skill shown on labelled questions breaks the ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from consilium.deciding.calibration import Calibrated, calibrate
from consilium.deciding.learning.ballots import Ballots, Floats, ballots
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.learning.settling import decisions, settled
from consilium.deciding.skill import skills
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import ConfidenceBasis, Settlement


@dataclass(frozen=True, slots=True)
class SkilledPlurality:
    """The position with most voters; among equals the one whose voters were right more often.

    Args:
        members: of the panel.
        skill: how often each was right, in [0, 1].
        sureness: from the margin of the vote to a confidence.
    """

    members: tuple[str, ...]
    skill: tuple[float, ...]
    sureness: Calibrated

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "skilled_plurality"

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self.sureness.basis

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row."""
        cast = ballots(rows, self.members)
        scores = _scores(cast, self.skill)
        return decisions(cast, scores, self.sureness.slots(cast, scores))

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        return settled(self, question, opinions)


def fit_skilled(rows: Sequence[Labelled], members: Sequence[str]) -> SkilledPlurality:
    """The plain vote with the skill that labelled rows show."""
    cast, skill = ballots(rows, members), skills(rows, members)
    return SkilledPlurality(tuple(members), skill, calibrate(cast, _scores(cast, skill)))


def _scores(cast: Ballots, skill: Sequence[float]) -> Floats:
    # Less than one vote in all, so that skill never outvotes anybody.
    weight = 1 + np.array(skill) / (2 * len(skill))
    return np.asarray(cast.votes @ weight)
