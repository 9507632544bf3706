"""Reading what surrounds the answers: the topic, the question, what each answer took, the options' words.

A reader is made from the rows that are learnt from, and reads any other row by the same scales.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from consilium.deciding.learning.ballots import LETTERS, Ballots, Floats
from consilium.deciding.learning.rows import Labelled, Spent
from consilium.deciding.learning.wordings import CONTEXT, TRAITS, option_traits, question_traits

_FEWEST: Final = 12
"""Rows of a topic from which on it is learnt apart."""
_FAR: Final = 3.0
_FEW_OPTIONS: Final = 3
"""Up to so many options stand for themselves (yes, no, maybe), so that a letter has a meaning within its topic."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and spread of a figure; what is unknown reads as the mean."""

    mean: float = 0.0
    spread: float = 1.0

    def __call__(self, values: Floats) -> Floats:
        """The values in spreads from the mean, never far out."""
        return np.nan_to_num(np.clip((values - self.mean) / self.spread, -_FAR, _FAR))


@dataclass(frozen=True, slots=True)
class Described:
    """What surrounds N rows' answers.

    Args:
        topics: (N, T) one-hot topic.
        context: (N, Q) scaled figures of the question and the panel's spread.
        spent: (N, M, R) scaled figures of what each answer took.
        letters: (N, M + 1, L) letters of the slots, beside letters within a topic.
        words: (N, M + 1, K) what the options' words tell.
        share: (N, M) how much of its vendor's one vote each member casts.
    """

    topics: Floats
    context: Floats
    spent: Floats
    letters: Floats
    words: Floats
    share: Floats


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows by scales learnt elsewhere.

    Args:
        members: of the panel, in the order of columns.
        topics: that are told apart.
        few: topics whose questions have few options, always the same.
        distinct: scale of the number of positions taken.
        questions: scale of each figure of the question; none where texts were unknown.
        tokens: scale by member; none where unknown.
        seconds: as tokens.
        vendors: of the members; empty where each is its own.
    """

    members: tuple[str, ...]
    topics: tuple[str, ...] = ()
    few: tuple[str, ...] = ()
    lettered: bool = False
    distinct: Scale = Scale()
    questions: tuple[Scale, ...] = ()
    tokens: tuple[Scale, ...] = ()
    seconds: tuple[Scale, ...] = ()
    vendors: tuple[str, ...] = ()

    def read(self, ballots: Ballots) -> Described:
        """What surrounds the answers of these rows."""
        rows, at = ballots.rows, {topic: number for number, topic in enumerate(self.topics)}
        which = np.array([at.get(row.category, -1) for row in rows], dtype=int)
        topics = (which[:, None] == np.arange(len(at))).astype(float)
        context = [self.distinct(ballots.distinct)]
        if self.questions:
            context += [scale(column) for scale, column in zip(self.questions, _questions(rows).T, strict=True)]
        letters = self._letters(ballots, topics)
        words = _words(ballots) if self.questions else np.zeros((*ballots.start.shape, 0))
        return Described(topics, np.stack(context, axis=1), self._spent(rows), letters, words, self.shares(ballots))

    def shares(self, ballots: Ballots) -> Floats:
        """(N, M) each member's share of its vendor's one vote: members of one vendor that answered split it."""
        if not self.vendors:
            return np.ones(ballots.codes.shape)
        same = np.array([[float(one == other) for other in self.vendors] for one in self.vendors])
        return np.asarray(1 / np.maximum(1.0, (ballots.codes >= 0) @ same))

    def _spent(self, rows: Sequence[Labelled]) -> Floats:
        figures: list[Floats] = []
        for what, scales in (("tokens", self.tokens), ("seconds", self.seconds)):
            if scales:
                raw = _usage(rows, self.members, what)
                scaled = np.stack([scale(raw[:, n]) for n, scale in enumerate(scales)], axis=1)
                figures += [scaled, scaled**2 - 1]
        return np.stack(figures, axis=2) if figures else np.zeros((len(rows), len(self.members), 0))

    def _letters(self, ballots: Ballots, topics: Floats) -> Floats:
        slots = np.zeros((*ballots.start.shape, 0))
        if not self.lettered:
            return slots
        place = np.concatenate([ballots.letters, np.full((len(topics), 1), -1)], axis=1)
        single = (place[:, :, None] == np.arange(len(LETTERS))).astype(float)
        within = [single[:, :, :_FEW_OPTIONS] * topics[:, self.topics.index(topic), None, None] for topic in self.few]
        return np.concatenate([single, *within], axis=2)


def reader(ballots: Ballots, members: Sequence[str], vendors: Mapping[str, str] | None = None) -> Reader:
    """A reader with the scales of these rows; a member without a vendor is its own."""
    rows = ballots.rows
    counted = Counter(row.category for row in rows if row.category)
    topics = tuple(sorted(topic for topic, times in counted.items() if times >= _FEWEST))
    known = any(row.options and row.question for row in rows)
    return Reader(
        tuple(members),
        topics if len(counted) > 1 else (),
        tuple(topic for topic in topics if len(counted) > 1 and _always_few(rows, topic)),
        bool((ballots.letters >= 0).any()),
        _scale(ballots.distinct),
        tuple(map(_scale, _questions(rows).T)) if known else (),
        _scales(_usage(rows, members, "tokens")),
        _scales(_usage(rows, members, "seconds")),
        tuple(vendors.get(member, f"member {member}") for member in members) if vendors else (),
    )


def _always_few(rows: Sequence[Labelled], topic: str) -> bool:
    return all((len(row.options) or row.size) in {2, 3} for row in rows if row.category == topic)


def _scale(values: Floats) -> Scale:
    known = values[~np.isnan(values)]
    return Scale(float(known.mean()), float(known.std()) or 1.0) if len(known) else Scale()


def _scales(usage: Floats) -> tuple[Scale, ...]:
    return () if np.isnan(usage).all() else tuple(map(_scale, usage.T))


def _usage(rows: Iterable[Labelled], members: Sequence[str], what: str) -> Floats:
    """(N, M) log of what each answer took; not a number where unknown."""
    nothing = Spent()
    found = [[getattr(row.usage.get(member, nothing), what) for member in members] for row in rows]
    known = np.array(found, dtype=float).reshape(-1, len(members))
    return np.log1p(np.where(known > 0, known, np.nan))


def _questions(rows: Sequence[Labelled]) -> Floats:
    unknown = (np.nan,) * len(CONTEXT)
    read = [question_traits(row.question, tuple(row.options.values())) if row.question else unknown for row in rows]
    return np.array(read, dtype=float).reshape(-1, len(CONTEXT))


def _words(ballots: Ballots) -> Floats:
    found = np.zeros((*ballots.start.shape, len(TRAITS)))
    for number, row in enumerate(ballots.rows):
        if not row.options:
            continue
        traits = dict(zip(row.options, option_traits(row.question, tuple(row.options.values())), strict=True))
        for slot in np.flatnonzero(ballots.held[number]):
            label = ballots.spelt[ballots.codes[number, slot]]
            if label in traits:
                found[number, slot] = traits[label]
    return found
