"""Findings and studies in words, in the question's language."""

from __future__ import annotations

from consilium.knowledge.frames import name_of
from consilium.knowledge.papers.grading import Paper, grade
from consilium.types.evidence import Passage
from consilium.types.frame import Direction, Frame
from consilium.types.question import Language
from consilium.types.source import Grading
from consilium.wording import say


def matter(frame: Frame, language: Language) -> str:
    """What a finding is about.

    >>> matter(Frame("caffeine", "vo2max", "up", 0, 1), "en")
    'caffeine → VO2max'
    """
    return f"{name_of(frame.intervention, language)} → {name_of(frame.outcome, language)}"


def went(direction: Direction, language: Language) -> str:
    """Where an outcome went."""
    return say(f"experts.went_{direction}", language)


def reported(passage: Passage) -> Grading:
    """The kind of study behind a passage: its source's own, else the one that a note's words name."""
    if passage.grade:
        return Grading(passage.study)
    # A note's sentence names a study as a title does: by the mere word.
    return grade(Paper(title=passage.text))


def credentials(passage: Passage, language: Language) -> str:
    """The kind of study behind a passage, its grade and its flags, as far as known."""
    grading = reported(passage)
    study = say(f"export.study_{grading.study}", language) if grading.grade else ""
    if passage.grade:
        kind = say("experts.graded", language, study=study, grade=passage.grade)
    else:
        kind = say("experts.reported", language, study=study) if study else say("experts.ungraded", language)
    return ", ".join((kind, *(say(f"export.flag_{flag}", language) for flag in passage.flags)))
