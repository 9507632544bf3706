"""Which rule a number belongs to: the one whose quantity is named nearest, in a unit that fits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.rules.finding import Number, name_pattern
from consilium.rules.rule import ANY, Rule
from consilium.units import Amount, amount, converted

_FARTHEST_OTHER_UNIT = 30
_BARRIER = re.compile(r"[;]|,\s(?:but|а|но|while|whereas)\s|\s(?:but|versus|vs\.?)\s")
_BARRIER_COST = 40
# "3 mg/kg of caffeine", «5 г креатина»: what is measured stands right behind.
_RIGHT_BEHIND = re.compile(r"\s+(?:of\s+)?\Z")
# A pure number belongs to a name only where hardly anything stands between: r = 0.8, ICC of 0.9.
_PURE = re.compile(
    r"(?:\s*\([^()]{1,12}\))?[\s(\[,]*(?:\b(?:value|values|coefficient|значени\w+|коэффициент\w*)\b\s*)?"
    r"(?:\b(?:of|was|were|is|are|between|равн\w+|был\w?|составил\w?|составляет|достиг\w*|reached|exceeded|от)\b\s*)?"
    r"[=:<>≤≥≈—–-]?\s*[\[(]?"
)
_SIGN = re.compile(r"[=<>≤≥≈:]")
# One letter is a number's name only where a sign says so: r = 0.8, not vitamin D 1000.
_SHORT_NAME = 2


@dataclass(frozen=True, slots=True)
class Bound:
    """A number and the rule that it belongs to.

    Args:
        rule: the rule.
        number: the number.
        ends: its value, or both ends of its range, in the rule's unit; empty where they cannot be had.
    """

    rule: Rule
    number: Number
    ends: tuple[Amount, ...]


def bound(rules: Sequence[Rule], text: str, stretch: tuple[int, int], found: Sequence[Number]) -> list[Bound]:
    """The numbers of a sentence with the rules that they belong to.

    Args:
        rules: the rules.
        text: the text.
        stretch: where the sentence begins and ends.
        found: its numbers.
    """
    plain = text.casefold().replace("ё", "е") if len(text.casefold()) == len(text) else text.lower()
    named = [(rule, match.span()) for rule in rules for match in name_pattern(rule.names).finditer(plain, *stretch)]
    # A name within a longer one of another rule is not that quantity: weight in "body weight loss".
    named = [(rule, span) for rule, span in named if not any(_within(span, other) for _, other in named)]
    return [match for number in found for match in _of_number(named, text, number)]


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _of_number(named: Sequence[tuple[Rule, tuple[int, int]]], text: str, number: Number) -> Iterator[Bound]:
    near = [(_distance(rule, span, text, number), rule) for rule, span in named if not rule.range or number.range]
    near = [(distance, rule) for distance, rule in near if distance <= rule.within]
    fitting = [(distance, Bound(rule, number, ends)) for distance, rule in near if (ends := _ends(rule, number))]
    if fitting:
        least = min(distance for distance, _ in fitting)
        yield from {match.rule.name: match for distance, match in fitting if distance == least}.values()
    elif near and number.unit != "percent":  # a share or a change of the quantity is none of it
        distance, rule = min(near, key=lambda pair: pair[0])
        if distance <= _FARTHEST_OTHER_UNIT and rule.unit not in {"", ANY}:
            yield Bound(rule, number, ())


def _ends(rule: Rule, number: Number) -> tuple[Amount, ...]:
    values = (number.low, number.high) if number.range else (number.low,)
    if rule.unit == ANY:
        return tuple(amount(value, "") for value in values)
    made = tuple(converted(value, number.unit, rule.measure) for value in values)
    return made if all(one is not None for one in made) else ()


def _distance(rule: Rule, span: tuple[int, int], text: str, number: Number) -> float:
    """How far a number is from a name, in characters; endless on the wrong side, or where it is no number of its."""
    start, end = span
    if number.start <= start and end <= number.end:  # "1.6 g of protein per kg" holds the name within
        return 0
    ahead = end <= number.start
    if (not ahead and number.end > start) or rule.place == ("before" if ahead else "behind"):
        return math.inf
    between = text[end : number.start] if ahead else text[number.end : start]
    if number.unit and rule.unit not in {"", ANY}:
        near = not ahead and _RIGHT_BEHIND.match(between)
        return 0 if near else len(between) + _BARRIER_COST * bool(_BARRIER.search(between))
    short = end - start <= _SHORT_NAME
    stated = ahead and _PURE.fullmatch(between) and (not short or _SIGN.search(between))
    return len(between) if stated or (rule.unit == ANY and ahead and _PURE.fullmatch(between)) else math.inf
