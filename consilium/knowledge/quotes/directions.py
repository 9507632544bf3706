"""Which way a statement goes: up, down, nothing changes, said or denied; clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consilium.knowledge.quotes.signs import (
    is_concord,
    is_denial,
    is_flat,
    is_neutral,
    is_same,
    sign_of,
    sign_of_noun,
    turns,
)
from consilium.knowledge.quotes.tokens import tokens
from consilium.knowledge.quotes.topics import topics

State = Literal["up", "down", "not up", "not down", "unchanged", "changed", "said", "denied", "open"]

_OPEN = re.compile(
    r"\b(?:unknown|unclear|(?:not|yet to be|remains? to be) (?:known|clear|seen|established|determined|studied)"
    r"|uncertain|неизвестн\w+|не известно|неясн\w+|не ясно|не изучен\w*|предстоит (?:выяснить|узнать|изучить))"
)
_COMPARED = re.compile(
    r"\b(?:no (?:more|longer|less|fewer) than|not (?:more|less) than|at (?:least|most)|(?:more|less|fewer|longer|higher"
    r"|lower|greater) than"
    r"(?= (?:[\d<>]|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty))"
    r"|не (?:более|менее|больше|меньше|выше|ниже)(?: чем)?"
    r"|(?:более|менее|больше|меньше|свыше|выше|ниже)"
    r"(?= (?:\d|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати))"
    r"|(?<=[\d%] )(?:и|или) (?:более|менее|больше|выше)"
    r"|(?<=\bg )(?:or|and) more|(?<=kg )(?:or|and) (?:more|above)|(?<=% )(?:or|and) more|or more|not only|не только"
    r"|(?:the )?most (?:effective|common|important|often)|at the same|на той же|one or more"
    r"|falls (?:at|within|between|into))\b"
)
_PHRASES = (
    (re.compile(r"\b(?:speed|speeds|speeded|sped) up\b"), "accelerate"),
    (re.compile(r"\b(?:slow|slows|slowed) down\b"), "decelerate"),
    (re.compile(r"\b(?:go|goes|went|gone) up\b"), "rise"),
    (re.compile(r"\b(?:go|goes|went|gone) down\b|\bcuts?\b(?= the| by)"), "fell"),
)
_CLAUSE = re.compile(
    r"[;:—]\s+|,?\s+(?:but|whereas|although|though|while|however|yet|однако|но|хотя|тогда как|при этом|причем)\s+"
    r"|,?\s(?=(?:who|whose|whom|which|where|котор\w+)\s)|\s(?=(?:without|без)\s)|,\s+(?=а\s)|,\s+(?:and|и)\s+"
    r"|\s(?:and|и)\s+(?=(?:did|does|do|was|were|had|has|left|не|no|not|cause|at)\b)"
)


_WITHOUT = re.compile(r"(?:without|без)\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a statement: its words, what it is about, which way it goes, and what stands before it says so.

    ``about`` holds its own words and the first clause's subject.
    """

    text: str
    about: frozenset[str]
    state: State
    subject: frozenset[str]


def clauses(text: str) -> list[Clause]:
    """The clauses of a statement, at semicolons and words such as "but" and «хотя»; all have the first's subject."""
    plain = text.casefold().replace("ё", "е")
    parts = [part for stretch in _CLAUSE.split(plain) for part in _after_without(stretch)]
    parts = [part for part in parts if re.search(r"[^\W\d]{2}", part)]
    subjects = [topics(_before_verdict(part)) for part in parts]
    return [
        Clause(part, topics(part) | subjects[0], state(part), subject)
        for part, subject in zip(parts, subjects, strict=True)
    ]


def _after_without(stretch: str) -> list[str]:
    """A stretch that begins with "without" ends that at its comma: what follows is the sentence's own."""
    return stretch.split(", ", 1) if _WITHOUT.match(stretch) else [stretch]


def _before_verdict(text: str) -> str:
    """A clause up to its first word of direction, change or denial: who or what it speaks of."""
    read = tokens(text)
    verdict = (place for word, place in zip(read.words, read.starts, strict=True) if turns(word))
    return text[: next(verdict, len(text))]


def state(text: str) -> State:
    """Which way a clause goes, by its words of direction and its denials.

    Two turns make the opposite of one: "attenuated the increase" goes down, "tends to lose less" up.
    """
    if _OPEN.search(text):
        return "open"
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    words = tokens(_COMPARED.sub(" ", text)).words
    denied = _denials(words)
    way = _way(words, denied=denied)
    if way == "unchanged":
        return "changed" if denied else "unchanged"
    if way == "changed":
        return "unchanged" if denied else "changed"
    if way:
        return _NOT[way] if denied else way
    return "denied" if denied else "said"


_NOT: dict[State, State] = {"up": "not up", "down": "not down"}


def _way(words: Sequence[str], *, denied: bool) -> State | None:
    """Which way the words go before any denial; nouns and likeness count where nothing else tells."""
    signs = [sign for word in words if (sign := sign_of(word))]
    if not signs and any(map(is_flat, words)):
        return "unchanged"
    if not signs and any(map(is_neutral, words)):
        return "changed"
    if not signs and not denied:
        if any(map(is_same, words)):
            return "unchanged"
        signs = [sign for word in words if (sign := sign_of_noun(word))]
    if not signs:
        return None
    return "up" if sum(sign < 0 for sign in signs) % 2 == 0 else "down"


def _denials(words: Sequence[str]) -> bool:
    """Whether a clause is denied; «ни один не» and "neither … nor" deny once, two other denials cancel out."""
    plain = sum(1 for word in words if is_denial(word) and not is_concord(word))
    concord = any(map(is_concord, words))
    return plain % 2 == 1 or (plain == 0 and concord)


_OPPOSED: frozenset[frozenset[State]] = frozenset(
    frozenset(pair)
    for pair in (
        ("up", "down"),
        ("up", "not up"),
        ("up", "not down"),
        ("up", "unchanged"),
        ("up", "denied"),
        ("down", "not up"),
        ("down", "not down"),
        ("down", "unchanged"),
        ("down", "denied"),
        ("changed", "unchanged"),
        ("changed", "not up"),
        ("changed", "not down"),
        ("said", "denied"),
        ("said", "not up"),
        ("said", "not down"),
    )
)


def tells_a_turn(state_: State) -> bool:
    """Whether a state is about a change, its way or its absence."""
    return state_ in _TURNED


def settles(claim: State, quote: State) -> bool:
    """Whether a quotation goes into what a claim says: not where it leaves it open, or says nothing of a change."""
    if "open" in {claim, quote}:
        return claim == quote
    return (claim in _TURNED) == (quote in _TURNED)


_TURNED: frozenset[State] = frozenset(("up", "down", "not up", "not down", "unchanged", "changed"))


def opposed(one: State, other: State) -> bool:
    """Whether two statements about the same thing cannot both be what a quotation bears out."""
    return frozenset((one, other)) in _OPPOSED
