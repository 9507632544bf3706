"""What an evaluation draws beside its figures: accuracy against labels, and against cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from consilium.deciding.auto import fit_auto
from consilium.deciding.best_single import fit_best_single
from consilium.deciding.cascade import Cascade, fit_cascade
from consilium.deciding.crossing import right
from consilium.deciding.learning.rows import Labelled, labelled
from consilium.deciding.learning.settling import RowDecider
from consilium.evaluation.casting import Cast
from consilium.evaluation.examining import Exam, decided
from consilium.evaluation.fitting import FITS, with_labels
from consilium.evaluation.report import Tick

_LABELS: Final = (0, 20, 50, 100, 200, 500, 1_000, 2_000)
_TARGETS: Final = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98)
STEPS: Final = len(_LABELS) + 1
"""How often ``curves`` ticks."""


@dataclass(frozen=True, slots=True)
class Learning:
    """Accuracy on the test rows after so many labels: the decider's, and of the member chosen on them."""

    labels: int
    decider: float
    chosen: float


@dataclass(frozen=True, slots=True)
class Spending:
    """Accuracy at a mean cost a question.

    Args:
        name: the member, or the target of the cascade; empty for the whole panel.
        cost: in the exam's unit.
        accuracy: on test rows whose gold is known.
        cascade: whether it is a cascade's.
    """

    name: str
    cost: float
    accuracy: float
    cascade: bool


@dataclass(frozen=True, slots=True)
class Curves:
    """Both curves; empty where no gold is known."""

    learning: tuple[Learning, ...] = ()
    spending: tuple[Spending, ...] = ()


def curves(exam: Exam, fit: Sequence[Cast], tick: Tick = lambda: None) -> Curves:
    """The curves of an evaluation.

    Args:
        exam: what was done.
        fit: the fit rows with all their labels.
        tick: called ``STEPS`` times.
    """
    known = [exam.test[at] for at in exam.known]
    if not known:
        for _ in range(STEPS):
            tick()
        return Curves()
    learning = tuple(_learning(exam, [one.ballot for one in fit], known, tick))
    spending = tuple(_spending(exam, known))
    tick()
    return Curves(learning, spending)


def _learning(exam: Exam, rows: Sequence[Labelled], test: Sequence[Cast], tick: Tick) -> Iterator[Learning]:
    members, most = exam.plan.members, len(labelled(rows))
    for labels in _LABELS:
        if labels <= most and rows:
            given = with_labels(rows, labels, exam.plan.seed)
            ours, best = FITS[exam.plan.decider](given, members), fit_best_single(given, members)
            yield Learning(labels, _accuracy(ours, test), _accuracy(best, test))
        tick()


def _accuracy(decider: RowDecider, test: Sequence[Cast]) -> float:
    decisions = [decision for decision, _ in decided(decider, test)]
    return float(np.mean(right([one.ballot for one in test], decisions)))


def _spending(exam: Exam, known: Sequence[Cast]) -> Iterator[Spending]:
    members, rows = exam.plan.members, [one.ballot for one in known]
    each = {member: float(np.mean([exam.costs.of(one.row, member) for one in known])) for member in members}
    for member in members:
        hits = [row.answers.get(member) == row.gold for row in rows]
        yield Spending(member, each[member], float(np.mean(hits)), cascade=False)
    yield Spending("", sum(each.values()), _accuracy(fit_auto(exam.fit, members), known), cascade=False)
    if exam.labels and len(members) > 1:
        fitted = fit_cascade(exam.fit, members, exam.costs.mean)
        for target in _TARGETS:
            yield _stopping(exam, replace(fitted, target=target), known)


def _stopping(exam: Exam, cascade: Cascade, known: Sequence[Cast]) -> Spending:
    told = decided(cascade, known)
    hits = right([one.ballot for one in known], [decision for decision, _ in told])
    spent = [
        sum(exam.costs.of(one.row, member) for member in asked) for one, (_, asked) in zip(known, told, strict=True)
    ]
    return Spending(f"{cascade.target:.2f}", float(np.mean(spent)), float(np.mean(hits)), cascade=True)
