"""Whom a statement speaks of and under what circumstances: groups and qualifiers, by what they are told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from consilium.argument.reading.plain import Word, prefixes, table

Sides = Mapping[str, frozenset[str]]
"""By axis, the sides named: ``{"sex": {"women"}}``."""

# Whoever is one is the other, too, as far as statements go.
_ONE_GROUP: Final = {"experienced": "trained"}
_IMPLIED: Final = frozenset(("athletes", "trained", "players"))
"""Told with a sport or a standing, these tell nothing more."""

_PLACES: Final = frozenset(("runners", "cyclists"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A word that names a side of an axis."""

    axis: str
    side: str
    start: int
    end: int


def groups_in(words: Sequence[Word]) -> list[Marked]:
    """The words that name a group of people."""
    return list(_marked(words, _people()))


def qualifiers_in(words: Sequence[Word]) -> list[Marked]:
    """The words that narrow when and how: time of day, before a meal, low or high, acute or chronic."""
    return list(_marked(words, _qualifiers()))


def narrows(word: str) -> bool:
    """Whether a word narrows when or how."""
    return bool(_read(word, _qualifiers()))


def _marked(words: Sequence[Word], rows: _Rows) -> Iterator[Marked]:
    for word in words:
        for axis, side in _read(word.text, rows):
            yield Marked(axis, side, word.start, word.end)


_Rows = tuple[tuple[str, str, re.Pattern[str]], ...]


@lru_cache(maxsize=16384)
def _read(word: str, rows: _Rows) -> tuple[tuple[str, str], ...]:
    """What sides a word names, as a whole or in the parts that a hyphen joins."""
    parts = [word, *word.split("-")] if "-" in word else [word]
    return tuple((axis, side) for axis, side, pattern in rows if any(map(pattern.match, parts)))


def sides(marked: Sequence[Marked]) -> dict[str, frozenset[str]]:
    """What was marked, by axis."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in marked:
        found[one.axis].add(one.side)
    return {axis: frozenset(named) for axis, named in found.items()}


def told(population: Sides) -> frozenset[str]:
    """The groups named, without those that only repeat what another one says: trained cyclists are cyclists.

    >>> sorted(told({"training": frozenset({"athletes", "trained"}), "sport": frozenset({"rowers"})}))
    ['rowers', 'trained']
    """
    named = {side for group in population.values() for side in group}
    if named & {"trained", "athletes"} == {"trained", "athletes"}:
        named.discard("athletes")
    if population.get("sport"):
        named -= {"athletes", "players"} if len(population["sport"] - {"players"}) else {"athletes"}
    # A girl who is an adolescent, or a boy, is one group in two words.
    if len(population.get("health", ())) > 1:
        named.discard("patients")
    if named & {"marathoners", "ultrarunners", "sprinters", "orienteers"}:
        named.discard("runners")
    if "adolescents" in named:
        named -= {"children", "young"}
    if {"recruits"} & named:
        named.discard("young")
    return frozenset("athletes" if one == "trained" and not population.get("sport") else one for one in named)


def excludes(one: Sides, other: Sides) -> bool:
    """Whether two populations differ on an axis that both name."""
    return any(one[axis] != other[axis] and not one[axis] & other[axis] for axis in one.keys() & other.keys())


@cache
def _people() -> _Rows:
    return tuple((axis, side, prefixes(entries.split())) for axis, side, entries in table("people.tsv"))


@cache
def _qualifiers() -> _Rows:
    return tuple((axis, side, prefixes(entries.split())) for axis, side, entries in table("qualifiers.tsv"))
