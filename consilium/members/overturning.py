"""Whether the words that a judge quotes bear out the position that it would put in the settled one's place."""

from __future__ import annotations

import re
from typing import Final

from consilium.argument.reading.conclusion import sides_of
from consilium.argument.stance import plain_stance
from consilium.knowledge.quotes.support import supports
from consilium.types.evidence import Citation
from consilium.types.question import Question

_STANCES: Final = {"yes": "supports", "no": "opposes", "maybe": "depends"}


def supporting(question: Question, position: str, reason: str, cited: Citation) -> bool | None:
    """Whether quoted words bear a position out: by themselves, or through the judge's reason.

    A reason counts only where the words bear it out and it says what the position says: else any genuine
    quotation, told again, would prove anything.

    Args:
        question: what was asked.
        position: the one that should stand instead.
        reason: the judge's own words.
        cited: the quotation, checked against its source and against the reason.
    """
    if not cited.verified:
        return None
    told = says(question, position, cited.quote)
    if told is not None:
        return told
    return True if cited.supports and says(question, position, reason) else None


def says(question: Question, position: str, words: str) -> bool | None:
    """Whether some words say that a position is right; None where they do not tell.

    >>> colours = Question("Which colour is the sky?", "number")
    >>> says(colours, "450 nm", "The light had 450 nm."), says(colours, "450 nm", "It was blue.")
    (True, None)
    """
    if question.kind in {"number", "expression"}:
        return supports(position, words).value or None
    sides = sides_of(question) if question.kind in {"choice", "yes_no", "yes_no_maybe"} else {}
    if question.kind == "choice" and not sides:
        option = next((one.text for one in question.options if one.label == position), "")
        return supports(option, words).value if option else None
    by_position = {held: _STANCES[side] for side, held in sides.items()}
    return _takes(question.text, by_position.get(position, position), words)


def _takes(asked: str, stance: str, words: str) -> bool | None:
    """Whether words take a stance on a question that is answered with yes or no."""
    found = plain_stance(asked, words, [words])
    if not found and supports(_asked(asked), words).value:
        found = "supports"
    return found == stance if found else None


def _asked(question: str) -> str:
    """What is asked, as a statement: without the marks of a question."""
    return re.sub(r"\s+ли\b|[?]", "", question)
