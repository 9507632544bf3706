"""The librarian: answers with passages of the user's notes, word for word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilium.protocols import Brief, Colleague, QuoteVerifier
from consilium.types.evidence import Citation, Passage
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Claim, Critique, Opinion, abstention
from consilium.wording import say

MOST_CLAIMS = 4
MOST_PER_SOURCE = 2

_CALLOUT = re.compile(r"\A\s*>\s*\[![\w-]+\][^\n]*\n")
_QUOTE_MARK = re.compile(r"\A\s*(?:>\s*)+")
_BLOCK_ID = re.compile(r"\s+\^[A-Za-z0-9-]+\s*\Z")
_TABLE = re.compile(r"\A\s*\|")


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
        claims, used = self._claims(brief)
        if not claims:
            return abstention(self.card.name, 0, say("members.nothing_found"), cause="NothingFound")
        return Opinion(
            member=self.card.name,
            round=0,
            answer=claims[0].text,
            position=None,
            confidence=0.0,
            claims=claims,
            private=any(passage.private for passage in used),
        )

    def _claims(self, brief: Brief) -> tuple[tuple[Claim, ...], list[Passage]]:
        claims: list[Claim] = []
        used: list[Passage] = []
        for passage, words in _quotable(brief.evidence):
            citation = self.verifier.verify(Citation(passage.id, words), private=True)
            if citation.verified:
                claim_id = opaque_id("c", brief.fence, self.card.name, 0, len(claims))
                claims.append(Claim(claim_id, citation.quote, (citation,)))
                used.append(passage)
        return tuple(claims), used

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        """A librarian criticises nobody."""
        critique_id = opaque_id("k", brief.fence, round_, self.card.name, target.opinion.member)
        return Critique(critique_id, self.card.name, target.opinion.member, round_)

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        """What the notes say does not change under critique."""
        del brief, critiques, rival, round_
        return own


def _quotable(passages: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Passages that state something, best first, not too many of one source, with the words to quote."""
    taken: Counter[str] = Counter()
    for passage in passages:
        words = _words(passage.text)
        if taken.total() >= MOST_CLAIMS:
            return
        if words and taken[passage.source] < MOST_PER_SOURCE:
            taken[passage.source] += 1
            yield passage, words


def _words(text: str) -> str:
    """What a passage says without Obsidian's marks around it; empty where it only asks or tabulates."""
    inner = _BLOCK_ID.sub("", _QUOTE_MARK.sub("", _CALLOUT.sub("", text))).strip()
    states = not inner.endswith("?") and not _TABLE.match(inner) and not inner.startswith("[^")
    return inner if states else ""
