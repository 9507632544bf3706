"""Sizes, probabilities, numbers of people and who they were, as sentences give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_PEOPLE: Final = (
    r"athletes|cyclists|runners|swimmers|rowers|players|skiers|triathletes|lifters|men|women|males|females|adults|adolescents"
    r"|children|boys|girls|patients|participants|subjects|volunteers|individuals|students|people|soldiers|rats|mice"
    r"|спортсмен\w*|велосипедист\w*|велогонщик\w*|бегун\w*|пловц\w+|гребц\w+|лыжник\w*|футболист\w*|игрок\w*|триатлет\w*"
    r"|мужчин\w*|женщин\w*|подростк\w+|детей|пациент\w*|участник\w*|испытуем\w+|добровольц\w+|студент\w*|людей|человек|крыс|мышей"
)
_POPULATION: Final = re.compile(
    rf"\b(?:in|among|у|среди)\s+(?P<who>(?:\d+\s+)?(?:[\w-]+\s+){{0,4}}?(?:{_PEOPLE}))\b", re.IGNORECASE
)
_SAMPLE: Final = re.compile(
    rf"\bn\s*=\s*(\d{{1,6}})\b|\b(\d{{1,6}})\s+(?:[\w-]+\s+){{0,3}}?(?:{_PEOPLE})\b", re.IGNORECASE
)
_UNIT: Final = (
    r"%|ml[/·⋅ ]?kg\S*|мл/кг\S*|mmol/l|ммоль/л|bpm|уд/мин|watts?|w(?:/kg)?|вт(?:/кг)?|kg|кг|cm|см|mm|мм|km/h|км/ч"
    r"|m/s|м/с|seconds?|сек\w*|s|с|min(?:utes?)?|мин\w*|hours?|h|ч|points?|баллов|балла|days?|дн\w+|mmhg|мм рт\. ст\."
)
_MAGNITUDE: Final = re.compile(
    rf"(?<![\w.,<>=≤≥/±-])([-+−]?\d+(?:[.,]\d+)?)(?:\s?(?:±|\+/-)\s?\d+(?:[.,]\d+)?)?\s?({_UNIT})(?!\w|\s?(?:CI|ДИ)\b)",
    re.IGNORECASE,
)
_P: Final = re.compile(r"\b[pр]\s*([<>=≤≥])\s*(\d*[.,]\d+)", re.IGNORECASE)


def magnitude_in(text: str) -> tuple[float | None, str]:
    """The first size with a unit, and the unit as written.

    >>> magnitude_in(" by 5,2 % in runners (p<0.05)")
    (5.2, '%')
    """
    found = _MAGNITUDE.search(text)
    if not found:
        return None, ""
    return float(found[1].replace(",", ".").replace("−", "-")), found[2]


def p_in(text: str) -> str:
    """The first probability given, such as ``<0.05``; empty where there is none."""
    found = _P.search(text)
    return found[1] + found[2].replace(",", ".") if found else ""


def population_in(text: str) -> str:
    """Who was studied, in the sentence's own words; empty where it does not say."""
    found = _POPULATION.search(text)
    return found["who"] if found else ""


def sample_in(texts: Iterable[str]) -> int:
    """The largest number of people that a source names; 0 where it names none."""
    counts = [int(one or other) for text in texts for one, other in _SAMPLE.findall(text)]
    return max((count for count in counts if count), default=0)
