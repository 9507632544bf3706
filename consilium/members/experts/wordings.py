"""Findings and studies in words, in the question's language."""

from __future__ import annotations

from consilium.knowledge.frames import name_of
from consilium.members.experts.sources import SourceRead
from consilium.types.frame import Direction, Frame
from consilium.types.question import Language
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


def credentials(source: SourceRead, language: Language) -> str:
    """The kind of a source's study, its grade and its flags, as far as known."""
    first = source.whole[0]
    flags = list(dict.fromkeys(flag for passage in source.whole for flag in passage.flags))
    kind = (
        say("experts.graded", language, study=say(f"export.study_{first.study}", language), grade=first.grade)
        if first.grade
        else say("experts.ungraded", language)
    )
    return ", ".join((kind, *(say(f"export.flag_{flag}", language) for flag in flags)))
