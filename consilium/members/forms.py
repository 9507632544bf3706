"""What a model must fill in, for each purpose.

Fields stand in the order in which they should be thought: claims and reasons first, the answer and
the confidence in it last, so that the answer follows from the reasoning and not the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, field_validator, model_validator

from consilium.members.form_fields import (
    Confidence,
    Flag,
    Kind,
    Lines,
    Needed,
    Part,
    Side,
    Size,
    Stance,
    Text,
    Way,
    asked_in,
    by_claim,
    claims_from,
    none_of,
    position_from,
    quotes_from,
    replies_from,
)
from consilium.members.parts import sized
from consilium.members.vocabulary import as_list, means
from consilium.types.statement import Statement

FormPurpose = Literal["answer", "critique", "revise", "judge", "rewrite", "support", "same"]


class Form(BaseModel):
    """A reply's shape; fields that nobody asked for are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Quote(Form):
    """Words copied from a passage; checked against the source when they arrive."""

    passage: Text = ""
    quote: Needed


Quotes = Annotated[tuple[Quote, ...], BeforeValidator(quotes_from)]


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

    claims: Annotated[tuple[StatedClaim, ...], BeforeValidator(claims_from)] = ()
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
        question = asked_in(info)
        return position_from(value, None if question is None or question.kind == "open" else question)


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
        return position_from(value, asked_in(info))


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

    answered: Annotated[tuple[StatedReply, ...], BeforeValidator(replies_from)] = ()
    overturn: Annotated[StatedOverturn | None, BeforeValidator(none_of)] = None
    rejected: Annotated[tuple[StatedRejection, ...], BeforeValidator(by_claim("reason"))] = ()
    translations: Annotated[tuple[StatedTranslation, ...], BeforeValidator(by_claim("text"))] = ()
    body: Text = ""
    would_change: Text = ""
    limitations: Lines = ()
    position: str | None = None
    verdict: Needed


class RewriteForm(Form):
    """A follow-up question that stands alone."""

    question: Needed


Word = Literal["yes", "no", "cannot_tell"]


class SupportForm(Form):
    """Whether a quotation bears a claim out."""

    supports: Word

    @property
    def word(self) -> Word:
        """What is said."""
        return self.supports


class SameForm(Form):
    """Whether two answers to one question come to the same."""

    same: Word

    @property
    def word(self) -> Word:
        """What is said."""
        return self.same


FORMS: Mapping[FormPurpose, type[Form]] = {
    "answer": AnswerForm,
    "critique": CritiqueForm,
    "revise": ReviseForm,
    "judge": JudgeForm,
    "rewrite": RewriteForm,
    "support": SupportForm,
    "same": SameForm,
}
"""Which form each purpose asks for; a repair asks for the form of the call it mends."""
