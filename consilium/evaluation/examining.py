"""An evaluation from end to end: fit on one file, decide the other, never look at its golds before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from consilium.deciding.auto import Auto
from consilium.deciding.cascade import Asked, Cascade
from consilium.deciding.crossing import crossed, right
from consilium.deciding.learning.rows import Decision, Labelled, labelled
from consilium.deciding.learning.settling import RowDecider
from consilium.deciding.selective import Selection, select
from consilium.evaluation.answers import opinions_of
from consilium.evaluation.casting import Cast
from consilium.evaluation.costs import Costs, costs_of
from consilium.evaluation.fitting import FITS, DeciderName, Fit, stepwise, with_labels


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be evaluated.

    Args:
        members: of the panel, in any order.
        labels: how many golds of the fit rows are known; None means all.
        decider: which one is fitted.
        cascade: whether members are asked one after another, while the answer is not sure enough.
        target_error: the share of wrong answers among those given; None answers everything.
        seed: of the draw of labels.
    """

    members: tuple[str, ...]
    labels: int | None = None
    decider: DeciderName = "auto"
    cascade: bool = False
    target_error: float | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is answered to one row, and by whose help.

    Args:
        id: of the row.
        answer: the position; None where nobody took one, or where it is withheld.
        confidence: that the position is right, in [0, 1].
        asked: the members that were asked.
        decided_by: the decider's name.
        withheld: whether the answer is not sure enough to be given.
        position: what would have been answered.
    """

    id: str
    answer: str | None
    confidence: float
    asked: tuple[str, ...]
    decided_by: str
    withheld: bool = False
    position: str | None = None

    def plain(self) -> dict[str, Any]:
        """The row of the file of predictions."""
        return {
            "id": self.id,
            "answer": self.answer,
            "confidence": round(self.confidence, 6),
            "members_asked": list(self.asked),
            "decided_by": self.decided_by,
        }


@dataclass(frozen=True, slots=True)
class Exam:
    """What came of an evaluation.

    Args:
        plan: what was evaluated.
        fit: the rows that were learnt from, with the labels that were given.
        test: the rows that were decided.
        decider: that was fitted.
        predictions: one a row of ``test``.
        costs: of each member's answer.
        selection: from which confidence on answers are given; None where all are.
    """

    plan: Plan
    fit: tuple[Labelled, ...]
    test: tuple[Cast, ...]
    decider: RowDecider
    predictions: tuple[Prediction, ...]
    costs: Costs
    selection: Selection | None = None

    @property
    def known(self) -> list[int]:
        """Places of the test rows whose gold is known."""
        return [place for place, one in enumerate(self.test) if one.ballot.gold is not None]

    @property
    def labels(self) -> int:
        """How many labels were learnt from."""
        return len(labelled(self.fit))


def examine(fit: Sequence[Cast], test: Sequence[Cast], plan: Plan) -> Exam:
    """Fit on the one, decide the other.

    Args:
        fit: rows to learn from; none leaves the plain vote.
        test: rows to decide; their golds are taken away before anything decides.
        plan: members, labels and decider.
    """
    rows = with_labels([one.ballot for one in fit], plan.labels, plan.seed)
    costs = costs_of([one.row for one in fit] or [one.row for one in test], plan.members)
    makes = fit_of(plan, costs)
    decider = makes(rows, plan.members)
    selection = _selection(makes, rows, plan, len(test))
    predictions = tuple(
        _prediction(one.row.id, decision, asked, decider.name, selection)
        for one, (decision, asked) in zip(test, decided(decider, test), strict=True)
    )
    return Exam(plan, tuple(rows), tuple(test), decider, predictions, costs, selection)


def fit_of(plan: Plan, costs: Costs) -> Fit:
    """How the plan's decider is made from labelled rows."""
    return stepwise(costs.mean) if plan.cascade else FITS[plan.decider]


def decided(decider: RowDecider, rows: Sequence[Cast]) -> list[tuple[Decision, tuple[str, ...]]]:
    """Each row's decision and who was asked for it, just as the panel would be settled; golds are taken away first."""
    if not rows:
        return []
    blind = [replace(one.ballot, gold=None) for one in rows]
    whole = decider.stages[-1] if isinstance(decider, Cascade) else decider
    if isinstance(whole, Auto) and not whole.basis.labels:
        # The plain vote breaks ties by how sure its voters are, which stands in no row of positions.
        told = [whole.settle(one.row.question, one.opinions) for one in rows]
        return [(Decision(one.position, one.confidence), tuple(decider.members)) for one in told]
    if isinstance(decider, Cascade):
        return [(_as_asked(decider, one, told), told.asked) for one, told in zip(rows, decider.ask(blind), strict=True)]
    return [(decision, tuple(decider.members)) for decision in decider.decide(blind)]


def _as_asked(cascade: Cascade, one: Cast, told: Asked) -> Decision:
    """The decision with its answer spelt as those spell it who were asked: a number may have its unit from others."""
    if one.row.question.kind not in {"number", "expression"}:
        return told.decision
    settled = cascade.settle(one.row.question, opinions_of(one.row, told.asked))
    return Decision(settled.position, told.decision.confidence)


def _selection(makes: Fit, rows: Sequence[Labelled], plan: Plan, coming: int) -> Selection | None:
    """The least confidence to answer at, from confidences of rows that were not learnt from."""
    if plan.target_error is None:
        return None
    known = labelled(rows)
    told = crossed(makes, known, plan.members) if known else []
    # Fewer answers to come than were seen have room for more chance, and the bound is on them.
    ahead = min(1.0, coming / len(known)) if known else 1.0
    sure = [one.confidence for one in told]
    return select(sure, right(known, told), bound=plan.target_error, ahead=ahead)


def _prediction(
    row_id: str, decision: Decision, asked: tuple[str, ...], name: str, selection: Selection | None
) -> Prediction:
    held = selection is not None and not selection.answers(decision.confidence)
    answer = None if held else decision.position
    withheld = held and decision.position is not None
    return Prediction(row_id, answer, decision.confidence, asked, name, withheld, decision.position)
