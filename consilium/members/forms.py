"""What a model must fill in, for each purpose.

Fields stand in the order in which they should be thought: claims and reasons first, the answer and
the confidence in it last, so that the answer follows from the reasoning and not the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from consilium.deciding.positions import STANCES
from consilium.members.parts import (
    DIRECTIONS,
    KINDS,
    direction_from,
    kind_from,
    magnitude_from,
    part_from,
    sized,
)
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
from consilium.types.statement import ClaimKind, Statement

FormPurpose = Literal["answer", "critique", "revise", "judge", "rewrite", "support"]


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


def _quotes(value: object) -> list[object]:
    """Quotations with words in them: a pointer without words cannot be checked and is left out."""
    quotes = [item if isinstance(item, Mapping) else {"quote": item} for item in as_list(value)]
    return [item for item in quotes if not (means(item.get("quote"), "own") or means(item.get("quote"), ""))]


def _claims(value: object) -> list[object]:
    return [{"text": item} if isinstance(item, str) else item for item in as_list(value)]


def _replies(value: object) -> list[object]:
    """Replies to positions; a plain mapping from position to reply is understood too."""
    if isinstance(value, Mapping) and "position" not in value:
        return [{"position": position, "reply": reply} for position, reply in value.items()]
    return as_list(value)


def _by_claim(field: str) -> Callable[[object], list[object]]:
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


def _nothing(value: object) -> object:
    """None where a model fills an overturn in with blanks or says in words that there is none."""
    blank = not any(tidy(word or "") for word in value.values()) if isinstance(value, Mapping) else False
    return None if blank or not value or means(value, "own") or means(value, "no") else value


def _position(value: object, question: Question | None) -> object:
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


def _asked(info: ValidationInfo) -> Question | None:
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


class Form(BaseModel):
    """A reply's shape; fields that nobody asked for are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Quote(Form):
    """Words copied from a passage; checked against the source when they arrive."""

    passage: Text = ""
    quote: Needed


Quotes = Annotated[tuple[Quote, ...], BeforeValidator(_quotes)]


class StatedClaim(Form):
    """One claim and its parts; without quotations it rests on the member's own knowledge."""

    text: Needed
    kind: Kind = "finding"
    subject: Part = ""
    outcome: Part = ""
    direction: Way = ""
    magnitude: Size = None
    unit: Part = ""
    population: Part = ""
    condition: Part = ""
    quotes: Quotes = ()

    @model_validator(mode="before")
    @classmethod
    def _unit_apart(cls, data: Any) -> Any:
        return sized(data)

    @property
    def says(self) -> Statement:
        """The parts as they were filled in."""
        return Statement(
            self.kind,
            self.subject,
            self.outcome,
            self.direction,
            self.magnitude,
            self.unit,
            self.population,
            self.condition,
        )


class AnswerForm(Form):
    """A blind answer; ``answer`` is None where the question cannot be answered from what is known."""

    claims: Annotated[tuple[StatedClaim, ...], BeforeValidator(_claims)] = ()
    would_prove_wrong: Text = ""
    stance: Stance = None
    answer: str | None
    missing: Text = ""
    confidence: Confidence

    @model_validator(mode="before")
    @classmethod
    def _no_answer_no_confidence(cls, data: Any) -> Any:
        unanswered = isinstance(data, Mapping) and "answer" in data and means(data["answer"], "")
        return {**data, "confidence": 0.0} if unanswered else data

    @field_validator("answer", mode="before")
    @classmethod
    def _as_asked(cls, value: object, info: ValidationInfo) -> object:
        question = _asked(info)
        return _position(value, None if question is None or question.kind == "open" else question)


class ReviseForm(AnswerForm):
    """A second answer, and what moved it: the critique by id and the evidence that was new."""

    because_of: Text = ""
    new_evidence: Text = ""
    changed: Flag = False


class StatedPoint(Form):
    """One point about one claim; the side is taken after the reason is given."""

    claim: Needed
    quotes: Quotes = ()
    reason: Needed
    stance: Side


class CritiqueForm(Form):
    """What a critic found, point by point."""

    points: Annotated[tuple[StatedPoint, ...], BeforeValidator(as_list)]


class _Placed(Form):
    @field_validator("position", mode="before", check_fields=False)
    @classmethod
    def _as_asked(cls, value: object, info: ValidationInfo) -> object:
        return _position(value, _asked(info))


class StatedReply(_Placed):
    """The judge's answer to a position that did not carry."""

    position: str
    reply: Needed


class StatedOverturn(_Placed):
    """The judge's case against the settled position, with the words that prove it."""

    position: str
    passage: Needed
    quote: Needed
    reason: Text = ""


class StatedRejection(Form):
    """A claim that the judge leaves out, and why."""

    claim: Needed
    reason: Needed


class StatedTranslation(Form):
    """A claim in the question's language."""

    claim: Needed
    text: Needed


class JudgeForm(_Placed):
    """The verdict; the minority is answered before the verdict is worded."""

    answered: Annotated[tuple[StatedReply, ...], BeforeValidator(_replies)] = ()
    overturn: Annotated[StatedOverturn | None, BeforeValidator(_nothing)] = None
    rejected: Annotated[tuple[StatedRejection, ...], BeforeValidator(_by_claim("reason"))] = ()
    translations: Annotated[tuple[StatedTranslation, ...], BeforeValidator(_by_claim("text"))] = ()
    body: Text = ""
    would_change: Text = ""
    limitations: Lines = ()
    position: str | None = None
    verdict: Needed


class RewriteForm(Form):
    """A follow-up question that stands alone."""

    question: Needed


class SupportForm(Form):
    """Whether a quotation bears a claim out."""

    supports: Literal["yes", "no", "cannot_tell"]


FORMS: Mapping[FormPurpose, type[Form]] = {
    "answer": AnswerForm,
    "critique": CritiqueForm,
    "revise": ReviseForm,
    "judge": JudgeForm,
    "rewrite": RewriteForm,
    "support": SupportForm,
}
"""Which form each purpose asks for; a repair asks for the form of the call it mends."""
