"""Words that stand in the library, found by how they sound: relatives, cousins in the other script, misspellings."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from consilium.knowledge.search.sounds import (
    beginning,
    grams,
    is_russian,
    likeness,
    likeness_at_front,
    sound,
    spelling,
    swaps,
)

_FRONT = 4
_NEAREST = 40
_COUSIN = 0.84
_ALIKE = 0.75
_AS_GOOD = 0.1
_SHORTEST_COUSIN = 5
_MOST_RELATIVES = 6
_MOST_MEANT = 4
_LONGEST_ENDING = 4
_LETTERS = 0.25
_SWAPPED = 0.15


class Near(NamedTuple):
    """A word of the library near to one that was asked for, and how near, 0 to 1."""

    stem: str
    likeness: float


class Vocabulary:
    """Every stem of the library and of the glossary.

    Args:
        db: the library's database.
        more: stems that count as known, too.
    """

    def __init__(self, db: sqlite3.Connection, more: Iterable[str] = ()) -> None:
        self._db = db
        self._last: int | None = None
        self._relatives: dict[str, list[Near]] = {}
        self._more = frozenset(more)
        by_gram: defaultdict[str, list[str]] = defaultdict(list)
        for stem in self._more:
            for gram in grams(stem):
                by_gram[gram].append(stem)
        self._by_gram: Mapping[str, list[str]] = by_gram

    def knows(self, stem: str) -> bool:
        """Whether a word stands anywhere."""
        return (
            stem in self._more or self._db.execute("SELECT 1 FROM words WHERE stem = ?", (stem,)).fetchone() is not None
        )

    def known(self, stems: Sequence[str]) -> set[str]:
        """Those of some words that stand in the library."""
        marks = ", ".join("?" for _ in stems)
        return {stem for (stem,) in self._db.execute(f"SELECT stem FROM words WHERE stem IN ({marks})", tuple(stems))}

    def relatives(self, stem: str) -> list[Near]:
        """Words made of the same root, and words of the other script that sound the same.

        The same words come again and again, so they are remembered while no word is added.
        """
        (last,) = self._db.execute("SELECT max(key) FROM words").fetchone()
        if last != self._last:
            self._relatives.clear()
            self._last = last
        if stem not in self._relatives:
            self._relatives[stem] = self._related(stem)
        return self._relatives[stem]

    def _related(self, stem: str) -> list[Near]:
        front = sound(stem)[:_FRONT]
        if len(front) < _FRONT:
            return []
        rows = self._db.execute("SELECT stem FROM words WHERE sound >= ? AND sound < ?", (front, front + "\uffff"))
        found = []
        for (word,) in rows:
            if word != stem and (near := _kinship(stem, word)) > 0:
                found.append(Near(word, near))
        return sorted(found, key=lambda near: -near.likeness)[:_MOST_RELATIVES]

    def misheard(self, stem: str, word: str = "") -> list[Near]:
        """Known words that sound almost like an unknown one, nearest first.

        Args:
            stem: of the unknown word; a misspelt ending may have cost it more or less than the ending.
            word: the whole word; known words that it begins with count, too.
        """
        pieces = sorted(grams(stem) | grams(word))
        match = " OR ".join(f'"{piece}"' for piece in pieces)
        rows = self._db.execute(
            "SELECT stem FROM words WHERE key IN"
            " (SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY bm25(grams) LIMIT ?)",
            (match, _NEAREST * 2),
        )
        words = {word for (word,) in rows} | {word for piece in pieces for word in self._by_gram.get(piece, ())}
        words |= {swap for swap in swaps(stem) if self.knows(swap)}
        same_script = (one for one in words if is_russian(one) == is_russian(stem))
        near = [Near(one, _heard(stem, word, one)) for one in same_script]
        best = max((one.likeness for one in near), default=0.0)
        good = [one for one in near if one.likeness >= max(_ALIKE, best - _AS_GOOD)]
        return sorted(good, key=lambda one: (-one.likeness, one.stem))[:_MOST_MEANT]


def _heard(stem: str, word: str, known: str) -> float:
    """How likely an unknown word is a known one misspelt: by its sound, and a little by its letters."""
    alike = max(likeness(stem, known), beginning(word, known))
    length = max(len(stem), len(known))
    letters = max(spelling(stem, known), spelling(word[:length], known))
    swapped = _SWAPPED if sorted(stem) == sorted(known) else 0.0
    return min(1.0, (1 - _LETTERS) * alike + _LETTERS * letters + swapped)


def _kinship(stem: str, word: str) -> float:
    """How closely two known words are related, 0 where they are not."""
    if min(len(sound(stem)), len(sound(word))) < _SHORTEST_COUSIN:
        return 0.0
    if is_russian(stem) == is_russian(word):
        one, other = sorted((stem, word), key=len)
        return 0.8 if other.startswith(one) and len(other) - len(one) <= _LONGEST_ENDING else 0.0
    near = likeness_at_front(stem, word)
    return near if near >= _COUSIN else 0.0
