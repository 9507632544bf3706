"""What an option's words tell beside its letter: lengths, sweeping options, likeness to its neighbours.

Writers of questions leave traces: the right option is rarely "none of the above", often the longer one, and shares
more words with the other options, which were made from it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"\w{4,}")
_EVERYTHING: Final = re.compile(
    r"\ball (?:of )?(?:the above|these|them)\b|\bвс[её] (?:вышеперечисленное|перечисленное)"
)
_NOTHING: Final = re.compile(r"\bnone of\b|^(?:none|n/?a)$|^ничего из")
_DENIED: Final = re.compile(r"\b(?:not|except|false|least|не|кроме|неверно)\b")
_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
_LONGEST: Final = 1.2

TRAITS: Final = (
    "length",
    "longest",
    "everything",
    "nothing",
    "place",
    "last",
    "first",
    "asked",
    "denied",
    "like",
    "edge",
)
"""Name of each figure, in the order of ``option_traits``."""
CONTEXT: Final = ("question_length", "option_length", "options", "digits")
"""Name of each figure of ``question_traits``."""


@lru_cache(maxsize=32_768)
def option_traits(question: str, options: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    """The figures of ``TRAITS`` for each option, in their order."""
    asked = set(_WORD.findall(question.lower()))
    denied = bool(_DENIED.search(question.lower()))
    lengths = [len(option) for option in options]
    mean = sum(lengths) / len(options) + 1
    words = [set(_WORD.findall(option.lower())) for option in options]
    edges = _edges(options)
    return tuple(
        (
            (length := math.log((lengths[at] + 1) / mean)),
            float(lengths[at] == max(lengths) > _LONGEST * mean),
            float(bool(_EVERYTHING.search(option.lower()))),
            float(bool(_NOTHING.search(option.lower().strip()))),
            at / max(1, len(options) - 1) - 0.5,
            float(at == len(options) - 1),
            float(at == 0),
            len(words[at] & asked) / (len(words[at]) + 1),
            length * denied,
            _likeness(words, at),
            edges[at],
        )
        for at, option in enumerate(options)
    )


@lru_cache(maxsize=32_768)
def question_traits(question: str, options: tuple[str, ...]) -> tuple[float, ...]:
    """The figures of ``CONTEXT`` for a question."""
    mean = sum(map(len, options)) / max(1, len(options))
    digits = sum(letter.isdigit() for letter in question)
    return math.log(len(question) + 1), math.log(mean + 1), float(len(options)), math.sqrt(digits)


def _likeness(words: Sequence[set[str]], at: int) -> float:
    others = [len(words[at] & other) / (len(words[at] | other) + 1) for n, other in enumerate(words) if n != at]
    return sum(others) / max(1, len(others))


def _edges(options: Sequence[str]) -> list[float]:
    """How far from the middle each number stands among the options; 0 throughout where one is no number."""
    found = [_NUMBER.search(option.replace(",", "")) for option in options]
    values = [float(one[0]) for one in found if one]
    if len(values) < len(options):
        return [0.0] * len(options)
    order = sorted(values)
    return [(order.index(value) / max(1, len(order) - 1) - 0.5) ** 2 for value in values]
