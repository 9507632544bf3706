"""What finding a question asks about, and which side of it a finding speaks for."""

from __future__ import annotations

import re
from typing import Final, Literal

from consilium.knowledge.frames.cues import CUE
from consilium.knowledge.frames.extracting import direction_of, frames_in
from consilium.knowledge.frames.relating import same_matter
from consilium.knowledge.frames.terms import terms_in
from consilium.knowledge.stemming import stems
from consilium.types.frame import Frame

_ASKING: Final = re.compile(
    r"\A\s*(?:is|are|was|were|do|does|did|can|could|should|has|have|will|would|may|might)\b|\bли\b|\?", re.IGNORECASE
)


def _asserted(question: str) -> str:
    """The statement that a question asks about: "caffeine improve VO2max" of "Does caffeine improve VO2max?"."""
    return f"{_ASKING.sub('', question).strip()}."


def asked_in(question: str) -> Frame | None:
    """The finding that a closed question asks about; None where it asks in another form.

    >>> asked = asked_in("Does caffeine improve VO2max?")
    >>> asked and (asked.intervention, asked.outcome, asked.direction)
    ('caffeine', 'vo2max', 'up')
    """
    statement = _asserted(question)
    return next(frames_in(statement), None) or _verb_first(statement)


def _verb_first(statement: str) -> Frame | None:
    """A finding whose verb stands before both names, as Russian questions with «ли» put it."""
    cue = CUE.match(statement)
    named = [found.term for found in terms_in(stems(statement[cue.end() :]))] if cue else []
    if not cue or len(set(named)) < 2:  # noqa: PLR2004  an intervention and an outcome
        return None
    direction, merit = direction_of(cue, named[-1], denied=False)
    return Frame(named[0].key, named[-1].key, direction, 0, len(statement), merit)


def speaks_for(found: Frame, asked: Frame) -> Literal["yes", "no", ""]:
    """Which side of a question a finding speaks for; empty where it is on another matter or goes both ways.

    Where the question does not say in which direction ("affect"), any change is a yes.
    """
    if not same_matter(found, asked) or found.direction == "mixed":
        return ""
    if asked.direction == "mixed":
        return "no" if found.direction == "none" else "yes"
    return "yes" if found.direction == asked.direction else "no"
