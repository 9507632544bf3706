"""Searching the library: stems, sounds, names of one thing, what a source says as a whole, and links."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from consilium.knowledge.search.common import COMMON
from consilium.knowledge.search.concepts import Understanding, Weights
from consilium.knowledge.search.gathering import Gathering
from consilium.knowledge.search.glossary import Glossary, load_glossary
from consilium.knowledge.search.mixing import mixed, spread
from consilium.knowledge.search.neighbours import Neighbours
from consilium.knowledge.search.scoring import Scales, Scored, Scoring
from consilium.knowledge.search.sounds import is_russian
from consilium.knowledge.search.vectors import Vectors
from consilium.knowledge.search.vectors.fusing import lifted
from consilium.knowledge.search.vocabulary import Vocabulary

_DEFAULT_SHARE = 0.5
_NEAREST = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage by its key, and its score: higher is better, comparable within one list."""

    key: int
    score: float


class Searcher:
    """Finds passages for a question in either language.

    Args:
        db: the library's database.
        glossary: names of one thing; the one that ships where none is given.
        weights: what other names count.
        scales: parameters of the score.
        vectors: nearness of meaning as a further signal, where there is an embedder.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        glossary: Glossary | None = None,
        *,
        weights: Weights | None = None,
        scales: Scales | None = None,
        vectors: Vectors | None = None,
    ) -> None:
        glossary = load_glossary() if glossary is None else glossary
        vocabulary = Vocabulary(db, COMMON.union(glossary.words()))
        self._understanding = Understanding(db, glossary, vocabulary, weights or Weights())
        self._gathering = Gathering(db)
        self._scoring = Scoring(db, scales or Scales())
        self._neighbours = Neighbours(db)
        self._vectors = vectors

    def search(
        self,
        query: str,
        limit: int,
        *,
        roots: Sequence[int] | None = None,
        share: int | None = None,
        private: bool = False,
    ) -> list[Hit]:
        """At most ``limit`` passages, best first.

        Args:
            query: a question or words, in Russian or English, spelt or misspelt.
            limit: how many passages at most.
            roots: keys of the folders to search in; all where none are given.
            share: how many passages of one source stand before those of others at most; half of all
                where it is not given.
            private: whether the question is; then only an embedder on this machine sees it.
        """
        concepts = self._understanding.concepts(query)
        if limit <= 0 or not concepts:
            return []
        russian = is_russian(query.casefold())
        gathered = self._gathering.gather(concepts, russian)
        near = self._vectors.nearest(query, _NEAREST, private=private) if self._vectors else []
        keys = tuple(dict.fromkeys((*gathered.keys, *(key for key, _ in near))))
        scored = lifted(self._scoring.score(concepts, replace(gathered, keys=keys), roots), [key for key, _ in near])
        scored = self._neighbours.lift(scored)
        ranked = spread(mixed(scored, russian), share or max(1, ceil(limit * _DEFAULT_SHARE)))[:limit]
        return _falling(ranked)


def _falling(ranked: Sequence[Scored]) -> list[Hit]:
    """Hits whose scores fall along the list: one moved up for its language or source scores as what follows it."""
    hits: list[Hit] = []
    highest = 0.0
    for one in reversed(ranked):
        highest = max(highest, one.score)
        hits.append(Hit(one.key, round(highest, 4)))
    return hits[::-1]
