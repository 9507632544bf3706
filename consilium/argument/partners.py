"""Claims in two languages that their numbers show to be one, where the words of either have no known match.

A vocabulary never has every word of both languages. But where one claim of the panel in Russian and one in English
give the same sizes, doses and times, go the same way, speak of the same people, and no other claim in either
language does, they are two wordings of one finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from consilium.argument.comparison import Relation
from consilium.argument.reading.amounts import Amount
from consilium.argument.reading.ideas import pairs
from consilium.argument.reading.sense import Sense, sense_of
from consilium.argument.reading.ways import one_way
from consilium.types.opinion import Claim
from consilium.types.statement import ClaimKind

H = TypeVar("H", bound=str)
Group = list[tuple[H, Claim]]
Mark = tuple[object, ...]

_COUNTED: Final = 20
"""The least number without a unit that is taken for a count."""


def partnered(found: Sequence[Group[H]], relations: Mapping[frozenset[str], Relation]) -> list[Group[H]]:
    """The groups, with those joined that are each other's only match across languages.

    Args:
        found: groups of claims that assert the same.
        relations: of each pair of claims, by their ids.
    """
    by_mark: defaultdict[Mark, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
    for place, group in enumerate(found):
        if mark := _mark(group):
            by_mark[mark][_sense(group).russian].append(place)
    joined = list(map(list, found))
    taken = set()
    for sides in by_mark.values():
        if len(sides[True]) == len(sides[False]) == 1:
            one, other = sides[True][0], sides[False][0]
            if _agree(found[one], found[other], relations):
                joined[one] += joined[other]
                taken.add(other)
    return [group for place, group in enumerate(joined) if place not in taken]


def _sense(group: Group[H]) -> Sense:
    claim = group[0][1]
    return sense_of(claim.text, claim.says)


def _mark(group: Group[H]) -> Mark:
    """What a group is known by across languages; empty where it gives no size, or is in both already."""
    senses = [sense_of(claim.text, claim.says) for _, claim in group]
    first = senses[0]
    if len({one.russian for one in senses}) > 1 or not any(_tells(amount, first.kind) for amount in first.amounts):
        return ()
    amounts = frozenset((amount.value, amount.unit) for amount in first.amounts)
    return kind_by_numbers(first), amounts, first.groups, bool(first.compared)


def kind_by_numbers(sense: Sense) -> ClaimKind:
    """The kind of a statement; what says by how much something changed is a finding, whatever it owes that to."""
    sized = any(amount.is_size for amount in sense.amounts)
    return "finding" if sense.kind == "mechanism" and sized else sense.kind


def in_a_name(amount: Amount) -> bool:
    """Whether a number is likely part of a name, and may be left out with it: interleukin-6, zone 2."""
    return not amount.unit and amount.value < _COUNTED


def _tells(amount: Amount, kind: ClaimKind) -> bool:
    """Whether two claims rarely share a number: by how much something changed, or how many were looked at."""
    return amount.is_size or (kind == "limitation" and not amount.unit and not in_a_name(amount))


def _agree(one: Group[H], other: Group[H], relations: Mapping[frozenset[str], Relation]) -> bool:
    """Whether nothing tells two groups apart but words."""
    here, there = _sense(one), _sense(other)
    apart = all(relations.get(frozenset((a.id, b.id))) == "apart" for _, a in one for _, b in other)
    alike = one_way(here.way.turn, there.way.turn) and here.setting == there.setting
    return apart and alike and not _name_different_things(here, there)


def _name_different_things(here: Sense, there: Sense) -> bool:
    """Whether both name something that the other does not, and both things are known in either language."""
    lost, missing = pairs((*here.ideas, *here.rival), (*there.ideas, *there.rival))
    return any(idea.known for idea in lost) and any(idea.known for idea in missing)
