"""The parts of a claim as models fill them in: their words for kinds and directions, sizes with their units.

What cannot be read is left out, never a reason to refuse a reply: the sentence itself says it, too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from consilium.members.vocabulary import as_text, means, tidy
from consilium.types.statement import ClaimKind

KINDS: Final[tuple[str, ...]] = get_args(ClaimKind)
DIRECTIONS: Final = ("up", "down", "none", "mixed", "")

_KINDS: Final[Mapping[str, str]] = {
    "finding": "result|effect|fact|observation|результат|находка|факт|эффект|наблюдение|вывод",
    "mechanism": "explanation|cause|механизм|объяснение|причина",
    "limitation": "caveat|limit|weakness|ограничение|оговорка|слабость",
    "recommendation": "advice|suggestion|guideline|рекомендация|совет",
    "comparison": "contrast|сравнение|сопоставление",
    "definition": "term|meaning|определение|понятие|термин",
}
_DIRECTIONS: Final[Mapping[str, str]] = {
    "up": "increase|increases|increased|higher|more|rise|rises|positive|improves|improvement|вверх|рост|растет"
    "|увеличение|увеличивает|повышение|повышает|больше|выше|улучшение|улучшает",
    "down": "decrease|decreases|decreased|lower|less|fall|falls|negative|worsens|вниз|снижение|снижает|уменьшение"
    "|уменьшает|падение|меньше|ниже|ухудшение|ухудшает",
    "none": "no change|no effect|unchanged|same|stable|нет эффекта|без изменений|не меняется|не влияет",
    "mixed": "both|varies|depends|unclear|по разному|смешанное|зависит|в обе стороны",
}
_ARROWS: Final = {"↑": "up", "↓": "down", "↔": "none", "→": "none"}
_NUMBER: Final = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


def kind_from(value: object) -> str:
    """The kind that a model's word names; a finding where it names none.

    >>> kind_from("Механизм"), kind_from("?")
    ('mechanism', 'finding')
    """
    return _named(value, _KINDS) or "finding"


def direction_from(value: object) -> str:
    """The direction that a model's word names; empty where it names none.

    >>> direction_from("increases"), direction_from("↓"), direction_from("n/a")
    ('up', 'down', '')
    """
    if isinstance(value, str) and (arrow := value.strip()[:1]) in _ARROWS:
        return _ARROWS[arrow]
    return _named(value, _DIRECTIONS)


def magnitude_from(value: object) -> float | None:
    """The size a model gives, the first number of its words; None where there is none.

    >>> magnitude_from("около 5,2 %"), magnitude_from(None), magnitude_from(3)
    (5.2, None, 3.0)
    """
    if isinstance(value, bool):
        return None
    found = _NUMBER.search(str(as_text(value)))
    if not found:
        return None
    number = float(found.group().replace(",", ".").replace("−", "-"))
    return number if math.isfinite(number) else None


def part_from(value: object) -> str:
    """A part in words; empty where a model writes a word for nothing or something else than words.

    >>> part_from(["women", "over 60"]), part_from("n/a"), part_from({})
    ('women, over 60', '', '')
    """
    text = as_text(value)
    if not isinstance(text, str) or not tidy(text):
        return "%" if text == "%" else ""
    return "" if tidy(text) in _NOTHING or means(text, "own") or means(text, "") else text


_NOTHING: Final = frozenset(
    ("not specified", "unspecified", "not stated", "none stated", "unknown", "не указано", "не указана", "нет", "no")
)


def sized(data: Any) -> Any:
    """A claim whose unit stands in its size, as in ``"5 %"``, with the unit in its place."""
    if not isinstance(data, Mapping) or data.get("unit") or not isinstance(data.get("magnitude"), str):
        return data
    found = _NUMBER.search(data["magnitude"])
    unit = data["magnitude"][found.end() :].strip() if found else ""
    return {**data, "unit": unit} if unit and len(unit.split()) <= _LONGEST_UNIT else data


_LONGEST_UNIT: Final = 3


def _named(value: object, words: Mapping[str, str]) -> str:
    spoken = tidy(as_text(value) if value is not None else "")
    return next((word for word, others in words.items() if spoken and spoken in {word, *others.split("|")}), "")
