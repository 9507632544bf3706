"""How a sentence stands to a claim as a finding: the same intervention and outcome, the same way or another."""

from __future__ import annotations

from consilium.argument.reading.sense import sense_of
from consilium.argument.relating import Relation
from consilium.knowledge.frames import attacks, frames_in, is_listed, supports
from consilium.types.frame import Frame


def as_findings(claim: str, sentence: str) -> Relation:
    """What two sentences are to one another where both tell of a finding on things that studies are about.

    Wordings too far apart to be held against each other word by word meet here: a note says at length what a
    thesis says in three words. Only what both name in our own list counts, and other people are another case.
    """
    for one in _findings(claim):
        for other in _findings(sentence):
            if supports(one, other):
                return "same" if _of_the_same_people(claim, sentence) else "apart"
            if attacks(one, other):
                return "contrary" if _of_the_same_people(claim, sentence) else "elsewhere"
    return "apart"


def _findings(text: str) -> list[Frame]:
    return [one for one in frames_in(text) if is_listed(one.intervention) and is_listed(one.outcome)]


def _of_the_same_people(claim: str, sentence: str) -> bool:
    """Whether a sentence speaks of whom the claim speaks of; one that does not say is on everybody."""
    ours, theirs = sense_of(claim).groups, sense_of(sentence).groups
    return not ours or not theirs or ours == theirs
