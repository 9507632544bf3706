"""One protocol for every decider that learns: rows in, decisions out; opinions of one question likewise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from consilium.deciding.learning.ballots import Ballots, Floats
from consilium.deciding.learning.rows import Decision, Labelled
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import ConfidenceBasis, Settlement

_CLOSE = 1e-9


class RowDecider(Protocol):
    """Decides many recorded rows at once."""

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        ...

    @property
    def members(self) -> tuple[str, ...]:
        """Whose answers it weighs; others are not heard."""
        ...

    @property
    def basis(self) -> ConfidenceBasis:
        """What its confidence rests on."""
        ...

    def decide(self, rows: Sequence[Labelled]) -> list[Decision]:
        """One decision for each row, in their order; a row's gold is never looked at."""
        ...


def row_of(question: Question, opinions: Sequence[Opinion], category: str = "") -> Labelled:
    """A question's opinions as a row without a label."""
    answers = {opinion.member: opinion.position for opinion in opinions}
    options = {option.label: option.text for option in question.options}
    return Labelled("", answers, None, category, options, {}, question.text)


def settled(decider: RowDecider, question: Question, opinions: Sequence[Opinion]) -> Settlement:
    """What a decider makes of one question's opinions; their order never matters."""
    [decision] = decider.decide([row_of(question, opinions)])
    votes: dict[str, list[str]] = defaultdict(list)
    for opinion in opinions:
        if opinion.position is not None:
            votes[opinion.position].append(opinion.member)
    by_position = {position: tuple(sorted(who)) for position, who in sorted(votes.items())}
    voters = sum(map(len, by_position.values()))
    agreement = len(by_position.get(decision.position or "", ())) / voters if voters else 0.0
    return Settlement(decision.position, decision.confidence, agreement, by_position, decider.name, decider.basis)


def decisions(ballots: Ballots, scores: Floats, confidences: Floats | None = None) -> list[Decision]:
    """The best-scored candidate of each row; of equals the first by name, whoever named it.

    Args:
        ballots: the rows.
        scores: (N, M + 1); the last slot, what nobody named, is never chosen.
        confidences: (N, M + 1) how likely each slot is right; the scores themselves where they are.
    """
    best = chosen(ballots, scores)
    rows = np.arange(len(best))
    sure = np.clip((scores if confidences is None else confidences)[rows, best], 0.0, 1.0).tolist()
    codes = np.where(ballots.held.any(1), ballots.codes[rows, best], -1).tolist()
    named = (*ballots.spelt, None)
    return [Decision(named[code], one if code >= 0 else 0.0) for code, one in zip(codes, sure, strict=True)]


def chosen(ballots: Ballots, scores: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """(N,) slot of the best-scored candidate of each row; slot 0 where nobody answered."""
    held = np.where(ballots.held, scores[:, :-1], -np.inf)
    close = held >= held.max(1, keepdims=True) - _CLOSE
    rank = np.zeros(len(ballots.spelt) + 1, dtype=int)
    rank[np.argsort(np.array(ballots.spelt, dtype=object), kind="stable")] = np.arange(len(ballots.spelt))
    order = np.where(close & ballots.held, rank[ballots.codes], len(ballots.spelt) + 1)
    return np.asarray(order.argmin(1))
