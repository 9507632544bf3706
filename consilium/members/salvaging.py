"""What a reply in prose is still worth where a form was asked for and none could be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from consilium.argument.answers import position_in_answer
from consilium.argument.reading import ProseClaim, prose_claims
from consilium.argument.stance import plain_stance
from consilium.members.asking import prose
from consilium.members.forms import AnswerForm, StatedClaim
from consilium.types.question import Question

_NOT_TOLD: Final = 0.5
"""Confidence of an answer that tells none."""


def salvaged(question: Question, text: str) -> AnswerForm | None:
    """An answer in prose as it stands: its sentences as claims, and the position that it plainly comes to.

    Args:
        question: what was asked.
        text: the whole reply.

    Returns:
        None where nothing usable stands there: what is left of a broken object, or an answer to a closed question
        that comes to no position for sure. An open answer is kept even if it takes no side.
    """
    written = prose(text)
    if not written:
        return None
    claims = prose_claims(written)
    if question.kind != "open":
        position = position_in_answer(question, written)
        return _form(claims, answer=position) if position else None
    stance = plain_stance(question.text, written, [claim.text for claim in claims])
    return _form(claims, answer=written, stance=stance or None)


def claims_in_prose(text: str) -> Iterator[StatedClaim]:
    """The claims of an answer in prose as a form would state them, with the quotations that stand in them."""
    return map(_stated, prose_claims(text))


def _form(claims: list[ProseClaim], *, answer: str, stance: str | None = None) -> AnswerForm:
    return AnswerForm(claims=tuple(map(_stated, claims)), stance=stance, answer=answer, confidence=_NOT_TOLD)


def _stated(claim: ProseClaim) -> StatedClaim:
    quotes = [{"passage": quoted.cited, "quote": quoted.quote} for quoted in claim.quotes]
    return StatedClaim.model_validate({"text": claim.text, "quotes": quotes})
