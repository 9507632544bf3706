"""The decider beside what it must beat: the best member, the plain vote, and the best member asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from consilium.deciding.best_single import fit_best_single
from consilium.deciding.crossing import right
from consilium.deciding.plurality import Plurality
from consilium.deciding.positions import position_of
from consilium.evaluation.answers import opinion_of
from consilium.evaluation.casting import Cast
from consilium.evaluation.examining import Exam
from consilium.evaluation.statistics import Bools, Interval, bootstrap, mcnemar

Method = Literal["decider", "hindsight", "chosen", "plurality", "resampled", "anyone"]

SAMPLE = "#"
"""Stands between a member and the number of a further reply of its own: ``gpt-4o#2``."""


@dataclass(frozen=True, slots=True)
class Rival:
    """One method on the test rows.

    Args:
        method: what it is.
        member: whose answers it gives, where it is one member.
        accuracy: with its bootstrap interval.
        gain: accuracy of the decider less this one's, by pairs, with its interval.
        p: of the two-sided exact McNemar test that both are equally good.
    """

    method: Method
    member: str
    accuracy: Interval
    gain: Interval
    p: float


def compared(exam: Exam) -> list[Rival]:
    """The decider and its rivals on the rows whose gold is known; none where there is no such row.

    Withheld answers are scored as if they had been given: what withholding costs is told elsewhere.
    """
    known = [exam.test[place] for place in exam.known]
    if not known:
        return []
    ours = _ours(exam)
    rivals: list[tuple[Method, str, Bools]] = [("decider", exam.decider.name, ours)]
    alone = by_member(known, exam.plan.members)
    best = max(sorted(alone), key=lambda member: alone[member].mean())
    rivals.append(("hindsight", best, alone[best]))
    if exam.labels:
        chosen = fit_best_single(exam.fit, exam.plan.members)
        told = right([one.ballot for one in known], chosen.decide([replace(one.ballot, gold=None) for one in known]))
        rivals.append(("chosen", chosen.order[0], np.array(told, dtype=bool)))
    rivals.append(("plurality", "", _plurality(known)))
    again = resampled(known, best, len(exam.plan.members))
    if again is not None:
        rivals.append(("resampled", best, again))
    rivals.append(("anyone", "", np.any([alone[member] for member in alone], axis=0)))
    return [_rival(method, member, hits, ours) for method, member, hits in rivals]


def by_member(rows: Sequence[Cast], members: Sequence[str]) -> Mapping[str, Bools]:
    """Whether each member was right on each row; an abstention is not."""
    return {
        member: np.array([one.ballot.answers.get(member) == one.ballot.gold for one in rows], dtype=bool)
        for member in members
    }


def resampled(rows: Sequence[Cast], member: str, calls: int) -> Bools | None:
    """The vote of one member asked as often as the panel has members; None where no further replies were recorded.

    Args:
        rows: with replies of ``MEMBER#2``, ``MEMBER#3`` and so on beside the member's own.
        member: whose replies.
        calls: how many of them count at most.
    """
    names = [member, *(f"{member}{SAMPLE}{number}" for number in range(2, calls + 1))]
    if not all(name in one.row.responses for one in rows for name in names):
        return None
    found = []
    for one in rows:
        read = [opinion_of(name, one.row.question, one.row.responses[name]).position for name in names]
        votes = Counter(position for position in read if position is not None)
        top = max(sorted(votes), key=votes.__getitem__) if votes else None
        found.append(top is not None and top == position_of(one.row.question, one.ballot.gold, one.ballot.gold or ""))
    return np.array(found, dtype=bool)


def _ours(exam: Exam) -> Bools:
    return np.array([exam.predictions[at].position == exam.test[at].ballot.gold for at in exam.known], dtype=bool)


def _plurality(rows: Sequence[Cast]) -> Bools:
    vote = Plurality()
    held = [vote.settle(one.row.question, one.opinions).position for one in rows]
    return np.array([at == one.ballot.gold for at, one in zip(held, rows, strict=True)], dtype=bool)


def _rival(method: Method, member: str, hits: Bools, ours: Bools) -> Rival:
    gain = bootstrap(ours.astype(float) - hits)
    return Rival(method, member, bootstrap(hits.astype(float)), gain, mcnemar(ours, hits))
