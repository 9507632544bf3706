"""Asking the cheapest dissimilar members first, and more only while the answer is not sure enough.

The order and the target are learnt from labelled rows; what a member's answer costs is given. The question whether
another voice is worth its price is the same one as whether to debate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from consilium.deciding.auto import Auto, fit_auto
from consilium.deciding.crossing import crossed, right
from consilium.deciding.gate import more_is_worth
from consilium.deciding.learning.ballots import Floats
from consilium.deciding.learning.rows import Decision, Labelled, labelled
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import ConfidenceBasis, Settlement

_TARGETS: Final = tuple(round(0.5 + step / 100, 2) for step in range(51))
_EVERYBODY: Final = 1.1
"""Above any confidence: everybody is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision and whom it took."""

    decision: Decision
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """Members in the order they are asked, with the decider of each beginning of that order.

    Args:
        order: members, first asked first.
        stages: decider of the first, the first two, and so on.
        target: confidence at which nobody else is asked.
    """

    order: tuple[str, ...]
    stages: tuple[Auto, ...]
    target: float

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "cascade"

    @property
    def members(self) -> tuple[str, ...]:
        """Whom it may ask."""
        return self.order

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        return self.stages[-1].basis

    def next_member(self, asked: Collection[str], present: Collection[str], confidence: float) -> str | None:
        """Whom to ask next; None where the answer is sure enough or nobody is left."""
        left = [member for member in self.order if member in present and member not in asked]
        return left[0] if left and more_is_worth(confidence, self.target) else None

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement by the decider of those that were asked, whether they took a position or not."""
        asked = {opinion.member for opinion in opinions}
        last = max((place for place, member in enumerate(self.order) if member in asked), default=len(self.order) - 1)
        return replace(self.stages[last].settle(question, opinions), decided_by=self.name)

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row, by as many members as it takes."""
        return [one.decision for one in self.ask(rows)]

    def ask(self, rows: Sequence[Labelled]) -> list[Asked]:
        """Decisions of recorded rows with whom they took, as if members were asked one after another."""
        return _stopped(self.order, [stage.decide(rows) for stage in self.stages], self.target)


def fit_cascade(
    rows: Sequence[Labelled],
    members: Sequence[str],
    costs: Mapping[str, float] | None = None,
    *,
    loss: float = 0.001,
    folds: int = 3,
) -> Cascade:
    """The order, the deciders and the target that cost least and lose no more than allowed against the whole panel.

    Tried are the orders in which price and dissimilarity, dissimilarity alone, and price alone say who is next.

    Args:
        rows: labelled, or nothing can be learnt and everybody is asked.
        members: of the panel.
        costs: of one answer of each, in any one unit; all alike where not given.
        loss: of accuracy that asking fewer may cost, on rows not learnt from.
        folds: parts in which the target is tried on rows not learnt from.
    """
    known, price = labelled(rows), costs or {}
    orders = [order_of(rows, members, price), order_of(rows, members, {}), by_price(members, price)]
    tried = _Tried(known, folds, price)
    order, target = min((tried.least(order, loss) for order in dict.fromkeys(orders)), key=lambda one: one[0])[1:]
    return Cascade(order, tuple(fit_auto(rows, start) for start in beginnings(order)), target)


def beginnings(order: Sequence[str]) -> list[tuple[str, ...]]:
    """The first of an order, the first two, and so on."""
    return [tuple(order[: count + 1]) for count in range(len(order))]


def by_price(members: Sequence[str], costs: Mapping[str, float]) -> tuple[str, ...]:
    """Members, the cheapest first."""
    return tuple(sorted(members, key=lambda one: (costs.get(one, 1.0), one)))


@dataclass(frozen=True, slots=True)
class _Tried:
    """Orders held against rows that their deciders were not fitted on; what a beginning decided is kept.

    Args:
        rows: labelled.
        folds: parts that the rows fall into.
        costs: of one answer of each member.
    """

    rows: Sequence[Labelled]
    folds: int
    costs: Mapping[str, float]
    decided: dict[tuple[str, ...], list[Decision]] = field(default_factory=dict)

    def least(self, order: tuple[str, ...], loss: float) -> tuple[float, tuple[str, ...], float]:
        """What an order costs a row at the least target that it may have, the order, and that target."""
        whole = sum(self.costs.get(one, 1.0) for one in order)
        if not self.rows:
            return whole, order, _EVERYBODY
        stages = [self._stage(start) for start in beginnings(order)]
        full = sum(right(self.rows, stages[-1]))
        for target in _TARGETS:
            told = _stopped(order, stages, target)
            if sum(right(self.rows, [one.decision for one in told])) >= full - loss * len(self.rows):
                spent = sum(self.costs.get(member, 1.0) for one in told for member in one.asked)
                return spent / len(self.rows), order, target
        return whole, order, _EVERYBODY

    def _stage(self, start: tuple[str, ...]) -> list[Decision]:
        members = tuple(sorted(start))
        if members not in self.decided:
            self.decided[members] = crossed(fit_auto, self.rows, members, self.folds)
        return self.decided[members]


def order_of(rows: Sequence[Labelled], members: Sequence[str], costs: Mapping[str, float]) -> tuple[str, ...]:
    """Members one by one: whose price times the share of questions that nobody asked so far gets right is least.

    A member that errs where the others err leaves that share high and comes late.
    """
    known = labelled(rows)
    missed = {one: np.array([row.answers.get(one) != row.gold for row in known], dtype=float) for one in members}
    left, open_, order = sorted(members), np.ones(len(known)), []
    while left:
        best = min(left, key=lambda one: (costs.get(one, 1.0) * _share(missed[one] * open_), one))
        order.append(best)
        open_ = open_ * missed[best]
        left.remove(best)
    return tuple(order)


def _share(values: Floats) -> float:
    return float(values.mean()) if len(values) else 1.0


def _stopped(order: tuple[str, ...], stages: Sequence[Sequence[Decision]], target: float) -> list[Asked]:
    found = []
    for decisions in zip(*stages, strict=True):
        at = next((n for n, one in enumerate(decisions) if not more_is_worth(one.confidence, target)), len(order) - 1)
        found.append(Asked(decisions[at], order[: at + 1]))
    return found
