"""Settling among experts without a model, who all read the same sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from consilium.deciding.plurality import Plurality
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Settlement


@dataclass(frozen=True, slots=True)
class Pooled:
    """The plain vote, but with the winners' own mean confidence.

    Experts that read the same passages by the same rules are no independent voters: that they agree says
    little, so a share of votes would promise too much. Uncalibrated like any other.
    """

    vote: Plurality = field(default_factory=Plurality)

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "experts"

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        settled = self.vote.settle(question, opinions)
        if settled.position is None:
            return replace(settled, decided_by=self.name)
        own = sorted(one.confidence for one in opinions if one.position == settled.position)
        return replace(settled, confidence=round(fmean(own), 4), decided_by=self.name)
