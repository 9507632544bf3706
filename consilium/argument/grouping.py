"""Claims of several members brought together where they assert the same, whatever order they come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final, TypeVar

from consilium.argument.comparison import Relation, compare
from consilium.argument.dictionary import Dictionary
from consilium.argument.focus import focused
from consilium.argument.partners import partnered
from consilium.argument.reading.sense import Sense, sense_of
from consilium.types.opinion import Claim

H = TypeVar("H", bound=str)

_MOST: Final = 0.5
"""Least share of the pairs between two groups that must be the same for the groups to be one."""

Held = tuple[H, Claim]


def groups(claims: Sequence[Held[H]]) -> list[list[Held[H]]]:
    """The claims in groups that assert the same, in an order that does not depend on theirs.

    Complete linkage: two groups become one where no claim of either contradicts one of the other or speaks of
    another case, and most pairs are the same; so a chain of near-likenesses joins nothing.

    Args:
        claims: each with the member that holds it.
    """
    return grouped(claims)[0]


def grouped(claims: Sequence[Held[H]]) -> tuple[list[list[Held[H]]], Mapping[frozenset[str], Relation]]:
    """The groups, and what each pair of claims is to one another, by their ids."""
    held = sorted(claims, key=_place)
    senses = focused({claim.id: sense_of(claim.text, claim.says) for _, claim in held}, [claim for _, claim in held])
    found, relations = _by_sense(held, senses)
    names = Dictionary([claim for _, claim in held], senses)
    names.learn([claim for _, claim in group] for group in found)
    return _by_sense(held, names.translated()) if names else (found, relations)


def _by_sense(
    held: Sequence[Held[H]], senses: Mapping[str, Sense]
) -> tuple[list[list[Held[H]]], dict[_Pair, Relation]]:
    relations = _relations(senses)
    found = [group for linked in _linked([[one] for one in held], relations) for group in _merged(linked, relations)]
    joined = [sorted(group, key=_place) for group in partnered(found, relations)]
    return sorted(joined, key=lambda group: _place(group[0])), relations


def _merged(found: list[list[Held[H]]], relations: dict[_Pair, Relation]) -> list[list[Held[H]]]:
    while pair := _nearest(found, relations):
        kept, taken = pair
        found[kept] = sorted([*found[kept], *found[taken]], key=_place)
        del found[taken]
    return found


def _linked(found: Sequence[list[Held[H]]], relations: dict[_Pair, Relation]) -> list[list[list[Held[H]]]]:
    """The claims parted into those that a chain of sameness links: only within one can a group come about."""
    parts: list[list[list[Held[H]]]] = []
    for group in found:
        mine = [part for part in parts if any(_share(group, other, relations) > 0 for other in part)]
        parts = [part for part in parts if part not in mine]
        parts.append([*(other for part in mine for other in part), group])
    return [sorted(part, key=lambda group: _place(group[0])) for part in parts]


def _place(held: Held[H]) -> tuple[str, str, str]:
    member, claim = held
    return claim.text.casefold(), claim.id, member


_Pair = frozenset[str]


def _relations(senses: Mapping[str, Sense]) -> dict[_Pair, Relation]:
    """What each pair of claims is to one another, each pair asked once; two with one id are one."""
    return {
        frozenset((one, other)): compare(senses[one], senses[other])[0]
        for one, other in combinations(sorted(senses), 2)
    }


def _nearest(found: Sequence[Sequence[Held[H]]], relations: dict[_Pair, Relation]) -> tuple[int, int] | None:
    """The two groups that are most surely one; None where no two are."""
    shares = (
        (share, -one, -other)
        for (one, ours), (other, theirs) in combinations(enumerate(found), 2)
        if (share := _share(ours, theirs, relations)) >= _MOST
    )
    best = max(shares, default=None)
    return (-best[1], -best[2]) if best else None


def _share(ours: Sequence[Held[H]], theirs: Sequence[Held[H]], relations: dict[_Pair, Relation]) -> float:
    """The share of pairs that are the same; -1 where one of them rules it out."""
    same = 0
    for _, one in ours:
        for _, other in theirs:
            found = relations[frozenset((one.id, other.id))] if one.id != other.id else "same"
            if found in {"contrary", "elsewhere"}:
                return -1.0
            same += found == "same"
    return same / (len(ours) * len(theirs))
