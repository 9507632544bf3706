"""Reading the gathered passages closely, and scoring them."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilium.knowledge.search.concepts import Concept
from consilium.knowledge.search.gathering import Gathered
from consilium.knowledge.search.glossary import Phrase
from consilium.knowledge.search.reading import Read, Reading
from consilium.knowledge.search.sounds import is_russian
from consilium.knowledge.search.whole import Own, wholes


@dataclass(frozen=True, slots=True)
class Scales:
    """Parameters of the score (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009: BM25F).

    ``title`` and ``section`` are what a word there counts beside one in running text. ``saturation`` and
    ``length`` are k1 and b. ``source`` is what all of a source's passages together count beside the
    passage's own score, ``others`` what further names of a thing count beside its best one, ``apart`` a name
    whose words stand apart. ``whole`` is what a source counts as one text by the question's own words, ``beside`` what
    those found side by side count in it, ``sharpness`` how fast that falls with what the source leaves unsaid.
    """

    title: float = 4.0
    section: float = 2.0
    saturation: float = 0.9
    length: float = 0.75
    source: float = 1.5
    others: float = 0.2
    apart: float = 0.5
    whole: float = 2.0
    beside: float = 1.0
    sharpness: float = 3.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage that was read: its key, its source's, its score, whether it is Russian, and how much of the question
    it names, 0 to 1: that can be compared across languages.
    """

    key: int
    source: int
    score: float
    russian: bool
    covers: float = 0.0


_MOST_OF_SOURCE = 4
_BEST_SOURCES = 16
_AROUND = 3
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
        self._reading = Reading(db, scales.title, scales.section)
        self._scales = scales

    def score(self, concepts: Sequence[Concept], gathered: Gathered, roots: Sequence[int] | None) -> list[Scored]:
        """Gathered passages within scope and those around the best of them, best first.

        A passage scores what it names itself, plus a share of what its source names in its best passages
        together: a question may be spread over several sections of one paper. The best sources are read
        around their best passages, and gain by what they say there as one text.
        """
        wanted = _wanted(concepts, gathered.rarity)
        asked = frozenset(word for names in wanted.values() for name, *_ in names for word in name)
        read = self._reading.read(gathered.keys, asked, roots)
        average = sum(one.length for one in read) / max(1, len(read))
        parts = {one.key: self._parts(one, wanted, len(concepts), average) for one in read}
        best = _best(read, parts, self._of_source(read, parts))
        near = {key for at in best.values() for key in range(at - _AROUND, at + _AROUND + 1)}
        more = self._reading.read(near - parts.keys(), asked, roots, best)
        parts.update((one.key, self._parts(one, wanted, len(concepts), average)) for one in more)
        read += more
        of_source = self._of_source(read, parts)
        around = [one for one in read if abs(one.key - best.get(one.source, -_AROUND)) <= _AROUND]
        for source, score in self._whole(around, concepts, gathered).items():
            of_source[source] += score
        worth = [one.weight * max(rarity.values()) for one, rarity in zip(concepts, gathered.rarity, strict=True)]
        scored = [
            Scored(
                one.key,
                one.source,
                sum(parts[one.key]) + of_source[one.source],
                one.russian,
                _covered(parts[one.key], worth),
            )
            for one in read
        ]
        return sorted(scored, key=lambda one: (-one.score, one.key))

    def _of_source(self, read: Sequence[Read], parts: Mapping[int, list[float]]) -> dict[int, float]:
        rows: defaultdict[int, list[list[float]]] = defaultdict(list)
        for one in read:
            rows[one.source].append(parts[one.key])
        return {source: self._scales.source * _together(some) for source, some in rows.items()}

    def _whole(self, read: Sequence[Read], concepts: Sequence[Concept], gathered: Gathered) -> dict[int, float]:
        own = Own(
            {
                concept.own: concept.weight * rarity[is_russian(concept.own)]
                for concept, rarity in zip(concepts, gathered.rarity, strict=True)
                if concept.own
            }
        )
        scales = self._scales
        scores = wholes(read, own, scales.saturation, scales.length, scales.beside, scales.sharpness)
        return {source: scales.whole * score for source, score in scores.items()}

    def _parts(self, one: Read, wanted: _Wanted, concepts: int, average: float) -> list[float]:
        """What each concept adds to a passage's score: its best name, and a little for every further one."""
        length = one.length / average if average else 1.0
        slack = self._scales.saturation * (1 - self._scales.length + self._scales.length * length)
        best, total = [0.0] * concepts, [0.0] * concepts
        most, weights = 1 + self._scales.saturation, one.weights
        for word in weights.keys() & wanted.keys():
            for name, concept, worth in wanted[word]:
                often = weights[word] if len(name) == 1 else self._often(one, name)
                if often > 0:
                    gain = worth * often * most / (often + slack)
                    total[concept] += gain
                    best[concept] = max(best[concept], gain)
        others = self._scales.others
        return [top + others * (every - top) for top, every in zip(best, total, strict=True)]

    def _often(self, one: Read, name: Phrase) -> float:
        """How often a passage says a name of several words, which counts less where they stand apart."""
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
    if len(rows) == 1:
        return math.fsum(rows[0])
    best = sorted(rows, key=sum, reverse=True)[:_MOST_OF_SOURCE]
    return math.fsum(max(part) for part in zip(*best, strict=True))


def _covered(parts: Sequence[float], worth: Sequence[float]) -> float:
    """The share of a question, by how rare its things are, that a passage names in any way."""
    return math.fsum(one for one, part in zip(worth, parts, strict=True) if part > 0) / (math.fsum(worth) or 1.0)


def _best(read: Sequence[Read], parts: Mapping[int, list[float]], of_source: Mapping[int, float]) -> dict[int, int]:
    """The sources whose passages score best, each with the key of its best passage."""
    best: dict[int, int] = {}
    for one in sorted(read, key=lambda one: -sum(parts[one.key]) - of_source[one.source]):
        if len(best) < _BEST_SOURCES:
            best.setdefault(one.source, one.key)
    return best
