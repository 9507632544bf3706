"""A planted fact and the many ways of saying it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from consilium.evaluation.worlds.chance import happens
from consilium.evaluation.worlds.words import Name, rows
from consilium.types.question import Language

FactKind = Literal["finding", "comparison", "mechanism", "weeks", "sample", "recommendation"]
Way = Literal["up", "down", "none"]
Part = Literal["shared", "unique", "false", "truth", "half", "twin"]
"""What a fact is for: held by several or by one, believed by the many against the truth of the few, one half of a
conditional pair, one of two that differ in a single thing."""

_EN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_RU: Final = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать"
).split()
_FEW: Final = 2
_MANY: Final = 5
"""From how many on Russian counts in the genitive plural."""

_BY_NUMBER: Final = re.compile(r"\[([^|\]]*)\|([^\]]*)\]|<([^|>]*)\|([^>]*)>")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so, or is falsely believed, in a planted world.

    Args:
        id: within its world.
        kind: what kind of statement it is.
        part: what it is there for.
        subject: what is done or taken.
        outcome: what is looked at.
        people: in whom.
        way: what becomes of the outcome.
        amount: of the change in percent, or the figure of a limitation or recommendation.
        other: what the subject is compared with.
        means: the mechanism.
        dose: grams a day or times a week.
        weeks: after how long.
        pair: the fact it is set beside.
    """

    id: str
    kind: FactKind
    part: Part
    subject: Name
    outcome: Name
    people: Name
    way: Way = "up"
    amount: float = 0.0
    other: Name | None = None
    means: Name | None = None
    dose: int = 0
    weeks: int = 0
    pair: str = ""

    @property
    def sentences(self) -> str:
        """The key of the wordings it is said in."""
        return self.way if self.kind == "finding" else self.kind


@cache
def templates(language: Language, key: str) -> tuple[str, ...]:
    """The wordings of one kind of fact; every one has other verbs or another order."""
    return tuple(row["text"] for row in rows("wordings") if (row["language"], row["kind"]) == (language, key))


def sentence(fact: Fact, language: Language, turn: int) -> str:
    """The fact in the turn-th of its wordings.

    Args:
        fact: what is said.
        language: in which language.
        turn: which wording; names, numbers and units are spelt differently from turn to turn.
    """
    known = templates(language, fact.sentences)
    text = _BY_NUMBER.sub(lambda found: _agreeing(found, fact, language), known[turn % len(known)])
    said = text.format(**_values(fact, language, turn))
    return said[0].upper() + said[1:]


def spelt(number: float, language: Language, *, words: bool = False) -> str:
    """A number in digits, or in words where it is whole and small."""
    if words and number == int(number) and _FEW < number < len(_EN):
        return (_EN if language == "en" else _RU)[int(number)]
    text = f"{number:g}"
    return text.replace(".", ",") if language == "ru" else text


def _agreeing(found: re.Match[str], fact: Fact, language: Language) -> str:
    one, many, outcome_one, outcome_many = found.groups()
    if one is not None:
        return many if fact.subject.plural[language] else one
    return outcome_many if fact.outcome.plural[language] else outcome_one


def _values(fact: Fact, language: Language, turn: int) -> dict[str, str]:
    words = happens(random.Random(f"{fact.id}/{turn}"), 0.3)  # noqa: S311  a draw for variety, no secret
    figure = spelt(fact.amount, language, words=words)
    cases = (("I", "nom"), ("Ig", "gen"), ("Ii", "ins"))
    values = {field: fact.subject.form(language, case, turn) for field, case in cases}
    cases = (("O", "nom"), ("Og", "gen"), ("Oa", "acc"))
    values |= {field: fact.outcome.form(language, case, turn) for field, case in cases}
    values["P"] = fact.people.form(language, "gen", turn)
    if fact.other is not None:
        other = fact.other
        values |= {
            f"J{mark}": other.form(language, case, turn) for mark, case in (("", "nom"), ("g", "gen"), ("i", "ins"))
        }
    if fact.means is not None:
        values["M"] = fact.means.form(language, "ins", turn)
    values |= {"n": _percent(fact.amount, language, turn, words=words), "w": figure, "k": figure, "m": figure}
    values["wg"] = spelt(fact.amount, language)
    return values | {"d": _dose(fact, language, turn), "t": _time(fact, language, turn, words=words)}


def _percent(amount: float, language: Language, turn: int, *, words: bool) -> str:
    number = spelt(amount, language, words=words)
    if language == "en":
        return f"{number} percent" if words or turn % 3 == 1 else f"{number}{' ' if turn % 2 else ''}%"
    unit = "процентов" if amount == int(amount) and not _FEW <= amount < _MANY else "процента"
    return f"{number} {unit}" if words or turn % 3 == 1 else f"{number} %"


def _dose(fact: Fact, language: Language, turn: int) -> str:
    if not fact.dose:
        return ""
    size = spelt(fact.dose, language)
    if fact.subject.dosed:
        ways = {
            "en": (f" at {size} g per day", f" in a daily dose of {size} g", f" ({size} g/day)"),
            "ru": (f" в дозе {size} г в сутки", f" по {size} г в день", f" ({size} г/сут)"),
        }
    else:
        times = "раза" if fact.dose < _MANY else "раз"
        ways = {
            "en": (f" {size} times a week", f" ({size} times per week)", f" done {size} times weekly"),
            "ru": (f" {size} {times} в неделю", f" ({size} {times} в неделю)", f" с частотой {size} {times} в неделю"),
        }
    return ways[language][turn % 3]


def _time(fact: Fact, language: Language, turn: int, *, words: bool) -> str:
    if not fact.weeks:
        return ""
    number, spoken = spelt(fact.weeks, language), spelt(fact.weeks, language, words=words)
    ways = {
        "en": (f" after {spoken} weeks", f" over {number} weeks", f" within {spoken} weeks"),
        "ru": (f" через {spoken} недель", f" после {number} недель", f" за {spoken} недель"),
    }
    return ways[language][turn % 3]
