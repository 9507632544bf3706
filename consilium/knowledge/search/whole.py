"""What a source says around its best passage, taken as one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import NamedTuple

from consilium.knowledge.search.reading import Read

_NEAR = 3
_PAIR = 2

Pair = tuple[str, str]


class Own(NamedTuple):
    """The question's own words in their order, each with what naming it is worth."""

    worth: Mapping[str, float]

    def pairs(self) -> dict[Pair, float]:
        """Words that follow one another in the question, with what finding them together is worth."""
        return {(one, other): min(self.worth[one], self.worth[other]) for one, other in pairwise(self.worth)}


def wholes(
    read: Iterable[Read], own: Own, saturation: float, length: float, beside: float, sharpness: float
) -> dict[int, float]:
    """What each source scores as one text, by the question's own words alone (BM25).

    Other names of a thing stay out here. A source that says most of the question in its own words, and side
    by side as the question does, is the likelier one; where none does, the question is a paraphrase, and the
    few words that some source happens to share with it say little. So the score falls with a power of what
    is covered.

    Args:
        read: passages of the sources in question.
        own: the question's words.
        saturation: k1.
        length: b.
        beside: what neighbouring words of the question found together count beside the words themselves.
        sharpness: the power of the share covered.
    """
    of_source: defaultdict[int, list[Read]] = defaultdict(list)
    for one in read:
        of_source[one.source].append(one)
    lengths = {source: sum(one.length for one in rows) for source, rows in of_source.items()}
    average = sum(lengths.values()) / max(1, len(lengths)) or 1.0
    pairs = own.pairs()
    scores = {}
    for source, rows in of_source.items():
        slack = saturation * (1 - length + length * lengths[source] / average)
        often = _often(rows, own)
        found = {pair for one in rows for pair in _side_by_side(one, own, pairs)}
        score = fsum(own.worth[word] * count * (1 + saturation) / (count + slack) for word, count in often.items())
        scores[source] = _covered(often, own) ** sharpness * (score + beside * fsum(pairs[pair] for pair in found))
    return scores


def _often(rows: Sequence[Read], own: Own) -> dict[str, float]:
    """How often the passages of a source say each of the question's own words."""
    often: defaultdict[str, float] = defaultdict(float)
    for one in rows:
        for word in one.weights.keys() & own.worth.keys():
            often[word] += one.weights[word]
    return often


def _covered(said: Iterable[str], own: Own) -> float:
    """The share of the question, by worth, that some of its words make up."""
    return fsum(own.worth[word] for word in said) / (fsum(own.worth.values()) or 1.0)


def _side_by_side(one: Read, own: Own, pairs: Mapping[Pair, float]) -> Iterator[Pair]:
    """Pairs of which both words stand within three of each other, in either order."""
    if len(one.weights.keys() & own.worth.keys()) < _PAIR:
        return
    hits = [(at, word) for at, word in enumerate(one.texts[2].split()) if word in own.worth]
    for step in range(1, _NEAR + 1):
        for (start, first), (stop, second) in zip(hits, hits[step:], strict=False):
            if stop - start <= _NEAR:
                yield from {(first, second), (second, first)} & pairs.keys()
