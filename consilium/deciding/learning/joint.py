"""The joint model of a panel: one fit over members, pairs, topics and all that surrounds an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from consilium.deciding.learning.ballots import Ballots, Floats, ballots
from consilium.deciding.learning.conditional import chances, choices_of, fitted
from consilium.deciding.learning.effects import columns, effects, priors, utilities
from consilium.deciding.learning.rows import Labelled, labelled
from consilium.deciding.learning.supposing import supposed
from consilium.deciding.learning.traits import Reader, reader
from consilium.types.verdict import ConfidenceBasis


@dataclass(frozen=True, slots=True)
class Joint:
    """A fitted joint model.

    Args:
        reads: how what surrounds an answer is read.
        coefficients: (D,) of the effects, in their order.
        labels: how many labelled rows it was fitted on.
    """

    reads: Reader
    coefficients: Floats
    labels: int

    @property
    def members(self) -> tuple[str, ...]:
        """Whose answers it weighs."""
        return self.reads.members

    @property
    def basis(self) -> ConfidenceBasis:
        """What the confidence of its chances rests on."""
        return ConfidenceBasis("stacked", self.labels) if self.labels else ConfidenceBasis()

    def chances(self, rows: Ballots) -> Floats:
        """(N, M + 1) how likely each slot is right."""
        made = effects(rows, self.reads.read(rows))
        return chances(utilities(made, self.coefficients) + rows.start)


def fit_joint(
    rows: Sequence[Labelled], members: Sequence[str], vendors: Mapping[str, str] | None = None, *, updates: int = 3
) -> Joint:
    """The joint model that the labelled rows show; without labels it is the plain vote.

    Args:
        rows: with or without labels; those without serve the scales, and show who agrees with whom.
        members: of the panel.
        vendors: of members; those of one vendor have one vote together, until labels show better.
        updates: how often the tightness of the priors is read from the labels.
    """
    known, everyone = labelled(rows), ballots(rows, members)
    reads = reader(everyone, members, vendors)
    learnt = ballots(known, members)
    made = effects(learnt, reads.read(learnt))
    choices = choices_of(columns(made), np.maximum(learnt.start, 0.0), learnt.open, learnt.right())
    count, nobody, *member = supposed(choices, everyone)
    beliefs = priors(made)
    first = [
        replace(beliefs[0], mean=count),
        replace(beliefs[1], mean=nobody),
        replace(beliefs[2], mean=np.array(member)),
    ]
    return Joint(reads, fitted(choices, [*first, *beliefs[3:]], updates=updates), len(known))
