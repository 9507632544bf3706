"""Whether two answers in prose to one question come to the same, by what they conclude and claim."""

from __future__ import annotations

from typing import Final

from consilium.argument.comparison import compare
from consilium.argument.reading.conclusion import position_in_prose, sides_of
from consilium.argument.reading.prose import claims_of_prose
from consilium.argument.reading.sense import sense_of
from consilium.argument.stance import plain_stance
from consilium.deciding.positions import position_of
from consilium.types.question import Question

_SURE: Final = 0.55
_SURE_OF_SIDES: Final = 0.75
"""How probable it must be that two answers come to one position before they are joined: what prose says of yes, no
and maybe is told less plainly than which of several options it names."""


def same_answer(question: Question, one: str, other: str) -> bool:
    """Whether two answers to a question come to the same; only what is plain is joined.

    Args:
        question: what both answer.
        one: an answer with its reasons, as a model wrote it.
        other: another one.
    """
    here, there = positions_of_prose(question, one), positions_of_prose(question, other)
    if question.kind == "open" and not (here and there):
        return _claim_the_same(one, other)
    return agreement(here, there) >= sure_of(question)


def sure_of(question: Question) -> float:
    """The least agreement of two answers to a question that joins them."""
    sided = question.kind in {"choice", "yes_no", "yes_no_maybe"} and sides_of(question)
    return _SURE_OF_SIDES if sided else _SURE


def position_in_answer(question: Question, text: str) -> str | None:
    """The position that an answer in prose plainly comes to: as sure as two of them must be to be joined.

    >>> asked = Question("Does creatine raise strength?", "yes_no_maybe")
    >>> position_in_answer(asked, "Several trials found gains. Therefore, the answer is yes.")
    'yes'
    """
    chances = positions_of_prose(question, text)
    likeliest = max(chances, key=lambda position: chances[position], default=None)
    return likeliest if likeliest and chances[likeliest] ** 2 >= sure_of(question) else None


def agreement(one: dict[str, float], other: dict[str, float]) -> float:
    """How probable it is that two answers take one position, each by how probable its positions are."""
    return sum(share * other.get(position, 0.0) for position, share in one.items())


def positions_of_prose(question: Question, text: str) -> dict[str, float]:
    """How probable each position is that an answer in prose may come to; empty where it comes to none."""
    if question.kind in {"choice", "yes_no", "yes_no_maybe"}:
        bare = position_of(question, text) if len(text.split()) == 1 else None
        return {bare: 1.0} if bare else position_in_prose(question, text)
    if question.kind == "open":
        told = plain_stance(question.text, text, claims_of_prose(text))
    else:
        told = position_of(question, text) or ""
    return {told: 1.0} if told else {}


def _claim_the_same(one: str, other: str) -> bool:
    """Whether two answers share a claim and none of theirs contradict."""
    ours, theirs = (list(map(sense_of, claims_of_prose(text))) for text in (one, other))
    found = {compare(here, there)[0] for here in ours for there in theirs}
    return "same" in found and not found & {"contrary", "elsewhere"}
