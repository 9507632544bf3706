"""The methodologist: the best kind of evidence first, with its grade and flags, and what findings agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilium.members.experts.positions import NOWHERE, Position, by_overlap, by_reading, with_findings
from consilium.members.experts.silent import Silent
from consilium.members.experts.sources import CLOSED, SourceRead
from consilium.members.experts.testimony import Stated
from consilium.members.experts.wordings import credentials, matter, went
from consilium.protocols import Brief
from consilium.types.derivation import UsedRow
from consilium.types.evidence import Citation, Passage
from consilium.types.opinion import Opinion
from consilium.types.question import Language
from consilium.wording import say

MOST_SOURCES: Final = 3
MOST_AGREEMENTS: Final = 2
MOST_QUOTED: Final = 3

# A source half as relevant must be graded sixteen times as high to count as much.
_RELEVANCE_POWER: Final = 4

Weighed = Sequence[tuple[SourceRead, float]]


@dataclass(frozen=True, slots=True)
class Methodologist(Silent):
    """An expert that asks how much each source's word weighs before it asks what the word is."""

    async def answer(self, brief: Brief) -> Opinion:
        """Sources by weight, and findings that several of them share; abstains where there is nothing to quote."""
        language = brief.question.language
        weighed = by_weight(self.desk.sources(brief))
        rows = self.desk.rows(brief)
        stated = [*self._sources(weighed, language), *self._agreements(rows, language)]
        position = position_of(brief, weighed, rows) if stated else NOWHERE
        if stated:
            self.desk.record([one.used(weight) for one, weight in weighed], rows, position)
        return self.desk.opinion(brief, stated, position)

    def _sources(self, weighed: Weighed, language: Language) -> Iterator[Stated]:
        left = MOST_SOURCES
        for source, _ in weighed:
            if left and (found := self._quoted(source)):
                left -= 1
                passage, citation = found
                yield Stated(credentials(source, language), (citation,), passage.private)

    def _quoted(self, source: SourceRead) -> tuple[Passage, Citation] | None:
        """What a source found; else the most relevant of what else it states."""
        found = sorted(source.passages, key=lambda passage: passage.label not in {"RESULTS", "CONCLUSIONS"})
        for passage in found:
            if citation := self.desk.quoted(passage):
                return passage, citation
        return None

    def _agreements(self, rows: Sequence[UsedRow], language: Language) -> Iterator[Stated]:
        """Findings that at least two sources share, each source with its quotation."""
        groups: dict[tuple[str, str, str], list[UsedRow]] = defaultdict(list)
        for row in rows:
            groups[row.frame.intervention, row.frame.outcome, row.frame.direction].append(row)
        shared = [group for group in groups.values() if len({row.source for row in group}) > 1]
        for group in sorted(shared, key=lambda group: -sum(row.weight for row in group))[:MOST_AGREEMENTS]:
            of_source = {row.source: row for row in reversed(group)}
            quoted = [(row, citation) for row in of_source.values() if (citation := self.desk.row_quoted(row))]
            if len(quoted) > 1:
                frame = group[0].frame
                what, direction = matter(frame, language), went(frame.direction, language)
                count = len({row.source for row in group})
                text = say("experts.agree", language, what=what, went=direction, count=count)
                yield Stated(text, tuple(one for _, one in quoted[:MOST_QUOTED]), any(row.private for row, _ in quoted))


def by_weight(sources: Sequence[SourceRead]) -> list[tuple[SourceRead, float]]:
    """Sources with what each weighs: its evidence times its relevance, heaviest first."""
    weighed = [(one, one.weight * one.relevance**_RELEVANCE_POWER) for one in sources]
    return sorted(weighed, key=lambda pair: -pair[1])


def position_of(brief: Brief, weighed: Weighed, rows: Sequence[UsedRow]) -> Position:
    """Where the weighed evidence stands on a closed question."""
    question = brief.question
    if question.kind == "choice":
        return by_overlap(question, [(passage, weight) for one, weight in _scaled(weighed) for passage in one.passages])
    return with_findings(question, by_reading(question, weighed), rows) if question.kind in CLOSED else NOWHERE


def _scaled(weighed: Weighed) -> Weighed:
    """Weights as shares of the heaviest."""
    heaviest = max((weight for _, weight in weighed), default=0.0) or 1.0
    return [(one, weight / heaviest) for one, weight in weighed]
