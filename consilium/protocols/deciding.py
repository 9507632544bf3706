"""Deciding: what the positions amount to, and whether another round is worth it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Assessment, Settlement


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many members count towards the quorum, and how many could take part in another round."""

    answered: int
    quorum: bool
    debaters: int


class Decider(Protocol):
    """Turns opinions into one position with a confidence."""

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        ...

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; the order of opinions never matters."""
        ...


class Asking(Protocol):
    """Whom to ask one after another, and when enough have answered."""

    @property
    def target(self) -> float:
        """The confidence at which neither another member nor a debate is worth its price."""
        ...

    def next_member(self, asked: Collection[str], present: Collection[str], confidence: float) -> str | None:
        """Whom to ask next; None where the answer is sure enough or nobody is left.

        Args:
            asked: who was asked before.
            present: who can be asked at all.
            confidence: in the answer that these have led to; 0 where nobody was asked yet.
        """
        ...


class StopRule(Protocol):
    """Routes the run after each round and says why."""

    def assess(
        self,
        question: Question,
        round_: int,
        now: Sequence[Opinion],
        before: Sequence[Opinion],
        settlement: Settlement,
        attendance: Attendance,
    ) -> Assessment:
        """Where the run goes from here: another round of critique, the judge, or the end.

        Args:
            question: what was asked.
            round_: the round that just ended; 0 after the blind answers.
            now: every member's latest opinion.
            before: the opinions one round earlier; empty after round 0.
            settlement: what the decider makes of ``now``.
            attendance: who answered, and who could go on.
        """
        ...
