"""Who does not help: the panel is judged with and without each member, on labelled rows it did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from consilium.deciding.auto import fit_auto
from consilium.deciding.crossing import Fit, crossed, right
from consilium.deciding.learning.rows import Labelled, labelled

Advice = Literal["keep", "leave_out", "too_few_labels"]

_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class Admission:
    """What a member brings.

    Args:
        member: whose case it is.
        alone: share of labelled rows it gets right by itself.
        gain: accuracy of the panel with it less without it.
        error: standard error of the gain, from the rows on which the two differ.
        labels: rows judged on.
        advice: leave it out where the panel is no better with it.
    """

    member: str
    alone: float
    gain: float
    error: float
    labels: int
    advice: Advice


def admissions(
    rows: Sequence[Labelled], members: Sequence[str], fit: Fit = fit_auto, folds: int = 3
) -> list[Admission]:
    """The case of each member of a panel, in the order of members.

    Args:
        rows: those with gold count.
        members: of the panel, at least one.
        fit: makes the decider that is judged.
        folds: parts in which rows are decided that were not learnt from.
    """
    known = labelled(rows)
    if not known:
        return [Admission(member, 0.0, 0.0, 0.0, 0, "too_few_labels") for member in members]
    whole = right(known, crossed(fit, known, members, folds))
    return [_case(known, members, member, whole, fit, folds) for member in members]


def _case(
    known: Sequence[Labelled], members: Sequence[str], member: str, whole: Sequence[bool], fit: Fit, folds: int
) -> Admission:
    alone = sum(row.answers.get(member) == row.gold for row in known) / len(known)
    others = [one for one in members if one != member]
    without = right(known, crossed(fit, known, others, folds)) if others else [False] * len(known)
    won = sum(one and not two for one, two in zip(whole, without, strict=True))
    lost = sum(two and not one for one, two in zip(whole, without, strict=True))
    gain, error = (won - lost) / len(known), sqrt(won + lost) / len(known)
    return Admission(member, alone, gain, error, len(known), _advice(gain, len(known), others=bool(others)))


def _advice(gain: float, labels: int, *, others: bool) -> Advice:
    if labels < _ENOUGH:
        return "too_few_labels"
    return "keep" if gain > 0 or not others else "leave_out"
