"""Numbers with their units, brought to one unit of each kind: 1 km and 1000 m, 5,2 % and 5.2 per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from consilium.argument.reading.bounds import Bound, bound_of
from consilium.argument.reading.units import GROWN, HALF_HOUR, HUNDREDS, MANY, NOT_A_UNIT, PARTS, SMALL, TENS, UNITS
from consilium.wording.numerals import NUMBER, canonical

_LOOK_BACK: Final = 28
Unit = tuple[str, ...]
"""What is counted, and what it is counted by: ``("g", "g", "s")`` are grams a gram and second."""

_SHARE: Final = re.compile(rf"\b(?:{'|'.join((*PARTS, *MANY, *HALF_HOUR))})\b")
_COMPOUND: Final = re.compile(
    r"(?P<number>одно|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати|четырнадцати|пятнадцати"
    r"|двадцати|тридцати|сорока|пятидесяти|шестидесяти|девяносто|сто)"
    r"(?P<unit>дневн|недельн|месячн|минутн|секундн|часов|летн|километров|метров|процентн|разов|кратн)\w+"
)
_STEMS: Final = {
    "дневн": "дней", "недельн": "недель", "месячн": "месяцев", "минутн": "минут", "секундн": "секунд",
    "часов": "часов", "летн": "лет", "километров": "км", "метров": "м", "процентн": "%", "разов": "раз",
    "кратн": "раз", "суточн": "суток", "граммов": "г",
}  # fmt: skip
_LONE: Final = re.compile(
    r"(?P<en>\b(?:an?|one) (?:hour|minute|week|day|month|year|kilometre|litre)\b(?! per))"
    r"|(?P<ru>(?<=\bболее )минуты\b|(?<=\bдольше )минуты\b|(?<=\bменее )минуты\b"
    r"|(?:за|через|спустя|на|в течение) (?:час|минуту|сутки|неделю|недели|месяц|год|часа|суток)\b|\bчасов(?:ая|ой"
    r"|ую|ое|ые)\b)"
)
_SUFFIXED: Final = re.compile(
    rf"(?P<number>{NUMBER})[- ]?(?P<stem>дневн|недельн|месячн|минутн|секундн|часов|летн|километров|метров|процентн"
    rf"|кратн|граммов)\w+"
)
_NUMBER: Final = re.compile(rf"(?<![\w.])(?P<minus>-(?=\d))?(?P<digits>{NUMBER})(?![\w]*[^\W\d_]{{4}}\d)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_UNIT: Final = re.compile(r"[\s-]{0,2}(?P<name>%|°\s?[cс]|[µμ]?[^\W\d_]+|1(?:rm|пм|рм))")
_PER: Final = re.compile(
    r"\s?(?:/|·|⋅|\*|\bper\b|\ba\b|\ban\b|\beach\b|\bв\b|\bна\b|\bза\b|\bof body (?:mass|weight) per\b)\s?"
    r"(?P<name>[^\W\d_]+)(?:\s?\^?-1)?"
)
_DAILY: Final = re.compile(r"\s(?:daily|ежедневно|ежедневного|каждый день|every day|в сутки)\b")
_WEEKLY: Final = re.compile(r"\s(?:weekly|еженедельно)\b")
_RANGE: Final = re.compile(r"\s?(?:-|to|and|до|и|or|или)\s?\Z")
_ASIDE: Final = re.compile(
    r"\(?\b[pр]\s*[<>=≤≥]\s*\d*[.,]?\d+\)?|\b95\s*%\s*(?:ci|ди)\b[^)]*\)?|\bn\s*=\s*\d+|\((?:19|20)\d\d[a-z]?\)"
    r"|\b(?:et al\.?|и соавт\.?),?\s*(?:19|20)\d\d|\b(?:in|в)\s(?:19|20)\d\d(?:\s(?:year|году|г\.))?(?!\s?[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a statement in basic units.

    Args:
        value: in the units' basic measure.
        unit: what is counted and by what; empty where no unit stands there.
        bound: whether it bounds from below (``>``) or above (``<``).
        start: where it begins in the plain text.
        end: where it ends.
        written: number and unit as written.
    """

    value: float
    unit: Unit
    bound: Bound
    start: int
    end: int
    written: tuple[float, str]

    def agrees(self, other: Amount) -> bool:
        """Whether both may be one number: same value, units of one kind, bounds that do not exclude one another."""
        if abs(self.value - other.value) > _TOLERANCE * max(abs(self.value), abs(other.value), 1e-9):
            return False
        shorter, longer = sorted((self.unit, other.unit), key=len)
        alike = not shorter or longer[: len(shorter)] == shorter
        return alike and not (self.bound and other.bound and self.bound != other.bound)

    @property
    def is_size(self) -> bool:
        """Whether it tells how much an outcome changed, and is no dose, time, height or share of a maximum."""
        return self.unit in _SIZES

    def measures(self, other: Amount) -> bool:
        """Whether both count the same thing."""
        return self.unit == other.unit


_SIZES: Final = frozenset((("%",), ("times",), ("point",), ("ml", "kg", "s"), ("bpm",), ("w",), ("mmhg",)))
_OF_MAXIMUM: Final = re.compile(
    r"\s?(?:of|от)?\s?(?:(?:the|his|her|their|one's)\s)?(?:1-?(?:rm|пм|рм)|rm\b|пм\b|vo2|мпк|hr|чсс|max|макс|peak"
    r"|пик|ftp|body|массы тела"
    r"|heart rate|пульса|one-rep|maxim|intensity|threshold|порог)"
)
_LOST: Final = re.compile(
    r"\b(?:los[et]\w*|gain\w*|shed\w*|add\w*|теря\w+|потер\w+|прибав\w+|набира\w+|набра\w+) (?:about |примерно "
    r"|около )?\Z"
)
"""Before a share of an outcome that came or went: lose 3 % of VO2max."""
_AT: Final = re.compile(
    r"\b(?:at|при|на уровне|with|с интенсивностью|интенсивность\w*)\s(?:about |примерно |около )?\Z"
)
_TOLERANCE: Final = 1e-3


@lru_cache(maxsize=8192)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts of a plain text, in order; probabilities, intervals, sample sizes and years left out.

    >>> [(one.value, one.unit) for one in amounts_in("1 km in восемь недель, 6 mg/kg")]
    [(1000.0, ('m',)), (4838400.0, ('s',)), (0.006, ('g', 'kg'))]
    """
    seen = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    found = sorted(_found(seen), key=lambda one: one.start)
    kept: list[Amount] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        kept.append(one)
    daily = bool(_DAILY_DOSE.search(seen))
    return tuple(_dosed(one, daily=daily) for one in _ranged(seen, kept) if not _consumed(seen, one, kept))


_DAILY_DOSE: Final = re.compile(
    r"\b(?:daily|every day|each day|per day|a day|ежедневн\w+|каждый день|в сутки|в день|суточн\w+)\b"
)


def _dosed(one: Amount, *, daily: bool) -> Amount:
    """A dose by the day, wherever the sentence says that it is taken daily."""
    return replace(one, unit=(*one.unit, "day")) if daily and list(one.unit) in _SHARED else one


def _consumed(text: str, one: Amount, found: list[Amount]) -> bool:
    """Whether "a day" or "an hour" only tells what another amount is taken by."""
    if one.written != (1.0, one.written[1]) or one.written[1][:2] not in {"a ", "an"}:
        return False
    return any(
        other.end <= one.start and len(other.unit) > 1 and (far := _FAR.match(text, other.end)) and far.end() == one.end
        for other in found
    )


def _ranged(text: str, found: list[Amount]) -> Iterator[Amount]:
    """A number without a unit before one with it takes that: 4–6 %."""
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if following and not one.unit and following.unit and _RANGE.fullmatch(text[one.end : following.start]):
            factor = following.value / following.written[0] if following.written[0] else 1.0
            yield Amount(one.value * factor, following.unit, one.bound, one.start, one.end, one.written)
        else:
            yield one


def _found(text: str) -> Iterator[Amount]:
    taken: list[tuple[int, int]] = []
    for pattern in (_COMPOUND, _SUFFIXED):
        for one in pattern.finditer(text):
            unit = _STEMS[one.groupdict().get("unit") or one.groupdict().get("stem") or ""]
            value = _compound_value(one["number"])
            taken.append(one.span())
            yield _amount(text, value, one.start(), one.end(), unit)
    for one in _LONE.finditer(text):
        word = one.group().split()[-1]
        taken.append(one.span())
        yield _amount(text, 1.0, one.start(), one.end(), "час" if word.startswith("часов") else word)
    for one in _SHARE.finditer(text):
        taken.append(one.span())
        yield _share(text, one)
    for value, start, end in (*_digits(text), *_spelt(text)):
        if not any(first <= start < last for first, last in taken):
            found = _amount(text, value, start, end)
            # "One" and «один» without a unit are more often articles than counts.
            if found.unit or value != 1 or text[start].isdigit():
                yield found


def _share(text: str, word: re.Match[str]) -> Amount:
    """Half, вдвое, twice: a share where something gets less, a multiple where it gets more."""
    name = word.group()
    if name in HALF_HOUR:
        return Amount(HALF_HOUR[name], ("year" if name == "полгода" else "s",), "", *word.span(), (1.0, name))
    grown = any(one.start() <= word.start() < one.end() for one in GROWN.finditer(text))
    if grown or name in MANY:
        return _amount(text, MANY.get(name, 2.0), *word.span(), "раз")
    return Amount(PARTS[name], ("%",), "", *word.span(), (PARTS[name], "%"))


def _compound_value(number: str) -> float:
    if number[0].isdigit():
        return float(canonical(number))
    return {"одно": 1.0, "девяносто": 90.0, "сто": 100.0}.get(number) or float({**SMALL, **TENS}.get(number, 0))


def _digits(text: str) -> Iterator[tuple[float, int, int]]:
    for one in _NUMBER.finditer(text):
        if ":" in one["digits"]:
            continue
        value = float(canonical(one["digits"]))
        yield (
            (-value if one["minus"] and not text[: one.start()].rstrip().endswith("%") else value),
            one.start(),
            one.end(),
        )


def _spelt(text: str) -> Iterator[tuple[float, int, int]]:
    """Numbers in words; neighbouring words make one: двадцать пять, three hundred."""
    value, start, end = 0.0, -1, -1
    for one in _WORD.finditer(text):
        word = one.group()
        part = SMALL.get(word, TENS.get(word, HUNDREDS.get(word)))
        joined = start >= 0 and text[end : one.start()] in {" ", "-"}
        if part is not None and joined:
            value = value * part if part in {100, 1000} and value < part else value + part
            end = one.end()
            continue
        if start >= 0:
            yield value, start, end
            start = -1
        if part is not None:
            value, start, end = float(part), one.start(), one.end()
    if start >= 0:
        yield value, start, end


def _amount(text: str, value: float, start: int, end: int, named: str = "") -> Amount:
    written = value
    unit: list[str] = []
    factor = 1.0
    if named:
        kind, factor = UNITS.get(named, (named, 1.0))
        unit = [kind]
    else:
        unit, factor, end = _unit(text, end)
    while unit and (per := _PER.match(text, end)) and (by := UNITS.get(per["name"])):
        unit.append(_denominator(per["name"]))
        factor /= by[1] if by[0] == "s" and by[1] < _DAY else 1.0
        end = per.end()
    if unit in _SHARED and (per := _FAR.match(text, end)) and per["name"] in UNITS:
        unit.append(_denominator(per["name"]))
        end = per.end() if not per["between"] else end
    if unit and (daily := _DAILY.match(text, end)):
        unit, end = [*unit, "day"], daily.end()
    elif unit and (weekly := _WEEKLY.match(text, end)):
        unit, end = [*unit, "week"], weekly.end()
    if (
        unit == ["%"]
        and not _LOST.search(text, max(0, start - _LOOK_BACK), start)
        and (_OF_MAXIMUM.match(text, end) or _AT.search(text, max(0, start - _LOOK_BACK), start))
    ):
        unit = ["% of maximum"]
    bound, first, last = bound_of(text, start, end)
    return Amount(value * factor, tuple(unit), bound, first, last, (written, text[start:end]))


_DAY: Final = 86400
_SHARED: Final = (["g"], ["l"], ["iu"], ["mol"], ["j"])
_FAR: Final = re.compile(
    r"(?P<between>(?: of)?(?: [^\W\d]+(?:-[^\W\d]+)*){1,3}) (?:a|per|each|every|в|на) (?P<name>[^\W\d_]+)\b"
)
"""What an amount is taken by, behind its substance: 90 g of carbohydrate per hour."""


def _denominator(name: str) -> str:
    """What is counted by: days and weeks stay themselves, shorter times are seconds."""
    kind, factor = UNITS[name]
    if kind == "s":
        return "s" if factor < _DAY else "day" if factor == _DAY else "week"
    return {"g": "kg" if factor == 1e3 else "g", "l": "l" if factor == 1 else "ml"}.get(kind, kind)  # noqa: PLR2004


def _unit(text: str, end: int) -> tuple[list[str], float, int]:
    found = _UNIT.match(text, end)
    if not found:
        return [], 1.0, end
    name = found["name"].replace(" ", "").replace("°с", "°c")
    if name in {"per", "of"} and text.startswith(("per cent", "per-cent"), found.start("name")):
        return ["%"], 1.0, found.start("name") + 8
    if name not in UNITS or (name in NOT_A_UNIT and text[end : end + 1] != " ") or (name in {"в", "x"}):
        return [], 1.0, end
    if name == "с" and not re.match(r"\s?с(?=[\s,.;)]*(?:\Z|[,.;)]))", text[end:]):
        return [], 1.0, end
    kind, factor = UNITS[name]
    return [kind], factor, found.end()
