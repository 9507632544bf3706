"""Whether a quotation bears a claim out: by numbers, direction, negation, population and topic, each told.

A genuine quotation can still fail to support what is said. The rules compare what both state; where
they say too little of the same thing, the answer is None, which is neither yes nor no.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from consilium.knowledge.quotes.directions import Clause, State, clauses, opposed, settles, state
from consilium.knowledge.quotes.finding import look_up
from consilium.knowledge.quotes.populations import populations, swapped
from consilium.knowledge.quotes.quantities import quantities, unmatched
from consilium.knowledge.quotes.swaps import swapped_words
from consilium.knowledge.quotes.tokens import tokens
from consilium.knowledge.quotes.topics import known, shared, topics
from consilium.wording import detect_language

Rule = Literal["numbers", "direction", "negation", "population", "topic", "words"]

ENOUGH = 0.55
"""Least share of a claim's ideas that its quotation must name to bear it out."""

_ENOUGH_WITH_NUMBERS = 0.33
_NOTHING_IN_COMMON = 0.12

# Where one of both tells of a change and the other does not, nearly all their words must be the same.
_ALL_BUT_ALL = 0.75


# What a clause speaks of tells more about which clause is its like than under what conditions.
_SUBJECT = 3


class SupportJudge(Protocol):
    """A model on this machine that reads a claim and a quotation where the rules cannot tell."""

    def supports(self, claim: str, quote: str) -> bool | None:
        """Whether the quotation bears the claim out; None where the model cannot tell either."""
        ...


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that had something to say.

    Args:
        rule: which one.
        agrees: whether claim and quotation agree by it; None where it leaves that open.
        claim: what it read in the claim.
        quote: what it read in the quotation.
    """

    rule: Rule
    agrees: bool | None
    claim: str
    quote: str


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a quotation bears a claim out (None: cannot tell), and the rules that say so."""

    value: bool | None
    rules: tuple[Fired, ...] = ()


def supports(claim: str, quote: str) -> Support:
    """Whether a quotation bears a claim out, in Russian, in English and across.

    Args:
        claim: one statement.
        quote: the words quoted for it.
    """
    if _stated(claim, quote):
        return Support(True, (Fired("words", True, claim, quote),))
    rules = (_numbers(claim, quote), _population(claim, quote), _words(claim, quote), *_directions(claim, quote))
    fired = tuple(rule for rule in rules if rule is not None)
    about, said = topics(claim), topics(quote)
    if detect_language(claim) != detect_language(quote):
        # A word that only one language has here can stand in the other text under a name that nobody told us.
        about = frozenset(filter(known, about))
    common = shared(about, said)
    share = len(common) / len(about) if about else 0.0
    related = _related(share, len(about), fired)
    topic = Fired("topic", related, ", ".join(sorted(about)), ", ".join(sorted(common)))
    return Support(_weighed(related, share, fired), (*fired, topic))


def _stated(claim: str, quote: str) -> bool:
    """Whether the claim stands in the quotation word for word, and nothing around it denies it or leaves it open."""
    found = look_up(claim, quote)
    around = f"{quote[: found.start]} {quote[found.end :]}"
    return found.check == "exact" and state(around) not in _DENYING and not _ASKING.search(around)


_DENYING: frozenset[State] = frozenset(("denied", "open", "not up", "not down", "unchanged"))
_ASKING = re.compile(r"\b(?:whether|if|hypothes\w+|suppos\w+|believ\w+|myth|ли|если|будто|якобы|гипотез\w+|мнени\w+)\b")


# "All" is not borne out by "one of" or "some".
_ALL = re.compile(r"\b(?:all|every|each|always|все|всех|всем|каждый|каждая|каждое|всегда)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:only|some|few|half|sometimes|most|(?:one|two|three|\d+) of"
    r"|только|лишь|некоторые|некоторых|половина|половины|иногда|большинство|(?:один|одна|два|две|три|\d+) из)\b",
    re.IGNORECASE,
)


def _related(share: float, ideas: int, fired: Sequence[Fired]) -> bool | None:
    """Whether both speak of the same thing; numbers that agree make up for a word or two."""
    numbers = any(rule.rule == "numbers" and rule.agrees for rule in fired)
    if not ideas:
        return True if numbers else None
    if share >= (_ENOUGH_WITH_NUMBERS if numbers else ENOUGH):
        return True
    return False if share < _NOTHING_IN_COMMON and ideas > 1 else None


def _weighed(related: bool | None, share: float, fired: Sequence[Fired]) -> bool | None:
    """The label: who speaks of something else denies nothing, and what is left open is not borne out."""
    if not related:
        return related
    alike = share >= _ALL_BUT_ALL
    if any(rule.agrees is False and (alike or "said" not in {rule.claim, rule.quote}) for rule in fired):
        return False
    unsettled = [rule for rule in fired if not rule.agrees]
    left_open = any(rule.quote == "open" for rule in unsettled)
    return None if left_open or (unsettled and not alike) else True


def _numbers(claim: str, quote: str) -> Fired | None:
    said = quantities(claim)
    if not said:
        return None
    given = quantities(quote)
    lost = unmatched(said, given)
    shown = ", ".join(f"{one.bound}{one.value} {one.unit}".strip() for one in lost or said)
    return Fired("numbers", not lost, shown, ", ".join(f"{one.bound}{one.value} {one.unit}".strip() for one in given))


def _population(claim: str, quote: str) -> Fired | None:
    theirs, instead = swapped(populations(claim), populations(quote))
    return Fired("population", False, theirs, instead) if theirs else None


def _words(claim: str, quote: str) -> Fired | None:
    said, instead = swapped_words(claim, quote)
    if not said and _ALL.search(claim) and not _ALL.search(quote) and (part := _PART.search(quote)):
        said, instead = str(_ALL.findall(claim)[0]), part.group()
    return Fired("words", False, said, instead) if said else None


def _directions(claim: str, quote: str) -> list[Fired]:
    """Each clause of the claim against the clause of the quotation that speaks of the same."""
    given = clauses(quote)
    fired: list[Fired] = []
    for clause in clauses(claim):
        match = _counterpart(clause, given)
        if match is None:
            continue
        denial = {clause.state, match.state} <= {"said", "denied"}
        fired.append(
            Fired(
                "negation" if denial else "direction",
                _agree(clause.state, match.state),
                clause.state,
                match.state,
            )
        )
    return fired


def _agree(claim: State, quote: State) -> bool | None:
    if opposed(claim, quote):
        return False
    return True if settles(claim, quote) else None


def _counterpart(clause: Clause, given: Sequence[Clause]) -> Clause | None:
    """The clause about the same thing: words that only one clause has tell more than those of all."""
    often = Counter(idea for other in given for idea in other.about)
    ours = set(tokens(clause.text).words)

    def likeness(other: Clause) -> tuple[float, int]:
        common = shared(other.about, clause.about)
        named = shared(other.about, clause.subject)
        weight = sum((_SUBJECT if idea in named else 1) / often[idea] for idea in common)
        return weight, len(ours.intersection(tokens(other.text).words))

    best = max(given, key=likeness, default=None)
    # A clause of nothing but directions and numbers is known by its words.
    return best if best and likeness(best)[0 if clause.about else 1] > 0 else None
