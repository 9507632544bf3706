"""Where names in two languages meet: in claims that are one, or that may be, and in quotations for claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from consilium.argument.naming import NAMELESS, ROLES, Name, Naming, Role, Telling
from consilium.argument.partners import in_a_name, kind_by_numbers
from consilium.argument.reading.sense import Sense, sense_of
from consilium.argument.reading.ways import one_way
from consilium.knowledge.search.sounds import is_russian
from consilium.types.opinion import Claim

Pair = tuple[Name, Name]
"""A Russian name and an English one."""

_SEEN: Final = 2
"""How often two names must meet where no size of a change brought them together."""
_LONGEST_QUOTED: Final = 25
_NOTHING: Final = frozenset(("none", "not up", "not down", "denied"))


@dataclass(slots=True)
class Meetings:
    """How often a Russian and an English name stood for one another.

    Args:
        naming: what the panel calls things.
    """

    naming: Naming
    met: Counter[Pair] = field(default_factory=Counter)
    sure: set[Pair] = field(default_factory=set)

    def of_one(self, tellings: Sequence[Telling]) -> None:
        """Count the names of claims that are one; once is enough where they give the size of a change."""
        found = self._found(tellings)
        self.met.update(found)
        if any(amount.is_size for one in tellings for amount in one.sense.amounts):
            self.sure |= found

    def of_some(self, tellings: Sequence[Telling]) -> None:
        """Count the names of claims that may be one: those that no other name there rivals."""
        found = self._found(tellings)
        self.met.update(
            pair for pair in found if sum(pair[0] == here or pair[1] == there for here, there in found) == 1
        )

    def settled(self) -> list[Pair]:
        """Names that met for sure or often enough, and more often with one another than either with any other."""
        return [
            pair
            for pair, times in self.met.items()
            if (times >= _SEEN or pair in self.sure) and all(times > often for often in self._rivals(pair))
        ]

    def _rivals(self, pair: Pair) -> Iterator[int]:
        here, there = pair
        return (often for (one, other), often in self.met.items() if (one == here) != (other == there))

    def _found(self, tellings: Sequence[Telling]) -> set[Pair]:
        russian = [one for one in tellings if one.sense.russian]
        english = [one for one in tellings if not one.sense.russian]
        pairs = {
            (here, there)
            for role in ROLES
            for here in self._told(russian, role)
            for there in self._told(english, role)
            if not {here, there} <= self.naming.known
        }
        return {(here, there) for here, there in pairs if _in_russian(here) and not _in_russian(there)}

    def _told(self, tellings: Iterable[Telling], role: Role) -> set[Name]:
        return {self.naming.part(one, role) for one in tellings} - {NAMELESS}


def in_both(tellings: Iterable[Telling]) -> bool:
    """Whether some are in Russian and some in English."""
    return len({one.sense.russian for one in tellings}) > 1


def quoted(claim: Claim, told: Telling) -> Iterator[Telling]:
    """The quotations for a claim in the other language that give the same numbers and go its way."""
    for quote in sorted({cited.quote for cited in claim.citations if cited.verified}):
        if len(quote.split()) <= _LONGEST_QUOTED and _says_so(sense := sense_of(quote), told.sense):
            yield Telling(sense)


def _says_so(quote: Sense, claim: Sense) -> bool:
    numbers = _numbers(quote)
    across = quote.russian != claim.russian and one_way(quote.way.turn, claim.way.turn)
    return across and bool(numbers) and numbers == _numbers(claim)


def alike(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Claims of both languages that have all but their names in common: numbers, people and direction."""
    found: defaultdict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for one in tellings:
        sense = one.sense
        if sense.amounts or sense.groups:
            turn = "none" if sense.way.turn in _NOTHING else sense.way.turn
            found[kind_by_numbers(sense), _numbers(sense), sense.groups, bool(sense.compared), turn].append(one)
    return [group for group in found.values() if in_both(group)]


def _numbers(sense: Sense) -> frozenset[tuple[object, ...]]:
    return frozenset((amount.value, amount.unit) for amount in sense.amounts if not in_a_name(amount))


def _in_russian(name: Name) -> bool:
    return any(map(is_russian, name))
