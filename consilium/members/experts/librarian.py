"""The librarian: answers with passages of the user's notes, word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilium.members.experts.positions import NOWHERE, Position, by_overlap, by_reading
from consilium.members.experts.silent import Silent
from consilium.members.experts.sources import CLOSED, SourceRead
from consilium.members.experts.statements import asks_what_it_is, defines, statement
from consilium.members.experts.subject import in_own_words
from consilium.members.experts.testimony import Stated
from consilium.protocols import Brief
from consilium.types.evidence import Citation, Passage
from consilium.types.opinion import Opinion
from consilium.types.question import Language, Question
from consilium.wording import detect_language

MOST_CLAIMS = 4
MOST_PER_SOURCE = 2

CLOSE = 0.85
"""Passages whose score is at least this share of a better one's are about as relevant as it is."""

WEAK = 0.5
"""Passages below this share of the best score are quoted only where there is nothing better."""


@dataclass(frozen=True, slots=True)
class Librarian(Silent):
    """An expert that finds and quotes; its position is what the most relevant source answers.

    Args:
        desk: where it works.
    """

    async def answer(self, brief: Brief) -> Opinion:
        """The best passages found for the question; abstains where there are none."""
        stated = [Stated(one.quote, (one,), passage.private) for passage, one in self._quoted(brief)]
        if not stated:
            return self.desk.opinion(brief, (), NOWHERE)
        sources = self.desk.sources(brief)
        position = self._position(brief, sources)
        self.desk.record([one.used(float(not at)) for at, one in enumerate(sources)], (), position)
        return self.desk.opinion(brief, stated, position)

    def _position(self, brief: Brief, sources: Sequence[SourceRead]) -> Position:
        question = brief.question
        if question.kind == "choice":
            return by_overlap(question, [(passage, 1.0) for one in sources for passage in one.passages])
        return by_reading(question, [(one, 1.0) for one in sources[:1]]) if question.kind in CLOSED else NOWHERE

    def _quoted(self, brief: Brief) -> Iterator[tuple[Passage, Citation]]:
        """Quotations that were found in their source, as many as an answer holds."""
        left = MOST_CLAIMS
        ordered = _in_order(self.desk.evidence(brief), brief.question.language)
        for passage, words in _spread(_findings_first(_stating(ordered), brief.question)):
            citation = self.desk.proven(passage.id, words, claim=words) if left else None
            if citation:
                left -= 1
                yield passage, citation


def _in_order(passages: Sequence[Passage], language: Language) -> Iterator[Passage]:
    """Passages as relevant as they were found to be, whatever order a prompt has them in.

    Of close ones, those in the question's language come first.
    """
    group: list[Passage] = []
    for passage in sorted(passages, key=lambda passage: -passage.score):
        if group and not 0 < group[0].score * CLOSE <= passage.score:
            yield from _own_language_first(group, language)
            group = []
        group.append(passage)
    yield from _own_language_first(group, language)


def _own_language_first(group: Iterable[Passage], language: Language) -> list[Passage]:
    return sorted(group, key=lambda passage: detect_language(passage.text) != language)


def _stating(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    for passage in passages:
        if words := statement(passage.text):
            yield passage, words


def _findings_first(quotable: Iterable[tuple[Passage, str]], question: Question) -> list[tuple[Passage, str]]:
    """What a thing is comes behind what was found about it, unless that was asked; whoever names it comes first."""
    definition = asks_what_it_is(question.text)
    return sorted(quotable, key=lambda pair: (defines(pair[1]) != definition, not in_own_words(question, pair[1])))


def _spread(quotable: Iterable[tuple[Passage, str]]) -> Iterator[tuple[Passage, str]]:
    """Not too many of one source first; what that leaves out, and what is weak, comes behind."""
    found = list(quotable)
    best = max((passage.score for passage, _ in found), default=0.0)
    taken: Counter[str] = Counter()
    behind: list[tuple[Passage, str]] = []
    for passage, words in found:
        taken[passage.source] += 1
        if taken[passage.source] > MOST_PER_SOURCE or passage.score < best * WEAK:
            behind.append((passage, words))
        else:
            yield passage, words
    yield from behind
