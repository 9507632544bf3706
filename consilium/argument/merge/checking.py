"""What is wrong with a sentence of a verdict: by code, against the claims that it names and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from consilium.argument.merge.sentences import Sentence
from consilium.argument.relating import relation
from consilium.knowledge.quotes.finding import look_up
from consilium.knowledge.quotes.populations import populations
from consilium.knowledge.quotes.quantities import Quantity, quantities, unmatched
from consilium.knowledge.quotes.support import supports
from consilium.knowledge.quotes.tokens import folded
from consilium.knowledge.quotes.topics import known, shared, topics
from consilium.types.opinion import Claim
from consilium.types.verdict import LedgerClaim
from consilium.wording import detect_language

FaultKind = Literal[
    "no_ids", "unknown_id", "number", "population", "direction", "quotation", "refuted", "disputed", "words"
]

_BARE_ANSWER: Final = 4
_NUMBERED: Final = re.compile(r"\b[^\W\d_]{2,}-\d+\b|\b(?=[\w₀-₉]*[\d₀-₉])(?=\w*[^\W\d_])[\w₀-₉]+")
_QUOTED: Final = re.compile(r"[«“\"]([^«»“”\"]{12,})[»”\"]")
_FEWEST_QUOTED: Final = 4
_FOREIGN: Final = 3
_FOREIGN_ACROSS: Final = 2
_FOREIGN_SHARE: Final = 0.5
_DOUBT: Final = re.compile(
    r"\b(?:disput|contest|disagree|conflict|contradict|not settled|undecided|unclear|reject|not borne out|not support"
    r"|no evidence|refut|disprov|wrong|mistaken|спор|противореч|расход|не решен|отверг|отклон|не подтвер|опровер|неясно"
    r"|нет данных|неверн|ошиб|не подкреп)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SentenceFault:
    """What is wrong with a sentence; ``detail`` is what was read in it."""

    sentence: Sentence
    kind: FaultKind
    detail: str = ""


class Checker:
    """Holds sentences against a ledger.

    Args:
        claims: the ledger.
        question: what was asked; its own words are nobody's invention, but for its numbers.
    """

    def __init__(self, claims: Sequence[LedgerClaim], question: str) -> None:
        self._by_id: Mapping[str, LedgerClaim] = {id_: claim for claim in claims for id_ in claim.ids}
        self._quotes = tuple(one.quote for claim in claims for one in claim.verified)
        self._question = question

    def named(self, sentence: Sentence) -> list[LedgerClaim]:
        """The claims that a sentence names, each once."""
        return list(dict.fromkeys(self._by_id[id_] for id_ in sentence.ids if id_ in self._by_id))

    def faults(self, sentence: Sentence) -> list[SentenceFault]:
        """Everything that is wrong with a sentence; empty where it is carried by its claims."""
        return [SentenceFault(sentence, kind, detail) for kind, detail in self._found(sentence)]

    def _found(self, sentence: Sentence) -> Iterator[tuple[FaultKind, str]]:
        if not sentence.ids:
            if not _is_bare_answer(sentence.bare):
                yield "no_ids", ""
            return
        yield from (("unknown_id", id_) for id_ in sentence.ids if id_ not in self._by_id)
        cited = self.named(sentence)
        if not cited:
            return
        pool = " ".join(map(said_by, cited))
        allowed = f"{pool} {self._question}"
        # A number in the question proves nothing: the claims must give it.
        yield from (("number", _shown(one)) for one in _invented(sentence.bare, pool))
        yield from (("number", name) for name in _coined(sentence.bare, allowed))
        yield from (("population", one) for one in _strangers(sentence.bare, allowed))
        yield from (("quotation", one) for one in _quotations(sentence.bare) if not self._is_quoted(one))
        if turned := self._turned(sentence, cited):
            yield "direction", turned.text
        yield from self._overstated(sentence, cited)
        if foreign := _foreign(sentence.bare, allowed):
            yield "words", ", ".join(foreign)

    def _is_quoted(self, words: str) -> bool:
        return any(look_up(words, quote).check in {"exact", "near"} for quote in self._quotes)

    def _turned(self, sentence: Sentence, cited: Sequence[LedgerClaim]) -> LedgerClaim | None:
        """A claim that the sentence turns round, where it agrees with none that it names."""
        if any(agrees(sentence.bare, claim) for claim in cited):
            return None
        ids = {claim.id for claim in cited}
        return next((claim for claim in cited if not ids & set(claim.conflicts) and _turns(sentence.bare, claim)), None)

    def _overstated(self, sentence: Sentence, cited: Sequence[LedgerClaim]) -> Iterator[tuple[FaultKind, str]]:
        if _DOUBT.search(sentence.bare):
            return
        ids = {claim.id for claim in cited}
        for claim in cited:
            if claim.standing == "refuted" and not ids - {claim.id}:
                yield "refuted", claim.text
            elif claim.standing in {"disputed", "refuted"} and not ids & set(claim.conflicts) and len(ids) == 1:
                yield "disputed", claim.text


def said_by(claim: LedgerClaim) -> str:
    """Everything that a claim and its verified quotations say."""
    says = claim.says
    size = f"{says.magnitude:g} {says.unit}" if says.magnitude is not None else ""
    parts = (says.subject, says.outcome, size, says.population, says.condition)
    return ". ".join(part for part in (claim.text, *parts, *(one.quote for one in claim.verified)) if part)


@lru_cache(maxsize=4096)
def _relation(sentence: str, text: str) -> str:
    return relation(Claim("sentence", sentence), Claim("claim", text))


def agrees(sentence: str, claim: LedgerClaim) -> bool:
    """Whether a sentence states what a claim states."""
    return _relation(sentence, claim.text) == "same" or supports(sentence, claim.text).value is True


def _turns(sentence: str, claim: LedgerClaim) -> bool:
    if _relation(sentence, claim.text) == "contrary":
        return True
    found = supports(sentence, claim.text)
    turned = any(rule.rule in {"direction", "negation"} and rule.agrees is False for rule in found.rules)
    return found.value is False and turned


def _is_bare_answer(bare: str) -> bool:
    """Whether a sentence only says yes, no, or that it depends: there is nothing in it to check."""
    words = re.findall(r"\w+", bare)
    return len(words) <= _BARE_ANSWER and not any(word.isdigit() for word in words)


def _invented(sentence: str, allowed: str) -> list[Quantity]:
    """Numbers in digits, or with a unit, that nothing the sentence rests on gives."""
    said = [one for one in quantities(sentence) if one.unit or sentence[one.place : one.place + 1].isdigit()]
    return unmatched(said, quantities(allowed))


def _coined(sentence: str, allowed: str) -> list[str]:
    """Names with digits in them, such as VO2max, that nothing the sentence rests on has."""
    known = set(map(folded, _NUMBERED.findall(allowed)))
    return [name for name in _NUMBERED.findall(sentence) if folded(name) not in known and not name[0].isdigit()]


def _shown(one: Quantity) -> str:
    return f"{one.value} {one.unit}".strip()


def _strangers(sentence: str, allowed: str) -> list[str]:
    """Groups of people that nothing the sentence rests on names."""
    here, there = populations(sentence), populations(allowed)
    return [side for axis, sides in here.items() for side in sorted(sides - there.get(axis, frozenset()))]


def _quotations(sentence: str) -> list[str]:
    return [words for words in _QUOTED.findall(sentence) if len(words.split()) >= _FEWEST_QUOTED]


def _foreign(sentence: str, allowed: str) -> list[str]:
    """Ideas that nothing the sentence rests on has, where they are most of it."""
    about, theirs = topics(sentence), topics(allowed)
    least = _FOREIGN
    if detect_language(sentence) != detect_language(allowed):
        # Only words that both languages have a name for here can be looked for in the other one.
        about, least = frozenset(filter(known, about)), _FOREIGN_ACROSS
    foreign = sorted(about - shared(about, theirs))
    return foreign if len(foreign) >= least and len(foreign) > _FOREIGN_SHARE * len(about) else []
