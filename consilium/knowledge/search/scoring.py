"""Reading the gathered passages closely, and scoring them."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from consilium.knowledge.search.concepts import Concept
from consilium.knowledge.search.gathering import Gathered
from consilium.knowledge.search.glossary import Phrase
from consilium.knowledge.search.sounds import is_russian


@dataclass(frozen=True, slots=True)
class Scales:
    """Parameters of the score (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009: BM25F).

    ``title`` and ``section`` are what a word there counts beside one in running text. ``saturation`` and
    ``length`` are k1 and b. ``source`` is what all of a source's passages together count beside the
    passage's own score, ``others`` what further names of a thing count beside its best one.
    """

    title: float = 4.0
    section: float = 2.0
    saturation: float = 0.9
    length: float = 0.75
    source: float = 1.5
    others: float = 0.2
    apart: float = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage that was read: its key, its source's, its score, and whether it is Russian."""

    key: int
    source: int
    score: float
    russian: bool


class _Read(NamedTuple):
    key: int
    source: int
    russian: bool
    weights: dict[str, float]
    texts: tuple[str, str, str]
    length: int


_MOST_OF_SOURCE = 4
_SAMPLE = 120
_MOSTLY_CYRILLIC = 1.4
_SCALES = Scales()

_Wanted = Mapping[str, list[tuple[Phrase, int, float]]]
"""By their last word, the names to look for: each with its concept's place and what it is worth."""


class Scoring:
    """Scores passages by the concepts that they name.

    Args:
        db: the library's database.
        scales: parameters of the score.
    """

    def __init__(self, db: sqlite3.Connection, scales: Scales = _SCALES) -> None:
        self._db = db
        self._scales = scales

    def score(self, concepts: Sequence[Concept], gathered: Gathered, roots: Sequence[int] | None) -> list[Scored]:
        """Gathered passages within scope, best first.

        A passage scores what it names itself, plus a share of what its source names in its best passages
        together: a question may be spread over several sections of one paper.
        """
        wanted = _wanted(concepts, gathered.rarity)
        read = self._read(
            gathered.keys, roots, frozenset(word for names in wanted.values() for name, *_ in names for word in name)
        )
        average = sum(one.length for one in read) / max(1, len(read))
        parts = {one.key: self._parts(one, wanted, len(concepts), average) for one in read}
        of_source: defaultdict[int, list[list[float]]] = defaultdict(list)
        for one in read:
            of_source[one.source].append(parts[one.key])
        together = {source: _together(rows) for source, rows in of_source.items()}
        scored = [
            Scored(one.key, one.source, sum(parts[one.key]) + self._scales.source * together[one.source], one.russian)
            for one in read
        ]
        return sorted(scored, key=lambda one: (-one.score, one.key))

    def _read(self, keys: Sequence[int], roots: Sequence[int] | None, asked: frozenset[str]) -> list[_Read]:
        marks = ", ".join("?" for _ in keys)
        scope = "" if roots is None else f" AND p.root IN ({', '.join('?' for _ in roots)})"
        rows = self._db.execute(
            "SELECT p.key, p.source, s.title, s.section, s.body FROM passages p JOIN stems s ON s.rowid = p.key"
            f" WHERE p.key IN ({marks}){scope}",
            (*keys, *(roots or ())),
        )
        return [self._one(row, asked) for row in rows]

    def _one(self, row: tuple[int, int, str, str, str], asked: frozenset[str]) -> _Read:
        """One passage with how often it says each word asked for, words of its heading counted more."""
        key, source, title, section, body = row
        words = body.split()
        weights: dict[str, float] = {}
        for word in filter(asked.__contains__, words):
            weights[word] = weights.get(word, 0.0) + 1.0
        for heading, weight in ((section, self._scales.section), (title, self._scales.title)):
            for word in asked.intersection(heading.split()):
                weights[word] = weights.get(word, 0) + weight
        # Cyrillic letters take two bytes each, so the bytes of a few words tell the language.
        few = body[:_SAMPLE]
        russian = len(few.encode()) > len(few) * _MOSTLY_CYRILLIC
        return _Read(key, source, russian, weights, (title, section, body), len(words))

    def _parts(self, one: _Read, wanted: _Wanted, concepts: int, average: float) -> list[float]:
        """What each concept adds to a passage's score: its best name, and a little for every further one."""
        length = one.length / average if average else 1.0
        slack = self._scales.saturation * (1 - self._scales.length + self._scales.length * length)
        best, total = [0.0] * concepts, [0.0] * concepts
        for word in one.weights.keys() & wanted.keys():
            for name, concept, worth in wanted[word]:
                if (often := self._often(one, name)) > 0:
                    gain = worth * often * (1 + self._scales.saturation) / (often + slack)
                    best[concept] = max(best[concept], gain)
                    total[concept] += gain
        return [top + self._scales.others * (all_ - top) for top, all_ in zip(best, total, strict=True)]

    def _often(self, one: _Read, name: Phrase) -> float:
        """How often a passage says a name; a name of several words counts less where they stand apart."""
        if len(name) == 1:
            return one.weights[name[0]]
        if not all(word in one.weights for word in name):
            return 0.0
        often = min(one.weights[word] for word in name)
        together = f" {' '.join(name)} "
        return often if any(together in f" {text} " for text in one.texts) else often * self._scales.apart


def _wanted(concepts: Sequence[Concept], rarity: Sequence[Mapping[bool, float]]) -> _Wanted:
    wanted: defaultdict[str, list[tuple[Phrase, int, float]]] = defaultdict(list)
    for at, concept in enumerate(concepts):
        for name, weight in concept.names.items():
            worth = concept.weight * weight * rarity[at][is_russian(name[0])]
            wanted[name[-1]].append((name, at, worth))
    return wanted


def _together(rows: Sequence[Sequence[float]]) -> float:
    """What a source's best passages name together, each concept counted where it is named best."""
    best = sorted(rows, key=sum, reverse=True)[:_MOST_OF_SOURCE]
    return math.fsum(max(part) for part in zip(*best, strict=True))
