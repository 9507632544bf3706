"""A finding in one sentence: what was done, what it did to what, and how much that weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilium.types.evidence import Passage
from consilium.types.source import StudyType

Direction = Literal["up", "down", "none", "mixed"]
"""What became of the outcome: more of it, less, no change, or both in different respects."""

Merit = Literal["good", "bad", ""]
"""Whether the change is wanted; empty where that is not known or nothing changed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A finding as it stands in one sentence of a passage.

    Args:
        intervention: key of what was done; Russian and English words of one idea have one key.
        outcome: key of what was looked at.
        direction: what became of the outcome.
        start: offset of the sentence's first character in the source's text.
        end: offset behind its last.
        merit: whether that is wanted.
        magnitude: size of the change; None where the sentence gives none.
        unit: of the magnitude, as written.
        comparator: what it was compared with, as written.
        population: who was studied, as written.
        p: the probability given, e.g. ``<0.05``.
        negated: the sentence denies a change.
    """

    intervention: str
    outcome: str
    direction: Direction
    start: int
    end: int
    merit: Merit = ""
    magnitude: float | None = None
    unit: str = ""
    comparator: str = ""
    population: str = ""
    p: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A frame in the table, with what it weighs.

    Args:
        frame: the finding.
        passage: where it stands.
        study: the type of its study.
        sample: how many were studied; 0 where that is not said.
        weight: in [0, 1], computed when it was learned: study type, sample, section and flags.
    """

    frame: Frame
    passage: Passage
    study: StudyType
    sample: int
    weight: float

    @property
    def sentence(self) -> str:
        """The sentence itself, word for word."""
        passage = self.passage
        return passage.text[self.frame.start - passage.start : self.frame.end - passage.start]
