"""The default: a plain vote at first, and with every label a little more of what is shown to be better.

One joint model (see ``learning``): with no labels every vote counts one; with a few it asks whether one member leads;
with many it learns pairs, topics, and what words, tokens and seconds tell. Its probability is its confidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from consilium.deciding.learning.ballots import ballots
from consilium.deciding.learning.joint import Joint, fit_joint
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.learning.settling import decisions, settled
from consilium.deciding.learning.supposing import agreement
from consilium.deciding.plurality import Plurality
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import ConfidenceBasis, Settlement

_TIE: Final = 1e-3
"""Less than any vote counts."""


@dataclass(frozen=True, slots=True)
class Auto:
    """The likeliest candidate by all that labels have taught.

    Args:
        model: what they have taught.
        leads: (M,) how far each member agrees with the others, which breaks ties while there are no labels.
    """

    model: Joint
    leads: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "auto"

    @property
    def members(self) -> tuple[str, ...]:
        """Whose answers it weighs."""
        return self.model.members

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self.model.basis

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row; without labels the share of the vote is the confidence."""
        cast = ballots(rows, self.members)
        if self.model.labels:
            return decisions(cast, self.model.chances(cast))
        sizes = np.matmul(cast.votes, self.model.reads.shares(cast)[:, :, None])[:, :, 0]
        lead = (cast.votes * np.array(self.leads or [0.0] * len(self.members))).max(2)
        return decisions(cast, sizes + _TIE * lead, sizes / np.maximum(1, sizes.sum(1, keepdims=True)))

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters.

        Where nobody it knows took a position, the plain vote of the others stands in.
        """
        known = any(one.member in self.members and one.position is not None for one in opinions)
        plain = not self.model.labels and not self.model.reads.vendors
        if plain or not known:
            return replace(self._vote.settle(question, opinions), decided_by=self.name)
        return settled(self, question, opinions)

    @property
    def _vote(self) -> Plurality:
        return Plurality(dict(zip(self.members, self.leads, strict=False)))


def fit_auto(rows: Sequence[Labelled], members: Sequence[str], vendors: Mapping[str, str] | None = None) -> Auto:
    """What rows, labelled or not, teach of a panel; members of one vendor do not count double."""
    model = fit_joint(rows, members, vendors)
    tied = rows and not model.labels and len(members) > 1
    return Auto(model, tuple(agreement(ballots(rows, members)).tolist()) if tied else ())
