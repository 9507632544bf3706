"""The librarian: answers with passages of the user's notes, word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from consilium.members.experts.statements import statement
from consilium.protocols import Brief, Colleague, QuoteVerifier
from consilium.types.evidence import Citation, Passage
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Claim, Critique, Opinion, abstention
from consilium.types.question import Language
from consilium.wording import detect_language, say

MOST_CLAIMS = 4
MOST_PER_SOURCE = 2

CLOSE = 0.85
"""Passages whose score is at least this share of a better one's are about as relevant as it is."""

WEAK = 0.5
"""Passages below this share of the best score are quoted only where there is nothing better."""


@dataclass(frozen=True, slots=True)
class Librarian:
    """An expert that finds and quotes, and leaves judging to others: it takes no position.

    Args:
        card: its seat; always local, so it may read private notes.
        verifier: proves each quotation like anybody else's.
    """

    card: MemberCard
    verifier: QuoteVerifier

    async def absence(self) -> Absence | None:
        """Always present."""
        return None

    async def answer(self, brief: Brief) -> Opinion:
        """The best passages found for the question; abstains where there are none."""
        quoted = list(self._quoted(brief))
        if not quoted:
            return abstention(self.card.name, 0, say("members.nothing_found"), cause="NothingFound")
        claims = tuple(
            Claim(opaque_id("c", brief.secret, self.card.name, 0, place), citation.quote, (citation,))
            for place, (_, citation) in enumerate(quoted)
        )
        return Opinion(
            member=self.card.name,
            round=0,
            answer=claims[0].text,
            position=None,
            confidence=0.0,
            claims=claims,
            private=any(passage.private for passage, _ in quoted),
        )

    def _quoted(self, brief: Brief) -> Iterator[tuple[Passage, Citation]]:
        """Quotations that were found in their source, as many as an answer holds."""
        left = MOST_CLAIMS
        for passage, words in _spread(_stating(_in_order(brief.evidence, brief.question.language))):
            citation = self.verifier.verify(Citation(passage.id, words), claim=words, private=True)
            if citation.verified and left:
                left -= 1
                yield passage, citation

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        """A librarian criticises nobody."""
        critique_id = opaque_id("k", brief.secret, round_, self.card.name, target.opinion.member)
        return Critique(critique_id, self.card.name, target.opinion.member, round_)

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        """What the notes say does not change under critique."""
        del brief, critiques, rival, round_
        return own


def _in_order(passages: Sequence[Passage], language: Language) -> Iterator[Passage]:
    """Passages as relevant as they were found to be; of close ones, the question's language first."""
    group: list[Passage] = []
    for passage in passages:
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
