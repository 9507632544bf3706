"""What the user has pinned and what is remembered, without knowing where it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from consilium.types.question import Question
from consilium.types.recollection import Counsel, Recollection


class Memory(Protocol):
    """Earlier verdicts, theses and corrections, found by what a question is about."""

    def recall(self, question: str, most: int) -> Sequence[Recollection]:
        """At most ``most`` of them, the likest first; nothing for a question that resembles none."""
        ...


class Counsellor(Protocol):
    """Gives a run its counsel."""

    def counsel(self, question: Question) -> Counsel:
        """Nails and memory for a question; a run that is gone on with gets what it got the first time."""
        ...
