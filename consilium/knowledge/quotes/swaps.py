"""One word put in another's place in a sentence that is otherwise the same: men for women, before for after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from consilium.knowledge.quotes.near import gaps
from consilium.knowledge.quotes.populations import group_of
from consilium.knowledge.quotes.quantities import UNITS, float_of, number_in_words
from consilium.knowledge.quotes.signs import sign_of
from consilium.knowledge.quotes.tokens import tokens
from consilium.knowledge.stemming import stem

SAME = 0.7
"""Least share of a claim's words that stand in the quotation in their order, for the rest to be compared."""

_OPPOSITES = """before/after до/после перед/после above/below over/under выше/ниже with/without с/без in/out on/off
first/last early/late earlier/later раньше/позже ранний/поздний первый/последний top/bottom inside/outside
high/low высокий/низкий большой/малый large/small long/short длинный/короткий heavy/light тяжелый/легкий
strong/weak сильный/слабый fast/slow быстрый/медленный maximal/minimal максимальный/минимальный верхний/нижний
upper/lower left/right левый/правый positive/negative положительный/отрицательный same/different одинаковый/разный
gain/loss прирост/потеря рост/спад рост/снижение повышение/снижение увеличение/уменьшение улучшение/ухудшение
increase/decrease improvement/deterioration benefit/harm польза/вред both/all all/some все/некоторые always/sometimes
always/never всегда/иногда only/also most/least anterior/posterior proximal/distal acute/chronic острый/хронический
internal/external внутренний/внешний active/passive активный/пассивный best/worst лучший/худший primary/secondary
superior/inferior day/night день/ночь winter/summer зима/лето true/false present/absent оба/один"""

_PREFIXES = ("un", "in", "im", "ir", "il", "non", "dis", "mis", "не", "без", "бес", "анти", "anti", "а", "a", "an")


def swapped_words(claim: str, quote: str) -> tuple[str, str]:
    """A word of the claim and the one of another meaning in its place in the quotation; empty where there is none."""
    ours, theirs = tokens(claim).words, tokens(quote).words
    mine, other = [stem(word) for word in ours], [stem(word) for word in theirs]
    found = list(gaps(mine, other))
    same = len(mine) - sum(b - a for a, b, _, _ in found)
    if not mine or same < SAME * len(mine):
        return "", ""
    pairs = (pair for a, b, c, d in found for pair in _pairs(ours[a:b], theirs[c:d]))
    return next((pair for pair in pairs if another_meaning(*pair)), ("", ""))


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words, or numbers, that stand in one another's place."""
    for one in ours:
        for other in theirs:
            if (one[0] == "#") == (other[0] == "#"):
                yield one, other


def another_meaning(one: str, other: str) -> bool:
    """Whether two words in the same place make two statements: opposites, groups, units, numbers, a denying prefix."""
    if one[0] == "#":
        return _another_number(one[1:], other[1:])
    if stem(one) == stem(other):
        return False
    units, numbers = (UNITS.get(one), UNITS.get(other)), (number_in_words(one), number_in_words(other))
    if all(units) or all(numbers):
        return units[0] != units[1] or numbers[0] != numbers[1]
    groups = group_of(one), group_of(other)
    if all(groups):
        return groups[0] != groups[1] and (groups[0] != "anybody" or groups[1] == "animals")
    return sign_of(one) * sign_of(other) < 0 or _opposite(one, other) or _denying(one, other)


def _another_number(one: str, other: str) -> bool:
    """Whether two numbers, or two signs before one, differ."""
    if one[-1].isdigit() and other[-1].isdigit():
        return float_of(one) != float_of(other)
    return {one, other} <= set("<>≤≥") and one != other


def _opposite(one: str, other: str) -> bool:
    return frozenset((stem(one), stem(other))) in _opposites()


@lru_cache(maxsize=1)
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(stem, pair.split("/"))) for pair in _OPPOSITES.split())


def _denying(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(long.startswith(prefix) and stem(long.removeprefix(prefix)) == stem(short) for prefix in _PREFIXES)
