"""One question that a panel answered, as deciders learn from it and decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spent:
    """What a member's answer to one question took; None where it is not known."""

    tokens: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """The positions of a panel on one question, with the right one where it is known.

    Args:
        id: of the question.
        answers: position by member; None or no entry is an abstention.
        gold: the right position; None where nobody knows it, and such a row is no label.
        category: the topic, empty where unknown.
        options: label to text of a choice; empty for other kinds.
        usage: what each member's answer took.
        question: its text, empty where unknown.
        size: how many options a choice has where their texts are unknown; 0 where that is unknown too.
    """

    id: str
    answers: Mapping[str, str | None]
    gold: str | None = None
    category: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    usage: Mapping[str, Spent] = field(default_factory=dict)
    question: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a decider makes of one row: a position (None where nobody answered) and how likely it is right."""

    position: str | None
    confidence: float


def labelled(rows: Sequence[Labelled]) -> list[Labelled]:
    """The rows that are labels; the rest may still be settled."""
    return [row for row in rows if row.gold is not None]
