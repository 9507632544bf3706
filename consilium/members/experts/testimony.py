"""What experts without a model share: quotations proven one by one, and an answer whose derivation is put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilium.members.experts.positions import Position, used_rows
from consilium.members.experts.sources import SourceRead, read_sources
from consilium.members.experts.statements import statement
from consilium.members.experts.subject import on_subject, rows_on_subject
from consilium.protocols import Brief, EventLog, QuoteVerifier, Shelf
from consilium.types.codec import to_plain
from consilium.types.derivation import Derivation, UsedRow, UsedSource
from consilium.types.evidence import Citation, Passage
from consilium.types.member import MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Claim, Opinion, abstention
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim before it has an id: its words, the quotations that bear it, and whether they are private."""

    text: str
    citations: tuple[Citation, ...]
    private: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an expert works.

    Args:
        card: its seat; always local, so it may read private notes.
        verifier: proves each quotation like anybody else's.
        shelf: the sources as a whole, and the findings in them.
        events: the run's log.
    """

    card: MemberCard
    verifier: QuoteVerifier
    shelf: Shelf
    events: EventLog

    def evidence(self, brief: Brief) -> Sequence[Passage]:
        """The passages to answer from: those that speak of what was asked, as long as there are any."""
        return on_subject(brief.question, brief.evidence, self.shelf)

    def sources(self, brief: Brief) -> list[SourceRead]:
        """The sources to answer from, most relevant first."""
        return read_sources(brief.question, self.evidence(brief), self.shelf)

    def rows(self, brief: Brief) -> list[UsedRow]:
        """The findings to answer from, weightiest first."""
        return rows_on_subject(brief.question, used_rows(brief.question, self.shelf.findings(brief.question.text)))

    def quoted(self, passage: Passage) -> Citation | None:
        """The longest statement of a passage, proven; None where it states nothing."""
        words = statement(passage.text)
        return self.proven(passage.id, words) if words else None

    def proven(self, passage: str, words: str, claim: str = "") -> Citation | None:
        """Words of a passage as a citation that was found in it, and, with a ``claim``, whether they bear it out."""
        citation = self.verifier.verify(Citation(passage, words), claim=claim, private=True)
        return citation if citation.verified else None

    def row_quoted(self, row: UsedRow) -> Citation | None:
        """A finding's sentence, proven."""
        return self.proven(row.passage, row.words)

    def opinion(self, brief: Brief, stated: Sequence[Stated], position: Position) -> Opinion:
        """The opinion made of some claims; an abstention where there are none."""
        name = self.card.name
        if not stated:
            return abstention(name, 0, say("members.nothing_found"), cause="NothingFound")
        claims = tuple(
            Claim(opaque_id("c", brief.secret, name, 0, place), one.text, one.citations)
            for place, one in enumerate(stated)
        )
        return Opinion(
            member=name,
            round=0,
            answer=claims[0].text,
            position=position.side,
            confidence=position.confidence,
            claims=claims,
            private=any(one.private for one in stated),
        )

    def record(self, sources: Sequence[UsedSource], rows: Sequence[UsedRow], position: Position) -> None:
        """Put the derivation on record."""
        derivation = Derivation(
            tuple(sources),
            tuple(rows),
            position.rules,
            dict(position.probabilities),
            position.side,
            round(position.confidence, 4),
            private=any(one.private for one in sources) or any(one.private for one in rows),
        )
        self.events.emit("expert.derived", member=self.card.name, derivation=to_plain(derivation))
