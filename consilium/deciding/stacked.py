"""Stacking (Wolpert 1992): the joint model over who agrees with whom, by topic, and over nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consilium.deciding.learning.ballots import ballots
from consilium.deciding.learning.joint import Joint, fit_joint
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.deciding.learning.settling import decisions, settled
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import ConfidenceBasis, Settlement


@dataclass(frozen=True, slots=True)
class Stacked:
    """The candidate that the pattern of agreement makes likeliest: letters and topic, no words, no usage."""

    model: Joint

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "stacked"

    @property
    def members(self) -> tuple[str, ...]:
        """Whose answers it weighs."""
        return self.model.members

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self.model.basis

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row."""
        cast = ballots(rows, self.members)
        return decisions(cast, self.model.chances(cast))

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        return settled(self, question, opinions)


def fit_stacked(rows: Sequence[Labelled], members: Sequence[str]) -> Stacked:
    """The joint model without what surrounds an answer."""
    return Stacked(fit_joint([bare(row) for row in rows], members))


def bare(row: Labelled) -> Labelled:
    """A row with its answers and its topic alone."""
    return replace(row, usage={}, question="", options={}, size=len(row.options) or row.size)
