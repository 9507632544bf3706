"""Which side of an open question an answer in prose takes, where it says so plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from consilium.argument.comparison import Relation, compare
from consilium.argument.reading.prose import told_position
from consilium.argument.reading.sense import sense_of

_SIDES: Final = {"yes": "supports", "no": "opposes", "depends": "depends", "unclear": "undecided"}
_ASKING: Final = re.compile(
    r"\A\s*(?:(?:is|are|was|were|do|does|did|can|could|should|has|have|will|would|may|might)\s+|правда\s+ли,?\s+что\s+"
    r"|верно\s+ли,?\s+что\s+|(?:и\s+)?когда\s+нет)|\s+ли\b|\?\s*\Z",
    re.IGNORECASE,
)
_WHICH: Final = re.compile(
    r"\b(?:what|which|how|why|who|when|where|whether|какой|какая|какие|какое|как|почему|зачем|кто|что|сколько|когда|где)\b",
    re.IGNORECASE,
)


def plain_stance(question: str, text: str, claims: Sequence[str]) -> str:
    """The stance of an answer in prose: what it opens with, or how its claims stand to what is asked.

    Args:
        question: as asked.
        text: the answer.
        claims: its claims.

    Returns:
        ``supports``, ``opposes``, ``depends`` or ``undecided``; empty where it is not plain.
    """
    if told := told_position(text):
        return _SIDES[told]
    if _WHICH.search(question.split(",", 1)[0]):
        return ""
    asked = sense_of(_ASKING.sub(" ", question))
    return _side([compare(asked, sense_of(claim))[0] for claim in claims])


def _side(relations: Sequence[Relation]) -> str:
    found = set(relations) - {"apart"}
    if not found or found == {"elsewhere"}:
        return ""
    if len(found) > 1:
        return "depends"
    return "supports" if found == {"same"} else "opposes"
