"""What is asked: the question, the kind of answer it wants, and the language it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ru", "en"]
AnswerKind = Literal["choice", "yes_no", "yes_no_maybe", "number", "expression", "open"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a multiple-choice question: its label (``A``) and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as every later step sees it.

    ``text`` stands alone: a follow-up has been rewritten by the time members read it, and
    ``asked`` keeps the words the user typed. ``private`` marks a rewriting that drew on a private
    thread: members outside this machine are then given ``asked`` instead. ``tolerance`` is the relative difference up
    to which two numbers are one answer.
    """

    text: str
    kind: AnswerKind = "open"
    options: tuple[Option, ...] = ()
    language: Language = "en"
    asked: str = ""
    private: bool = False
    tolerance: float = 0.0

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the options, in order; empty unless the question is a choice."""
        return tuple(option.label for option in self.options)
