"""Numbers of a statement with what they count and how they bound it, for claim and quotation alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from consilium.knowledge.quotes.tokens import folded, tokens

Bound = Literal["", ">", "<"]

_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "<",
        re.compile(
            r"\b(?:no (?:more|longer|greater|higher) than|not (?:more|longer) than|at most|up to"
            r"|(?<!no )(?:less|fewer) than"
            r"|under|below|не (?:более|больше|дольше|выше)(?: чем)?|до|(?<!не )(?:менее|меньше|ниже)|самое большее)\s*"
            r"(?:about |approximately |примерно |около )?\Z|[<≤]\s*\Z"
        ),
    ),
    (
        ">",
        re.compile(
            r"\b(?:no less than|not less than|at least|over|above|exceeding"
            r"|(?<!no )(?<!not )(?:more|greater|longer) than"
            r"|не (?:менее|меньше|ниже|короче)(?: чем)?|(?<!не )(?:более|больше|выше)|свыше|от)\s*(?:чем )?"
            r"(?:about |approximately |примерно |около )?\Z|[>≥]\s*\Z"
        ),
    ),
)
_BOUND_BEHIND = re.compile(
    r"\s*[^\W\d]{0,3}(?:/[^\W\d]+)?%?\s*(?:(?:or|and) (?:more|above|over)|(?:и|или) (?:более|выше|больше))"
)
_UNIT = re.compile(r"[\s-]*([%‰]|°\s?[cс]|[^\W\d]+(?:(?:\s?/\s?|\s(?:per|a|an|в|на|за)\s)[^\W\d]+)*)", re.IGNORECASE)
_PER = re.compile(r"\s?/\s?|\s(?:per|a|an|в|на|за)\s")
_LOOK_BACK = 32

UNITS = {
    name: unit
    for unit, names in {
        "%": "% процент процента процентов percent",
        "mg": "mg мг", "g": "g г грамм грамма граммов gram grams", "kg": "kg кг", "l": "l л", "ml": "ml мл",
        "m": "m м метр метра метров metres meters", "km": "km км", "cm": "cm см", "mm": "mm мм",
        "w": "w вт watt watts ватт", "s": "s с сек секунд секунды second seconds sec",
        "min": "min мин минут минуты минуту minute minutes", "h": "h ч час часа часов hour hours",
        "day": "day days день дня дней сут сутки суток", "week": "week weeks неделя недели недель неделю неделями",
        "month": "month months месяц месяца месяцев", "year": "year years год года лет",
        "bpm": "bpm beats удар удара ударов", "°c": "°c °с", "times": "раз раза times fold",
    }.items()
    for name in names.split()
}  # fmt: skip

_WORDS = {
    name: str(value)
    for value, names in enumerate(
        """zero ноль||two два две двух двумя двум|three три трех тремя трем|four четыре четырех четырем
        |five пять пяти|six шесть шести|seven семь семи|eight восемь восьми|nine девять девяти|ten десять десяти
        |eleven одиннадцать одиннадцати|twelve двенадцать двенадцати|thirteen тринадцать|fourteen четырнадцать
        |fifteen пятнадцать пятнадцати|sixteen шестнадцать шестнадцати|seventeen семнадцать
        |eighteen восемнадцать восемнадцати|nineteen девятнадцать|twenty двадцать двадцати""".split("|")
    )
    for name in names.split()
} | {"thirty": "30", "тридцать": "30", "тридцати": "30", "forty": "40", "сорок": "40", "fifty": "50", "пятьдесят": "50"}


# Ordinals, but for the first, which is as often "early" as a number.
_WORDS |= {
    f"{beginning}{ending}": digits
    for beginning, digits in zip(
        "втор четверт пят шест седьм восьм девят десят".split(), "2 4 5 6 7 8 9 10".split(), strict=True
    )
    for ending in "ой ый ая ое ую ого ому ым ом ые ых".split()
}
_WORDS |= dict.fromkeys("третий третья третье третьей третьего третьему третьим третьем".split(), "3")
_WORDS |= {f"{name}th": str(value) for value, name in enumerate("four fif six seven eigh nin ten".split(), 4)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a statement.

    Args:
        value: canonical digits, with a minus where it is negative.
        unit: a unit's common name, empty where none is recognised.
        bound: whether it bounds from below (``>``) or above (``<``).
        place: offset in the text.
    """

    value: str
    unit: str = ""
    bound: Bound = ""
    place: int = 0


def quantities(text: str) -> list[Quantity]:
    """All numbers of a text, those in words as well; a number without a unit takes the one behind its range."""
    found = list(_found(text))
    for at in range(len(found) - 2, -1, -1):
        here, following = found[at], found[at + 1]
        if not here.unit and following.unit and re.fullmatch(_RANGE, text[here.place : following.place]):
            found[at] = Quantity(here.value, following.unit, here.bound, here.place)
    return found


_RANGE = r"[^\s–—-]+(?:\s?[–—-]\s?|\s(?:to|and|до|и|or|или)\s|,\s|\s?±\s?)[<>≤≥−-]?"


def _found(text: str) -> Iterator[Quantity]:
    read = tokens(text)
    for at, word in enumerate(read.words):
        number = word[1:] if word[0] == "#" and word[-1].isdigit() else _WORDS.get(word, "")
        if not number:
            continue
        start, end = read.starts[at], read.ends[at]
        minus = "-" if at and read.words[at - 1] == "#-" else ""
        yield Quantity(minus + number, _unit(text[end:]), _bound(text[:start], text[end:]), start)


def _unit(rest: str) -> str:
    found = _UNIT.match(rest)
    if not found:
        return ""
    parts = [UNITS.get(part, "") for part in _PER.split(folded(found.group(1)))]
    return "/".join(takewhile(bool, parts))


def _bound(before: str, after: str) -> Bound:
    if _BOUND_BEHIND.match(after):
        return ">"
    before = before[-_LOOK_BACK:].casefold()
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "")


def number_in_words(word: str) -> str:
    """The digits of a folded word such as «восемь» or "twenty"; empty for other words."""
    return _WORDS.get(word, _MULTIPLES.get(word, ""))


_MULTIPLES = {
    **dict.fromkeys("one once один одна одно одного одной".split(), "1"),
    **dict.fromkeys("twice double doubled вдвое дважды двойной".split(), "2"),
    **dict.fromkeys("thrice triple tripled втрое трижды тройной".split(), "3"),
    **dict.fromkeys("half половина половину половины".split(), "0.5"),
    **dict.fromkeys("third треть трети".split(), "0.33"),
    **dict.fromkeys("quarter четверть четверти".split(), "0.25"),
}


def unmatched(claim: Sequence[Quantity], quote: Sequence[Quantity]) -> list[Quantity]:
    """Numbers of a claim that its quotation does not give, or gives of another unit or as another bound."""
    return [one for one in claim if not any(_same(one, other) for other in quote)]


def _same(one: Quantity, other: Quantity) -> bool:
    if float_of(one.value) != float_of(other.value):
        return False
    if one.unit and other.unit and not _of_one_kind(one.unit, other.unit):
        return False
    return not (one.bound and other.bound and one.bound != other.bound)


def _of_one_kind(one: str, other: str) -> bool:
    """Whether two units are the same, or one leaves out what the other is counted by: 5 g, 5 g a day."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def float_of(value: str) -> float | str:
    """The number's value; times of day and paces stay as they are."""
    return value if ":" in value else float(value)
