"""The figures of an evaluation, together: accuracy beside rivals, calibration, diversity, cost, coverage, advice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from consilium.deciding.admission import Admission, admissions
from consilium.deciding.cascade import Cascade
from consilium.deciding.diversity import Diversity, diversity
from consilium.deciding.learning.rows import Labelled
from consilium.evaluation.comparing import Rival, compared
from consilium.evaluation.counting import Count
from consilium.evaluation.examining import Exam
from consilium.evaluation.fitting import with_labels
from consilium.evaluation.open_answers import OpenAnswers, open_answers
from consilium.evaluation.statistics import Bin, auroc, calibration_error, reliability, risk_coverage

Tick = Callable[[], None]

_ADVISED_ON = 1_000
"""Labels on which the admission test is made at most: it refits the panel once a member and fold."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """What the confidences are worth on the test rows.

    Args:
        error: expected calibration error over ten bins of equal width.
        auroc: how often a right answer is surer than a wrong one.
        vote_auroc: the same of the share of the vote.
        bins: of the reliability diagram.
        curve: coverage and error, surest answers first.
    """

    error: float
    auroc: float
    vote_auroc: float
    bins: tuple[Bin, ...]
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """Whom it took: calls and cost, beside those of the whole panel."""

    calls: float
    full_calls: float
    cost: float
    full_cost: float
    unit: str
    order: tuple[str, ...] = ()
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """Answering selectively, on the test rows: the promise, and what was kept of it."""

    bound: float
    risk: float
    threshold: float | None
    coverage: float
    error: float | None
    promised_coverage: float
    labels: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything an evaluation has to say.

    Args:
        exam: what was done.
        fit: the rows learnt from, counted.
        test: the rows decided, counted.
        rivals: the decider first; empty where no gold is known.
        sureness: None where no gold is known.
        effort: calls and cost.
        answered: None where everything was answered.
        panel: what the members share.
        admissions: the case of each member.
        seen: test rows whose question stands in the fit rows as well.
        open: what tells right open answers from wrong ones; None where no question is open.
    """

    exam: Exam
    fit: Count
    test: Count
    rivals: tuple[Rival, ...]
    sureness: Sureness | None
    effort: Effort
    answered: Answered | None
    panel: Diversity
    admissions: tuple[Admission, ...]
    seen: int = 0
    open: OpenAnswers | None = None


def reported(exam: Exam, fit: Count, test: Count, tick: Tick = lambda: None) -> Report:
    """The figures of an evaluation.

    Args:
        exam: what was done.
        fit: the rows learnt from, counted.
        test: the rows decided, counted.
        tick: called after each of the two long parts.
    """
    rivals = compared(exam)
    tick()
    panel = diversity(exam.fit, exam.plan.members)
    cases = admissions(with_labels(exam.fit, _ADVISED_ON), exam.plan.members)
    tick()
    sure, effort, answered = _sureness(exam), _effort(exam), _answered(exam)
    told = (sure, effort, answered, panel, tuple(cases), _seen(exam), open_answers(exam))
    return Report(exam, fit, test, tuple(rivals), *told)


def _seen(exam: Exam) -> int:
    """How many test rows ask what a fit row asks: their figures show what was learnt by heart."""
    learnt = {_asked(row) for row in exam.fit}
    return sum(_asked(one.ballot) in learnt for one in exam.test)


def _asked(row: Labelled) -> tuple[str, ...]:
    return (" ".join(row.question.casefold().split()), *row.options.values())


def _sureness(exam: Exam) -> Sureness | None:
    places = exam.known
    if not places:
        return None
    sure = np.array([exam.predictions[at].confidence for at in places])
    hits = np.array([exam.predictions[at].position == exam.test[at].ballot.gold for at in places], dtype=bool)
    shares = np.array([_share(exam, at) for at in places])
    return Sureness(
        calibration_error(sure, hits),
        auroc(sure, hits),
        auroc(shares, hits),
        tuple(reliability(sure, hits)),
        tuple(risk_coverage(sure, hits)),
    )


def _share(exam: Exam, place: int) -> float:
    held = [position for position in exam.test[place].ballot.answers.values() if position is not None]
    return max(map(held.count, set(held))) / len(held) if held else 0.0


def _effort(exam: Exam) -> Effort:
    count, members = max(1, len(exam.test)), exam.plan.members
    pairs = list(zip(exam.test, exam.predictions, strict=True))
    spent = sum(exam.costs.of(one.row, member) for one, told in pairs for member in told.asked)
    whole = sum(exam.costs.of(one.row, member) for one, _ in pairs for member in members)
    calls = sum(len(told.asked) for _, told in pairs) / count
    steps = exam.decider if isinstance(exam.decider, Cascade) else None
    order, target = (steps.order, steps.target) if steps else ((), None)
    return Effort(calls, len(members), spent / count, whole / count, exam.costs.unit, order, target)


def _answered(exam: Exam) -> Answered | None:
    chosen = exam.selection
    if chosen is None:
        return None
    given = [at for at in exam.known if exam.predictions[at].answer is not None]
    wrong = [exam.predictions[at].answer != exam.test[at].ballot.gold for at in given]
    share = sum(one.answer is not None for one in exam.predictions) / max(1, len(exam.predictions))
    error = sum(wrong) / len(wrong) if wrong else None
    return Answered(chosen.bound, chosen.risk, chosen.threshold, share, error, chosen.coverage, chosen.labels)
