"""What the library says for and against a claim, sentence by sentence, without any model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from consilium.argument.reading.ideas import Idea
from consilium.argument.reading.sense import sense_of
from consilium.argument.reading.statements import read_statement
from consilium.argument.relating import relation
from consilium.spar.findings import as_findings
from consilium.types.evidence import Passage
from consilium.types.opinion import Claim
from consilium.types.spar import Attack, Evidence

_LOOKED_AT: Final = 40
"""Passages that are read for one claim."""

_ENDS: Final = re.compile(r"(?<=[.!?…])\s+(?=[«\"(\[]?[A-ZА-ЯЁ0-9])|\n+")
_MARKS: Final = re.compile(r"^(?:[-*+>]\s+|\d+[.)]\s+)+")


class Sources(Protocol):
    """The library as an opponent needs it."""

    def search(self, query: str, limit: int) -> Sequence[Passage]:
        """Passages that bear on a claim, best first."""
        ...

    def quoted(self, text: str) -> Sequence[Evidence]:
        """The quotations in a text that stand in a source which is not a model's."""
        ...


@dataclass(slots=True)
class Found:
    """What speaks for a claim, and what against it."""

    support: list[Evidence] = field(default_factory=list)
    attacks: list[Attack] = field(default_factory=list)


def found_on(claim: str, id_: str, sources: Sources) -> Found:
    """Everything in the library that asserts or contradicts a claim; what a model wrote is left out.

    Args:
        claim: its text.
        id_: its id; those of attacks begin with it.
        sources: the library.
    """
    found, seen = Found(), {_folded(claim)}
    for passage in sources.search(claim, _LOOKED_AT):
        if passage.provenance == "model" or "retracted" in passage.flags:
            continue
        for sentence in sentences(passage.text):
            if _folded(sentence) not in seen:
                seen.add(_folded(sentence))
                _sort(found, claim, id_, evidence_of(passage, sentence))
    found.support.sort(key=lambda one: (-one.grade, one.source))
    found.attacks.sort(key=lambda one: one.kind != "contrary")
    return found


def evidence_of(passage: Passage, quote: str) -> Evidence:
    """A sentence of a passage, with whose it is."""
    return Evidence(
        quote, passage.source, passage.title, passage.date, passage.provenance, passage.grade, passage.private
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a passage, as they stand there, without marks of lists; headings are none."""
    for part in _ENDS.split(text):
        bare = _MARKS.sub("", part.strip())
        if bare and not bare.startswith("#"):
            yield bare


def bearing(claim: str, sentence: str) -> str:
    """How a sentence stands to a claim, as ``relation`` says it, and apart where it is of another substance."""
    how = relation(Claim("claim", claim), Claim("sentence", sentence))
    if how != "apart" and _names_what(claim, sentence):
        return how
    # Sizes and doses are for words to tell: two findings that go one way may still give other numbers.
    return "apart" if sense_of(claim).amounts else as_findings(claim, sentence)


def _names_what(claim: str, sentence: str) -> bool:
    """Whether a sentence names all that a claim does.

    A row of the glossary may list several substances, for searches to go wide: sharing only that is too little.
    """
    there = {id_ for idea in _ideas(sentence) for id_ in _own(idea)}
    kept = [_own(idea) for idea in _ideas(claim) if not idea.key and not idea.weak and not idea.parts]
    return all(not own.isdisjoint(there) for own in kept if own)


def _ideas(text: str) -> tuple[Idea, ...]:
    sense = sense_of(text)
    return tuple(one for idea in (*sense.ideas, *sense.rival) for one in (idea, *idea.parts))


def _own(idea: Idea) -> frozenset[str]:
    return frozenset(id_ for id_ in idea.ids if not id_.startswith("g:"))


def _sort(found: Found, claim: str, id_: str, evidence: Evidence) -> None:
    how = bearing(claim, evidence.quote)
    number = f"{id_}-a{len(found.attacks) + 1}"
    if how == "same":
        found.support.append(evidence)
    elif how == "contrary":
        found.attacks.append(Attack(number, "contrary", evidence))
    elif how == "elsewhere":
        says = read_statement(evidence.quote)
        condition = ", ".join(part for part in (says.population, says.condition) if part)
        found.attacks.append(Attack(number, "elsewhere", evidence, condition or evidence.quote))


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("ё", "е")))
