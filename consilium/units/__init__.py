"""Units as people write them, brought to one by pint: мл/кг/мин, mL·kg⁻¹·min⁻¹, ml per kg per min."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

Amount = Any
"""A number with its unit, as pint has it."""

_TABLE = {
    "percent": "% percent процент процента процентов проценты процентами процентах",
    "gram": "g gram grams г гр грамм грамма граммов граммы",
    "milligram": "mg milligram milligrams мг миллиграмм миллиграмма миллиграммов",
    "microgram": "µg μg ug mcg microgram micrograms мкг микрограмм микрограмма микрограммов",
    "kilogram": "kg kilogram kilograms kilo кг килограмм килограмма килограммов",
    "tonne": "t tonne tonnes т тонна тонны тонн",
    "pound": "lb lbs pound pounds фунт фунта фунтов",
    "liter": "l liter liters litre litres л литр литра литров литры",
    "milliliter": "ml milliliter milliliters millilitre millilitres мл миллилитр миллилитра миллилитров",
    "deciliter": "dl deciliter decilitre дл децилитр",
    "meter": "m metre metres meter meters м метр метра метров метры",
    "kilometer": "km kilometre kilometres kilometer kilometers км километр километра километров километры",
    "centimeter": "cm centimetre centimetres centimeter centimeters см сантиметр сантиметра сантиметров",
    "millimeter": "mm millimetre millimetres millimeter millimeters мм миллиметр миллиметра миллиметров",
    "mile": "mile miles миля мили миль",
    "second": "s sec second seconds с сек секунда секунды секунд секунду",
    "minute": "min mins minute minutes мин минута минуты минут минуту",
    "hour": "h hr hrs hour hours ч час часа часов часы",
    "day": "d day days день дня дней сут сутки суток",
    "week": "wk week weeks нед неделя недели недель неделю",
    "month": "month months мес месяц месяца месяцев",
    "year": "yr yrs year years год года лет",
    "watt": "w watt watts вт ватт ватта ваттов",
    "kilojoule": "kj кдж килоджоуль килоджоуля килоджоулей",
    "joule": "j joule joules дж джоуль джоуля джоулей",
    "kilocalorie": "kcal kilocalorie kilocalories ккал килокалория килокалории килокалорий",
    "mole": "mol моль",
    "millimole": "mmol millimole millimoles millimol ммоль миллимоль",
    "micromole": "µmol μmol umol мкмоль",
    "degree_Celsius": "°c °с ℃ celsius",
    "degree_Fahrenheit": "°f fahrenheit",
    "millimeter_Hg": "mmhg ммрт",
    "count": "beat beats удар удара ударов уд breath breaths вдох вдоха вдохов",
    "kilometer_per_hour": "kmh kph",
    "count / minute": "bpm",
}
_WORDS = {word: name for name, words in _TABLE.items() for word in words.split()}

_PRODUCT = r"\s?[·⋅∙×*•]\s?|(?<=[\d¹²³])\s|\s(?=[^\W\d]{1,4}\s?\^?\{?[-−⁻–])"
_QUOTIENT = r"\s?[/∕]\s?|\s+(?:per|a|an|each|every|в|на|за)\s+"
_FACTOR = re.compile(r"(%|°\s?[CFСcfс]|℃|[^\W\d_⁰¹²³⁴-⁹]+)(?:\.(?=/))?(?:\s?\^?\{?([-−⁻–]?[1-3¹²³])\}?(?![\d.,]))?")
_JOINT = re.compile(rf"(?P<over>{_QUOTIENT})|(?P<times>{_PRODUCT})")
_POWERS = str.maketrans("⁻−–¹²³", "---123")
_BRACKETS = re.compile(r"/\s?\(([^()]{1,30})\)")


@cache
def registry() -> Any:
    """Pint's units and ours; read when the first number is checked, as pint takes half a second to begin."""
    import pint  # noqa: PLC0415  see above

    return pint.UnitRegistry()


def read_unit(text: str, at: int = 0) -> tuple[str, int]:
    """The unit that stands at a place of a text, in pint's words, and where it ends; empty where none stands.

    >>> read_unit("мл/кг/мин")
    ('milliliter / kilogram / minute', 9)
    >>> read_unit("mL·kg⁻¹·min⁻¹")[0]
    'milliliter * kilogram ** -1 * minute ** -1'
    """
    found = _FACTOR.match(text, at)
    name = _name(found)
    if not found or not name:
        return "", at
    unit, end = name, found.end()
    while joint := _JOINT.match(text, end):
        bracket = _BRACKETS.match(text, end)
        if bracket:
            inner, stop = read_unit(bracket.group(1))
            if not inner or stop < len(bracket.group(1)):
                break
            unit, end = f"{unit} / ({inner})", bracket.end()
            continue
        found = _FACTOR.match(text, joint.end())
        name = _name(found)
        if not found or not name:
            break
        unit, end = f"{unit} {'/' if joint['over'] else '*'} {name}", found.end()
    return unit, end


def _name(found: re.Match[str] | None) -> str:
    if not found:
        return ""
    name = _WORDS.get(re.sub(r"\s", "", found.group(1)).casefold(), "")
    power = (found.group(2) or "").translate(_POWERS)
    return f"{name} ** {power}" if name and power else name


def amount(value: float, unit: str) -> Amount:
    """A number with a unit in pint's words; without one it is a plain number."""
    return registry().Quantity(value, unit or "dimensionless")


def converted(value: float, unit: str, wanted: str) -> Amount | None:
    """A number in the unit that a rule speaks in; None where one cannot be had from the other.

    A bare number is never taken for one of a unit, and ratios of a kind stay of that kind: milligrams
    a kilogram and hours a week are both pure numbers to a physicist, and neither is the other.
    """
    import pint  # noqa: PLC0415  as above

    if unit != wanted and _kind(unit) != _kind(wanted) and {unit, wanted} != {"", "percent"}:
        return None
    try:
        return amount(value, unit).to(wanted or "dimensionless")
    except pint.PintError:
        return None


@cache
def _kind(unit: str) -> tuple[str, ...]:
    """What a unit's parts measure, above and below the line, before anything cancels out."""
    kinds: list[str] = []
    over = 1
    for part in re.split(r"\s*(?<!\*)([*/])(?!\*)\s*", unit.replace("(", "").replace(")", "")):
        if part in {"*", "/"}:
            over = 1 if part == "*" else -1
        elif part:
            name, _, power = part.partition(" ** ")
            exponent = over * int(power or 1)
            measured = name if name in {"count", "percent"} else str(registry().get_dimensionality(name))
            kinds += [f"{measured} {'over' if exponent > 0 else 'under'}"] * abs(exponent)
    return tuple(sorted(kinds))
