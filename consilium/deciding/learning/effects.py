"""The columns of the joint model: what speaks for a candidate, group by group.

Who voted for it, which pairs agree on it, all of this by topic and question, what the answers took, its letter and
its words. Each effect knows its columns for the fit and the same sum without columns, for speed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from consilium.deciding.learning.ballots import Ballots, Floats
from consilium.deciding.learning.conditional import Prior
from consilium.deciding.learning.traits import Described

Group = Literal[
    "count",
    "nobody",
    "member",
    "pair",
    "topic",
    "topic_nobody",
    "context",
    "context_nobody",
    "spent",
    "letter",
    "words",
]

_BELIEFS: Final[dict[Group, tuple[float, float, float]]] = {
    "count": (1.0, 1.0, 4.0),
    "nobody": (0.0, 0.3, 4.0),
    "member": (0.0, 10.0, 8.0),
    "pair": (0.0, 30.0, 8.0),
    "topic": (0.0, 36.0, 10.0),
    "topic_nobody": (0.0, 24.0, 10.0),
    "context": (0.0, 75.0, 10.0),
    "context_nobody": (0.0, 45.0, 10.0),
    "spent": (0.0, 75.0, 10.0),
    "letter": (0.0, 60.0, 10.0),
    "words": (0.0, 36.0, 10.0),
}
"""Mean, precision and trust of each group before any label: a vote counts, nothing else is known."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One group of coefficients, with its columns (N, C, D) and its sum (N, C) for given coefficients."""

    group: Group
    width: int
    columns: Callable[[], Floats]
    utility: Callable[[Floats], Floats]


def effects(ballots: Ballots, around: Described) -> list[Effect]:
    """Every effect on these rows, in the order of coefficients."""
    votes = ballots.votes
    always = np.ones((len(votes), 1))
    made = [
        _slots("count", np.matmul(votes, around.share[:, :, None])),
        _nobody("nobody", votes, always),
        _members("member", votes, always),
        _pairs(votes),
        _members("topic", votes, around.topics),
        _nobody("topic_nobody", votes, around.topics),
        _members("context", votes, around.context),
        _nobody("context_nobody", votes, around.context),
        _spent(votes, around.spent),
        _slots("letter", around.letters),
        _slots("words", around.words),
    ]
    return [effect for effect in made if effect.width]


def priors(made: Sequence[Effect]) -> list[Prior]:
    """What is believed of each effect's coefficients before any label."""
    found, start = [], 0
    for effect in made:
        found.append(Prior(slice(start, start + effect.width), *_BELIEFS[effect.group]))
        start += effect.width
    return found


def columns(made: Sequence[Effect]) -> Floats:
    """(N, C, D) all columns side by side."""
    return np.concatenate([effect.columns() for effect in made], axis=2)


def utilities(made: Sequence[Effect], coefficients: Floats) -> Floats:
    """(N, C) what speaks for each slot; equal to the columns times the coefficients."""
    ends = np.cumsum([effect.width for effect in made])[:-1]
    parts = np.split(coefficients, ends)
    return np.asarray(sum(effect.utility(part) for effect, part in zip(made, parts, strict=True)))


def _members(group: Group, votes: Floats, by: Floats) -> Effect:
    count, width = votes.shape[2], by.shape[1] * votes.shape[2]

    def spread() -> Floats:
        return (votes[:, :, :, None] * by[:, None, None, :]).reshape(*votes.shape[:2], width)

    def utility(part: Floats) -> Floats:
        weight = by @ part.reshape(count, -1).T
        return np.asarray(np.matmul(votes, weight[:, :, None])[:, :, 0])

    return Effect(group, width, spread, utility)


def _nobody(group: Group, votes: Floats, by: Floats) -> Effect:
    """On the slot of what nobody named."""

    def spread() -> Floats:
        made = np.zeros((*votes.shape[:2], by.shape[1]))
        made[:, -1, :] = by
        return made

    def utility(part: Floats) -> Floats:
        made = np.zeros(votes.shape[:2])
        made[:, -1] = by @ part
        return made

    return Effect(group, by.shape[1], spread, utility)


def _pairs(votes: Floats) -> Effect:
    first, second = np.triu_indices(votes.shape[2], 1)

    def spread() -> Floats:
        return np.asarray(votes[:, :, first] * votes[:, :, second])

    def utility(part: Floats) -> Floats:
        table = np.zeros((votes.shape[2], votes.shape[2]))
        table[first, second] = part
        return np.asarray(((votes @ table) * votes).sum(2))

    return Effect("pair", len(first), spread, utility)


def _spent(votes: Floats, spent: Floats) -> Effect:
    count, figures = spent.shape[1:]

    def spread() -> Floats:
        return (votes[:, :, :, None] * spent[:, None, :, :]).reshape(*votes.shape[:2], count * figures)

    def utility(part: Floats) -> Floats:
        weight = (spent * part.reshape(count, figures)).sum(2)
        return np.asarray(np.matmul(votes, weight[:, :, None])[:, :, 0])

    return Effect("spent", count * figures, spread, utility)


def _slots(group: Group, figures: Floats) -> Effect:
    return Effect(group, figures.shape[2], lambda: figures, lambda part: np.asarray(figures @ part))
