"""Which facts a world holds, and which of its members knows which."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

from consilium.evaluation.worlds.chance import happens
from consilium.evaluation.worlds.facts import Fact, Way
from consilium.evaluation.worlds.words import Name, Table, akin, names

Mix = Literal["ru", "en", "mixed"]

_WEEKS: Final = (6, 8, 10, 12, 14, 16)
_WAYS: Final[tuple[Way, ...]] = ("up", "down", "none")
_SAMPLES: Final = tuple(count for count in range(25, 100) if not 0 < count % 10 < 5)  # noqa: PLR2004  Russian counts these otherwise
_DOSES: Final = (2, 3, 4, 5, 6)
_MANY: Final = 16
"""From how many facts on a world has two pairs of twins."""

_TWINS: Final = ("people", "dose", "weeks", "outcome", "way")


@dataclass(frozen=True, slots=True)
class Held:
    """A fact with those who hold it, and those of them who quote a note for it."""

    fact: Fact
    holders: tuple[str, ...]
    quoting: tuple[str, ...] = ()


class Ground:
    """What facts are drawn from: no two things of a world can be taken for one another by their words.

    Args:
        dice: the world's own.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.taken: list[Name] = []
        self.amounts = dice.sample([*range(3, 21), *(tenth / 2 for tenth in range(7, 40, 2))], 30)
        self.subjects = self._drawn("interventions", 6)
        self.outcomes = self._drawn("outcomes", 8)
        self.people = self._drawn("populations", 5)
        self.means = self._drawn("mechanisms", 3)

    def _drawn(self, table: Table, count: int) -> list[Name]:
        found: list[Name] = []
        for name in self.dice.sample(names(table), len(names(table))):
            if len(found) < count and not any(akin(name, other) for other in self.taken):
                found.append(name)
                self.taken.append(name)
        return found

    def finding(self, number: int, combinations: set[tuple[str, str, str]]) -> Fact:
        """A finding about a combination that nothing has been said of yet."""
        while True:
            chosen = [self.dice.choice(kind) for kind in (self.subjects[:4], self.outcomes, self.people)]
            key = (chosen[0].key, chosen[1].key, "")
            if key not in combinations:
                combinations.add(key)
                break
        way: Way = self.dice.choices(_WAYS, (5, 3, 2))[0]
        fact = Fact(f"f{number}", "finding", "shared", chosen[0], chosen[1], chosen[2], way)
        amount = 0.0 if way == "none" else float(self.amounts.pop())
        dose = self.dice.choice(_DOSES) if happens(self.dice, 0.3) else 0
        return replace(fact, amount=amount, dose=dose, weeks=self.dice.choice(_WEEKS) if happens(self.dice, 0.4) else 0)


def planted(dice: random.Random, members: Sequence[str]) -> tuple[Held, ...]:
    """The facts of one world, dealt to its members.

    Args:
        dice: the world's own.
        members: who sits on its panel.
    """
    ground, combinations = Ground(dice), set[tuple[str, str, str]]()
    wanted = dice.randint(12, 20)
    held: list[Held] = []

    def number() -> int:
        return len(held)

    held += _belief(ground, members, number(), combinations)
    held += _halves(ground, members, number(), combinations)
    for _ in range(1 if wanted < _MANY else 2):
        held += _twins(ground, members, number(), combinations)
    for other in _others(ground, number()):
        held.append(_dealt(dice, other, members))
    while len(held) < wanted:
        held.append(_dealt(dice, ground.finding(number(), combinations), members))
    return tuple(held)


def _dealt(dice: random.Random, fact: Fact, members: Sequence[str]) -> Held:
    """A fact in the hands of one member, of two or of more; a unique one is often quoted."""
    unique = happens(dice, 0.45)
    count = 1 if unique else dice.randint(2, max(2, len(members) - 1))
    holders = tuple(dice.sample(list(members), count))
    quoting = holders[:1] if happens(dice, 0.6 if unique else 0.3) else ()
    return Held(replace(fact, part="unique" if unique else "shared"), holders, quoting)


def _belief(ground: Ground, members: Sequence[str], number: int, combinations: set[tuple[str, str, str]]) -> list[Held]:
    """A falsehood that most members hold, and the truth that the others hold with a quotation."""
    fact = replace(ground.finding(number, combinations), dose=0)
    other: Way = ground.dice.choice([way for way in _WAYS if way != fact.way])
    truth = replace(
        fact,
        id=f"f{number + 1}",
        part="truth",
        way=other,
        amount=0.0 if other == "none" else float(ground.amounts.pop()),
        pair=fact.id,
    )
    order = ground.dice.sample(list(members), len(members))
    many = len(members) // 2 + 1
    few = order[many:][: ground.dice.randint(1, 2)]
    return [
        Held(replace(fact, part="false", pair=truth.id), tuple(order[:many])),
        Held(truth, tuple(few), tuple(few[:1])),
    ]


def _halves(ground: Ground, members: Sequence[str], number: int, combinations: set[tuple[str, str, str]]) -> list[Held]:
    """One thing in one population and another in the next."""
    fact = ground.finding(number, combinations)
    way: Way = "none" if fact.way != "none" else "up"
    people = ground.dice.choice([name for name in ground.people if name != fact.people])
    amount = 0.0 if way == "none" else float(ground.amounts.pop())
    half = replace(fact, id=f"f{number + 1}", way=way, people=people, amount=amount, pair=fact.id)
    both = [replace(fact, pair=half.id), half]
    found = [_dealt(ground.dice, one, members) for one in both]
    return [replace(one, fact=replace(one.fact, part="half")) for one in found]


def _twins(ground: Ground, members: Sequence[str], number: int, combinations: set[tuple[str, str, str]]) -> list[Held]:
    """Two findings that differ in one thing only, each with supporters of its own."""
    dice = ground.dice
    fact = ground.finding(number, combinations)
    match dice.choice(_TWINS):
        case "people":
            twin = replace(fact, people=dice.choice([one for one in ground.people if one != fact.people]))
        case "dose":
            first, second = dice.sample(_DOSES, 2)
            fact, twin = replace(fact, dose=first), replace(fact, dose=second)
        case "weeks":
            first, second = dice.sample(_WEEKS, 2)
            fact, twin = replace(fact, weeks=first), replace(fact, weeks=second)
        case "outcome":
            free = [one for one in ground.outcomes if (fact.subject.key, one.key, "") not in combinations]
            twin = replace(fact, outcome=dice.choice(free))
            combinations.add((fact.subject.key, twin.outcome.key, ""))
        case _:
            way: Way = "none" if fact.way != "none" else "up"
            twin = replace(fact, way=way, amount=0.0 if way == "none" else float(ground.amounts.pop()))
    fact, twin = (
        replace(fact, pair=f"f{number + 1}", part="twin"),
        replace(twin, id=f"f{number + 1}", pair=fact.id, part="twin"),
    )
    order = dice.sample(list(members), len(members))
    cut = dice.randint(1, len(members) - 1)
    return [Held(fact, tuple(order[:cut][:2])), Held(twin, tuple(order[cut:][:2]))]


def _others(ground: Ground, number: int) -> list[Fact]:
    """A comparison, a mechanism, limitations and a recommendation."""
    dice, (one, other, *_) = ground.dice, ground.dice.sample(ground.subjects, 3)
    done, seen, whom = (partial(dice.choice, kind) for kind in (ground.subjects, ground.outcomes, ground.people))
    base = Fact(f"f{number}", "comparison", "shared", one, seen(), whom(), other=other)
    bare = replace(base, other=None)
    found = [
        base,
        replace(bare, kind="mechanism", subject=done(), outcome=seen(), means=dice.choice(ground.means)),
        replace(bare, kind="weeks", subject=done(), people=whom(), amount=float(dice.choice(_WEEKS))),
        replace(bare, kind="sample", subject=done(), outcome=seen(), amount=float(dice.choice(_SAMPLES))),
        replace(
            bare, kind="recommendation", subject=done(), people=whom(), amount=float(dice.choice(range(25, 95, 5)))
        ),
    ]
    return [replace(fact, id=f"f{number + place}") for place, fact in enumerate(found)]
