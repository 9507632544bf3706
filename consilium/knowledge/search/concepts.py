"""What a query asks for: each thing that it names, with every other way to name it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consilium.knowledge.search.common import COMMON
from consilium.knowledge.search.glossary import Entry, Glossary, Phrase
from consilium.knowledge.search.sounds import named, terms
from consilium.knowledge.search.vocabulary import Near, Vocabulary

_MOST_WORDS = 60
_LONGEST_PAIR = 4
_SHORTEST_ACRONYM = 3
_LONGEST_ACRONYM = 5
_SURE = 0.92
_CLEAR = 0.04
_SHORTEST_SURE = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a way of naming a thing counts beside the query's own word, which counts 1."""

    relative: float = 0.6
    misheard: float = 0.9
    doubt: float = 3.0
    name: float = 0.8
    phrase: float = 0.95
    pair: float = 0.9
    acronym: float = 0.8
    common: float = 0.6
    ambiguity: float = 0.5


_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for: its names with their weights, its own weight, and the query's own word where it is one."""

    names: dict[Phrase, float]
    weight: float = 1.0
    own: str = ""


class Understanding:
    """Turns queries into concepts.

    Args:
        db: the library's database.
        glossary: names of one thing.
        vocabulary: the words of the library.
        weights: what other names count.
    """

    def __init__(
        self, db: sqlite3.Connection, glossary: Glossary, vocabulary: Vocabulary, weights: Weights = _WEIGHTS
    ) -> None:
        self._db = db
        self._glossary = glossary
        self._vocabulary = vocabulary
        self._weights = weights

    def concepts(self, query: str) -> list[Concept]:
        """Each word of the query as a thing asked for, and each thing that several words name together."""
        words, misheard = self._heard(query)
        named: dict[Phrase, dict[Phrase, float]] = {(word,): {(word,): 1.0} for word in words}
        meant = self._meant(words, misheard)
        for word, near in meant.items():
            for other, likeness in near.items():
                _raise(named[word,], (other,), likeness)
        # Only a word that the library does not know was perhaps misheard; what it may have been names things, too.
        said = {
            other: (word, likeness) for word in words if word in misheard for other, likeness in meant[word].items()
        }
        said.update((word, (word, 1.0)) for word in words)
        for acronym, place in self._acronyms(query):
            _raise(named.setdefault(place, {}), (acronym,), self._weights.acronym)
        for entry, weight in self._entries(list(said)):
            place, sure = _place(entry, said)
            for name in entry.names:
                _raise(named.setdefault(place, {}), name, weight * sure)
        return [
            Concept(names, self._worth(place), place[0] if len(place) == 1 else "") for place, names in named.items()
        ]

    def _worth(self, place: Phrase) -> float:
        return self._weights.common if len(place) == 1 and place[0] in COMMON else 1.0

    def _heard(self, query: str) -> tuple[list[str], dict[str, list[Near]]]:
        """The query's words, each once, and for those that nobody knows what they may have been.

        A word that is almost certainly a known one misspelt is that one.
        """
        words: dict[str, None] = {}
        misheard: dict[str, list[Near]] = {}
        for word, term in named(query):
            if len(words) == _MOST_WORDS:
                break
            if term in COMMON or term.isdigit() or self._vocabulary.knows(term):
                words[term] = None
                continue
            near = self._vocabulary.misheard(term, word)
            if _is_sure(word, near):
                words[near[0].stem] = None
            else:
                words[term] = None
                misheard[term] = near
        return list(words), misheard

    def _meant(self, words: Sequence[str], misheard: Mapping[str, Sequence[Near]]) -> dict[str, dict[str, float]]:
        """Other words of the library that a word of the query may stand for."""
        meant: dict[str, dict[str, float]] = {}
        for word in words:
            if word in COMMON or word.isdigit():
                meant[word] = {}
            elif near := misheard.get(word, ()):
                meant[word] = {one.stem: self._weights.misheard * one.likeness**self._weights.doubt for one in near}
            else:
                relatives = self._vocabulary.relatives(word)
                meant[word] = {one.stem: self._weights.relative * one.likeness for one in relatives}
        return meant

    def _entries(self, words: Sequence[str]) -> Iterator[tuple[Entry, float]]:
        """Glossary entries and pairs that the words name, and what their names count."""
        entries = [one for one in self._glossary.entries(words) if len(one.found) > 1 or one.found[0] not in COMMON]
        senses = Counter(entry.found for entry in entries)
        for entry in entries:
            weight = self._weights.name if len(entry.found) == 1 else self._weights.phrase
            yield entry, weight / senses[entry.found] ** self._weights.ambiguity
        yield from ((entry, self._weights.pair) for entry in self._pairs(words))

    def _acronyms(self, query: str) -> Iterator[tuple[str, Phrase]]:
        """Initials of neighbouring words that stand in the library as a word: ``BFR`` for blood flow restriction."""
        words = re.findall(r"[^\W\d_]+", query.casefold())[:_MOST_WORDS]
        spans = {
            "".join(word[0] for word in words[at : at + length]): words[at : at + length]
            for at in range(len(words))
            for length in range(_SHORTEST_ACRONYM, min(_LONGEST_ACRONYM, len(words) - at) + 1)
        }
        for acronym in sorted(self._vocabulary.known(list(spans))):
            place = tuple(terms(" ".join(spans[acronym])))
            if len(place) > 1:
                yield acronym, place

    def _pairs(self, words: Sequence[str]) -> Iterator[Entry]:
        spans = {
            " ".join(words[at : at + length]): tuple(words[at : at + length])
            for length in range(1, _LONGEST_PAIR + 1)
            for at in range(len(words) - length + 1)
        }
        marks = ", ".join("?" for _ in spans)
        rows = self._db.execute(f"SELECT DISTINCT name, other FROM pairs WHERE name IN ({marks})", tuple(spans))
        others: defaultdict[str, list[Phrase]] = defaultdict(list)
        for name, other in rows:
            others[name].append(tuple(other.split()))
        for name, phrases in others.items():
            yield Entry(spans[name], tuple(phrases))


def _is_sure(word: str, near: Sequence[Near]) -> bool:
    """Whether the first of the words that one may have been stands out; forms of it are no rivals."""
    if not near or len(word) < _SHORTEST_SURE:
        return False
    best = near[0].stem
    rivals = (one.likeness for one in near[1:] if not one.stem.startswith(best) and not best.startswith(one.stem))
    return near[0].likeness >= max(_SURE, max(rivals, default=0.0) + _CLEAR)


def _place(entry: Entry, said: dict[str, tuple[str, float]]) -> tuple[Phrase, float]:
    """The query's own words that an entry was found by, and how sure it is that they were meant."""
    sure = 1.0
    for word in entry.found:
        sure *= said[word][1]
    return tuple(dict.fromkeys(said[word][0] for word in entry.found)), sure


def _raise(names: dict[Phrase, float], name: Phrase, weight: float) -> None:
    names[name] = max(names.get(name, 0.0), weight)
