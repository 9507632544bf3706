"""From signs to yes, no or maybe: a multinomial logistic regression whose every term can be shown."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from consilium.knowledge.stance.signs import Section, signs_of

Side = Literal["yes", "no", "maybe"]
SIDES: Final[tuple[Side, ...]] = ("yes", "no", "maybe")

WEIGHTS: Final = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Term:
    """One sign's part in a reading: its value, and what it adds to each side's log-odds."""

    name: str
    value: float
    adds: Mapping[Side, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source answers to a closed question.

    Args:
        probabilities: of each side, summing to 1; fitted, but not calibrated for other sources.
        terms: every sign that counted, largest first.
    """

    probabilities: Mapping[Side, float]
    terms: tuple[Term, ...]

    def side(self, sides: Sequence[Side] = SIDES) -> Side:
        """The most probable of the sides that may be answered."""
        return max(sides, key=lambda side: self.probabilities[side])


def read_stance(question: str, sections: Sequence[Section]) -> Reading:
    """What a source answers to a question that can be answered with yes, no or maybe.

    Args:
        question: as asked, Russian or English.
        sections: role and text of each part of the source, in order.
    """
    return weigh(signs_of(question, sections), _fitted())


def weigh(signs: Mapping[str, float], fitted: Mapping[str, Any]) -> Reading:
    """Probabilities of the sides, with the terms they are the sum of.

    Args:
        signs: name to value.
        fitted: ``bias`` by side, and ``signs``: name to the mean and spread that the value is scaled
            with, the lowest and highest value seen, and its weight for each side.
    """
    terms = [
        Term(name, round(value, 4), _adds(value, fitted["signs"][name]))
        for name, value in signs.items()
        if name in fitted["signs"]
    ]
    scores = {side: fitted["bias"][side] + sum(term.adds[side] for term in terms) for side in SIDES}
    top = max(scores.values())
    odds = {side: math.exp(score - top) for side, score in scores.items()}
    total = sum(odds.values())
    terms.sort(key=lambda term: -max(map(abs, term.adds.values())))
    return Reading({side: value / total for side, value in odds.items()}, tuple(terms))


def _adds(value: float, fitted: Mapping[str, Any]) -> dict[Side, float]:
    # What lies outside anything seen when fitting counts like the outermost that was.
    seen = max(fitted["low"], min(fitted["high"], value))
    scaled = (seen - fitted["mean"]) / fitted["spread"]
    return {side: scaled * fitted["weights"][side] for side in SIDES}


@cache
def _fitted() -> Mapping[str, Any]:
    """The coefficients that ship with the product; ``tools/fit_stance.py`` makes them."""
    fitted: Mapping[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return fitted
