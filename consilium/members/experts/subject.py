"""What a question is about, in every name of it, so that experts answer with sources that speak of it at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from consilium.knowledge.frames import asked_in
from consilium.knowledge.frames.cues import CUE
from consilium.knowledge.frames.terms import terms_in
from consilium.knowledge.quotes.topics import topics
from consilium.knowledge.stemming import stems
from consilium.protocols import Shelf
from consilium.types.derivation import UsedRow
from consilium.types.evidence import Passage
from consilium.types.question import Question

# Half of all notes on training name them; whoever asks about "altitude training" does not ask about training.
GENERAL: Final = frozenset({"exercise", "placebo", "adaptation", "body mass", "heart rate", "training intensity"})

FEW: Final = 3
_BEHIND: Final = 0.6

Subject = frozenset[str]
"""Keys of ideas; a text that holds any of their names, in either language, speaks of the subject."""


@lru_cache(maxsize=4_000)
def named_in(text: str) -> Subject:
    """The ideas that a text names."""
    return frozenset(one.term.key for one in terms_in(stems(text))) | topics(text)


@lru_cache(maxsize=500)
def done_in(question: str) -> Subject:
    """What was done, eaten or trained, as far as a question names it: ideas that studies test.

    >>> sorted(done_in("Улучшает ли кофеин результат в гонке на время?"))
    ['caffeine']
    """
    asked = asked_in(question)
    ours = [one.term for one in terms_in(stems(question)) if one.term.ours and one.term.key not in GENERAL]
    tested = {term.key for term in ours if not term.better}
    if asked and asked.intervention in {term.key for term in ours}:
        tested.add(asked.intervention)
    # "Does sleep help recovery?": both are outcomes elsewhere; what is asked about stands first.
    return frozenset(tested or {term.key for term in ours[:1]})


def on_subject(question: Question, passages: Sequence[Passage], shelf: Shelf) -> tuple[Passage, ...]:
    """The passages that name what a question is about, themselves or in their titles; all where none does.

    Of a paper with labelled parts every part counts as soon as one of them names it. Where few passages do, others
    of their sources that name it in their own words come behind them.
    """
    names = _naming(question, passages)
    papers = {one.source for one in passages if one.label and names(one)}
    naming = tuple(one for one in passages if one.source in papers or names(one))
    if not naming or papers or len(naming) >= FEW:
        return naming or tuple(passages)
    found = {one.id for one in passages}
    lowest = min(one.score for one in naming) * _BEHIND
    beside = (one for source in dict.fromkeys(one.source for one in naming) for one in shelf.of_source(source))
    more = [replace(one, score=lowest) for one in beside if one.id not in found and in_own_words(question, one.text)]
    return (*naming, *more)


def in_own_words(question: Question, text: str) -> bool:
    """Whether a text itself, and not only its title, names what was done; true where the question names nothing."""
    done = done_in(question.text)
    return not done or bool(done & named_in(text))


def rows_on_subject(question: Question, rows: Sequence[UsedRow]) -> list[UsedRow]:
    """The findings on what was done, as a question names it; all where it names nothing or none is on it."""
    done = done_in(question.text)
    return [row for row in rows if done & {row.frame.intervention, row.frame.outcome}] or list(rows)


def _naming(question: Question, passages: Sequence[Passage]) -> Callable[[Passage], bool]:
    """Whether a passage names the subject: what was done, else whatever fewest of the passages name."""
    subject = done_in(question.text)
    if not any(subject & _names_of(one) for one in passages):
        subject = _rarest(question.text, passages)
    return lambda passage: not subject or bool(subject & _names_of(passage))


def _names_of(passage: Passage) -> Subject:
    return named_in(f"{passage.title}. {passage.section}. {passage.text}")


def _rarest(question: str, passages: Sequence[Passage]) -> Subject:
    """The idea of a question that fewest sources name, of those that some do."""
    plain = " ".join(word for word in question.split() if not CUE.search(word))
    sources: dict[str, set[str]] = {idea: set() for idea in sorted(topics(plain))}
    for passage in passages:
        for idea in sources.keys() & _names_of(passage):
            sources[idea].add(passage.source)
    some = {idea: len(found) for idea, found in sources.items() if found}
    fewest = min(some.values(), default=0)
    return frozenset(idea for idea, count in some.items() if count == fewest)
