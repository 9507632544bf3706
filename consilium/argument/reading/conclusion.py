"""The position that an answer in prose comes to: how probable each is, by what the answer says and by its signs."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from consilium.argument.reading.conclusion_signs import Signs, option_signs, side_signs
from consilium.argument.reading.plain import plain
from consilium.types.question import Question

SIDES: Final = ("yes", "no", "maybe")

_ANSWER: Final = (
    r"(?:answer|ответ)(?:\s+to\s[\w\s]{3,40})?\s*(?:is|would be|:|=|—|–|-)?\s*:?\s*(?:option|choice|вариант)?\s*"
)
_CALLED: Final = (
    r"(?:best|correct|right|final|closest|most likely|most appropriate|правильный|верный)\s+"
    r"(?:\w+\s){0,3}?(?:is|would be|:)\s*(?:option|choice)?\s*"
)
_OPENED: Final = r"(?:\\\(|\\\[|\$|\s)*(?:\\boxed\{|\\text\{|\*\*|[(\[\"'«])*\s*"
_CLOSED: Final = r"(?![\w'’])(?!\s+(?:and|or|и|или)\s+[A-Z]\b)"
_BOXED: Final = r"\\boxed\{\s*(?:\\text\{)?\(?"
_REST: Final = re.compile(_ANSWER + r"(?:option\s)?(?:\(?[A-J][.):]\s*)?[\"'«(*]*(?P<rest>[^\n]{2,300})", re.IGNORECASE)


Weights = Mapping[str, Mapping[str, float]]
"""Coefficients of a conditional logit over options (``option``), and of a multinomial one over sides."""


def position_in_prose(question: Question, text: str, weights: Weights | None = None) -> dict[str, float]:
    """How probable each position is that an answer in prose may come to; fitted, not calibrated for other models.

    Args:
        question: a choice, or one to be answered with yes, no or maybe.
        text: the answer with its reasons, as a model wrote it.
        weights: coefficients other than those that ship.
    """
    fitted = weights or _fitted()
    sides = sides_of(question)
    if not sides:
        every = choice_signs(question, text)
        return _shared({label: _weighed(fitted["option"], signs) for label, signs in every.items()})
    signs = sided_signs(question, text)
    return _shared({label: _weighed(fitted[side], signs) for side, label in sides.items()})


def sides_of(question: Question) -> dict[str, str]:
    """Yes, no and maybe with the positions they are on a question; empty for other choices."""
    if not question.options:
        return {side: side for side in (SIDES if question.kind == "yes_no_maybe" else SIDES[:2])}
    sides = {plain(option.text): option.label for option in question.options}
    return sides if set(sides) <= set(SIDES) else {}


def choice_signs(question: Question, text: str) -> dict[str, Signs]:
    """The signs of each option of a choice in an answer."""
    named = {option.label: option.text for option in question.options}
    return option_signs(named, text, _told(tuple(named.items()), text))


def sided_signs(question: Question, text: str) -> Signs:
    """The signs of yes, no or maybe in an answer."""
    named = tuple((option.label, option.text) for option in question.options)
    told = _told(named, text) if named else None
    side = next((side for side, label in sides_of(question).items() if label == told), "")
    return side_signs(question.text, text, side or _told_side(text))


def _told(named: tuple[tuple[str, str], ...], text: str) -> str | None:
    """The label that the answer says it is; the first one said, for what follows may answer other questions."""
    for pattern in _labels(tuple(label for label, _ in named)):
        if found := pattern.search(text):
            return next(label for label, _ in named if label.casefold() == found["label"].casefold())
    said = _REST.search(text)
    rest = plain(said["rest"]) if said else ""
    stated = [(plain(words), label) for label, words in named if words and rest.startswith(plain(words))]
    return max(stated, key=lambda one: len(one[0]))[1] if stated else None


@lru_cache(maxsize=64)
def _labels(labels: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The ways to say that a label is the answer, the plainest first."""
    one = "|".join(map(re.escape, labels))
    label = f"(?P<label>(?-i:{one}))" if all(len(label) == 1 for label in labels) else f"(?P<label>{one})"
    shapes = (
        rf"\b{_ANSWER}{_OPENED}{label}{_CLOSED}",
        rf"{_BOXED}{label}{_CLOSED}",
        rf"\b{_CALLED}{_OPENED}{label}{_CLOSED}",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def _told_side(text: str) -> str:
    said = _REST.search(text)
    word = re.match(r"\W*(yes|no|maybe|да|нет|возможно)\b", said["rest"], re.IGNORECASE) if said else None
    return {"да": "yes", "нет": "no", "возможно": "maybe"}.get(word[1].casefold(), word[1].casefold()) if word else ""


def _shared(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    weights = {label: math.exp(score - top) for label, score in scores.items()}
    whole = sum(weights.values())
    return {label: weight / whole for label, weight in weights.items()}


def _weighed(weights: Mapping[str, float], signs: Signs) -> float:
    return sum(weights.get(sign, 0.0) * value for sign, value in signs.items())


@cache
def _fitted() -> Weights:
    text = files("consilium.argument.reading").joinpath("conclusion.json").read_text(encoding="utf-8")
    fitted: dict[str, dict[str, float]] = json.loads(text)
    return fitted
