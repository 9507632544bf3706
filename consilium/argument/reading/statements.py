"""A sentence as a statement's parts, and what a member filled in completed from its sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from consilium.argument.reading.amounts import Amount
from consilium.argument.reading.ideas import Idea
from consilium.argument.reading.plain import Word, words_in
from consilium.argument.reading.sense import Sense, sense_of
from consilium.argument.reading.ways import Turn, turns
from consilium.types.frame import Direction
from consilium.types.opinion import Claim
from consilium.types.statement import Statement

_DIRECTIONS: Final[dict[Turn, Direction]] = {
    "up": "up", "down": "down", "none": "none", "not up": "none", "not down": "none", "changed": "mixed",
}  # fmt: skip
_CAUSE: Final = re.compile(
    r"\b(?:with|after|by|following|under|from|due to|thanks to|при|после|от|под действием|под влиянием|благодаря|из-за"
    r"|на фоне|вследствие)\s+(?:the\s)?(?:[\w%/.,-]+\s){0,5}?\Z"
)
_CLAUSE: Final = re.compile(r"[,;:()]")


@lru_cache(maxsize=4096)
def read_statement(text: str) -> Statement:
    """The parts of one sentence, Russian or English, in its own words; empty where it does not say.

    >>> said = read_statement("In trained cyclists, caffeine raises VO2max by 5,2 %.")
    >>> said.subject, said.outcome, said.direction, said.magnitude, said.unit, said.population
    ('caffeine', 'VO2max', 'up', 5.2, '%', 'trained cyclists')
    """
    sense = sense_of(text)
    subject, outcome = _roles(sense)
    size = next((one for one in sense.amounts if one.is_size), None)
    conditions = [one for one in sense.amounts if one is not size]
    words = _Written(text, sense.plain)
    return Statement(
        kind=sense.kind,
        subject=words.of(subject),
        outcome=words.of(outcome),
        direction=_DIRECTIONS.get(sense.way.turn, ""),
        magnitude=size.written[0] if size else None,
        unit=_unit(size) if size else "",
        population=words.between(sense.people),
        condition=_conditions(words, conditions, sense),
    )


def stated(claim: Claim) -> Statement:
    """What a claim states: as its member filled it in, completed from its sentence."""
    read, said = read_statement(claim.text), claim.says
    sized = said.magnitude is not None
    return replace(
        read,
        kind=said.kind if said.kind != "finding" else read.kind,
        subject=said.subject or read.subject,
        outcome=said.outcome or read.outcome,
        direction=said.direction or read.direction,
        magnitude=said.magnitude if sized else read.magnitude,
        unit=said.unit if sized else read.unit,
        population=said.population or read.population,
        condition=said.condition or read.condition,
    )


def _roles(sense: Sense) -> tuple[Sequence[Idea], Sequence[Idea]]:
    """What was done and what was looked at: before the verb and behind it, or the other way round behind "with"."""
    verb = next((word for word in words_in(sense.plain) if _is_verb(word, sense)), None)
    if verb is None:
        return sense.ideas[:1], sense.ideas[1:2]
    before = [idea for idea in sense.ideas if idea.end <= verb.start]
    behind = [idea for idea in sense.ideas if idea.start >= verb.end]
    if behind and _CAUSE.search(sense.plain[verb.end : behind[0].start]) and before:
        return behind[:1], before[:1] if not before[0].setting else before[-1:]
    if not behind:
        caused = [idea for idea in before if _CAUSE.search(sense.plain[: idea.start])]
        return (caused, [idea for idea in before if idea not in caused][:1]) if caused else (before[:-1], before[-1:])
    return before[-1:] if before and before[0].setting else before[:1], behind[:1]


def _is_verb(word: Word, sense: Sense) -> bool:
    return turns(word.text) and not any(idea.start <= word.start < idea.end for idea in sense.ideas)


def _unit(amount: Amount) -> str:
    return "%" if amount.unit == ("%",) else amount.written[1].lstrip("0123456789.,- ")


def _conditions(words: _Written, amounts: Sequence[Amount], sense: Sense) -> str:
    told = [sense.plain[one.start : one.end] for one in amounts]
    return ", ".join(dict.fromkeys([*told, *(words.span(*place) for place in sense.narrowed)]))


class _Written:
    """The words of a sentence as written, found by their places in its plain text.

    Args:
        text: as written.
        plain: the same, plain.
    """

    def __init__(self, text: str, plain: str) -> None:
        self._plain = plain
        written = words_in(unicodedata.normalize("NFKC", text))
        self._words = words_in(plain)
        self._written = written if len(written) == len(self._words) else self._words

    def of(self, ideas: Sequence[Idea]) -> str:
        """What some ideas are called in the sentence."""
        return ", ".join(self.span(idea.start, idea.end) for idea in ideas)

    def between(self, places: Sequence[tuple[int, int]]) -> str:
        """The stretch from the first place to the last, where they stand in one clause; else the first one."""
        if not places:
            return ""
        start, end = places[0][0], places[-1][1]
        return self.span(*places[0]) if _CLAUSE.search(self._plain[start:end]) else self.span(start, end)

    def span(self, start: int, end: int) -> str:
        """The words that stand between two places."""
        chosen = [at for at, word in enumerate(self._words) if start <= word.start < end]
        return " ".join(self._written[at].text for at in chosen)
