"""The computation of a claim's strength in lines that can be recomputed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from consilium.export.phrases import decimal
from consilium.export.reading import readable
from consilium.types.event import Event
from consilium.types.question import Language
from consilium.types.weighing import Weighing
from consilium.wording import say

_STEP: Final = "  "
_DIGITS: Final = 4


def weighings(events: Sequence[Event]) -> Mapping[str, Weighing]:
    """How each claim was weighed last, by its id."""
    told = [event.data.get("weighings", ()) for event in events if event.kind == "claims.weighed"]
    return {one.claim: one for plain in (told[-1] if told else ()) if (one := readable(Weighing, plain))}


def weighing_lines(one: Weighing, language: Language) -> Iterator[str]:
    """The arguments, what they come to, and what claims that contradict it leave of that."""
    for part in one.parts:
        yield _STEP * 2 + say(
            f"explain.part_{part.kind}", language, value=_number(part.value, language), by=_by(part.by)
        )
    yield _STEP + say(
        "explain.own",
        language,
        prior=_number(one.prior, language),
        support=_number(one.support, language),
        attack=_number(one.attack, language),
        own=_number(one.own, language),
    )
    for pull in one.pulls:
        yield _STEP * 2 + say(
            "explain.pull",
            language,
            claim=pull.claim,
            own=_number(pull.own, language),
            force=_number(pull.force, language),
        )
    if one.pulls:
        yield _STEP + say("explain.left", language, strength=_number(one.strength, language))


def _number(value: float, language: Language) -> str:
    return decimal(value, _DIGITS, language)


def _by(names: Sequence[str]) -> str:
    return ", ".join(names) or "–"
