"""What the fields of a form accept: words as models write them, brought to what the form means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from consilium.deciding.positions import STANCES
from consilium.members.parts import DIRECTIONS, KINDS, direction_from, kind_from, magnitude_from, part_from
from consilium.members.vocabulary import (
    CONFIDENCE,
    SIDES,
    as_flag,
    as_list,
    as_text,
    confidence_from,
    means,
    position_in,
    positions_of,
    spelt,
    tidy,
)
from consilium.types.opinion import PointStance
from consilium.types.question import Question
from consilium.types.statement import ClaimKind


def _one_of(allowed: Sequence[str]) -> PydanticCustomError:
    return PydanticCustomError("one_of", "not one of the words allowed", {"allowed": ", ".join(allowed)})


def _confidence(value: object) -> float:
    try:
        return confidence_from(value)
    except ValueError:
        raise _one_of([*CONFIDENCE]) from None


def _stance(value: object) -> str | None:
    if not value:
        return None
    if word := spelt(value, STANCES):
        return word
    raise _one_of(STANCES)


def _side(value: object) -> str:
    if word := spelt(value, SIDES):
        return word
    raise _one_of(SIDES)


def _present(value: str) -> str:
    if not value:
        raise PydanticCustomError("missing", "missing")
    return value


def quotes_from(value: object) -> list[object]:
    """Quotations with words in them: a pointer without words cannot be checked and is left out."""
    quotes = [item if isinstance(item, Mapping) else {"quote": item} for item in as_list(value)]
    return [item for item in quotes if not (means(item.get("quote"), "own") or means(item.get("quote"), ""))]


def claims_from(value: object) -> list[object]:
    """Claims; a bare sentence is a claim without parts."""
    return [{"text": item} if isinstance(item, str) else item for item in as_list(value)]


def replies_from(value: object) -> list[object]:
    """Replies to positions; a plain mapping from position to reply is understood too."""
    if isinstance(value, Mapping) and "position" not in value:
        return [{"position": position, "reply": reply} for position, reply in value.items()]
    return as_list(value)


def by_claim(field: str) -> Callable[[object], list[object]]:
    """Entries on claims that are whole; a plain mapping from claim to text is understood too."""

    def entries(value: object) -> list[object]:
        if isinstance(value, Mapping) and "claim" not in value:
            value = [{"claim": claim, field: text} for claim, text in value.items()]
        return [
            one
            for one in as_list(value)
            if isinstance(one, Mapping) and all(as_text(one.get(name) or "") for name in ("claim", field))
        ]

    return entries


def none_of(value: object) -> object:
    """None where a model fills an overturn in with blanks or says in words that there is none."""
    blank = not any(tidy(word or "") for word in value.values()) if isinstance(value, Mapping) else False
    return None if blank or not value or means(value, "own") or means(value, "no") else value


def position_from(value: object, question: Question | None) -> object:
    """The position that a reply's word amounts to, None where the model declares none."""
    if means(value, ""):
        return None
    allowed = positions_of(question)
    if question is None or not allowed:
        return as_text(value)
    found = position_in(value, question)
    if found is None:
        raise _one_of([*allowed, "null"])
    return found


def asked_in(info: ValidationInfo) -> Question | None:
    """The question that a form is read for; None for a form in general."""
    question: Question | None = (info.context or {}).get("question")
    return question


Text = Annotated[str, BeforeValidator(as_text)]
Needed = Annotated[str, BeforeValidator(as_text), AfterValidator(_present)]
Lines = Annotated[tuple[Text, ...], BeforeValidator(as_list)]
Flag = Annotated[bool, BeforeValidator(as_flag)]
Side = Annotated[PointStance, BeforeValidator(_side)]
Stance = Annotated[str | None, BeforeValidator(_stance), WithJsonSchema({"type": "string", "enum": list(STANCES)})]
Confidence = Annotated[
    float, BeforeValidator(_confidence), WithJsonSchema({"type": "string", "enum": list(CONFIDENCE)})
]


Part = Annotated[str, BeforeValidator(part_from)]
Kind = Annotated[ClaimKind, BeforeValidator(kind_from), WithJsonSchema({"type": "string", "enum": list(KINDS)})]
Way = Annotated[
    Literal["up", "down", "none", "mixed", ""],
    BeforeValidator(direction_from),
    WithJsonSchema({"type": "string", "enum": list(DIRECTIONS)}),
]
Size = Annotated[float | None, BeforeValidator(magnitude_from), WithJsonSchema({"type": ["number", "null"]})]
