"""The one member that was right most often; the others step in, in order, where it abstains."""

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
class BestSingle:
    """The position of the best member that answered.

    Args:
        members: of the panel.
        order: the members, best first.
        sureness: how often the best member's answer was right, given who agrees.
    """

    members: tuple[str, ...]
    order: tuple[str, ...]
    sureness: Calibrated

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "best_single"

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self.sureness.basis

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row."""
        cast = ballots(rows, self.members)
        scores = _scores(cast, self.members, self.order)
        return decisions(cast, scores, self.sureness.slots(cast, scores))

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        return settled(self, question, opinions)


def fit_best_single(rows: Sequence[Labelled], members: Sequence[str]) -> BestSingle:
    """The member that the labelled rows show to be best; by name among equals."""
    by_skill = dict(zip(members, skills(rows, members), strict=True))
    order = tuple(sorted(members, key=lambda member: (-by_skill[member], member)))
    cast = ballots(rows, members)
    return BestSingle(tuple(members), order, calibrate(cast, _scores(cast, members, order)))


def _scores(cast: Ballots, members: Sequence[str], order: Sequence[str]) -> Floats:
    # Each vote outweighs all lesser ones together.
    weight = np.array([2.0 ** (len(order) - order.index(member)) for member in members])
    return np.asarray(cast.votes @ weight)
