"""The methodologist: the best kind of evidence first, with its grade and flags, and what findings agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from consilium.knowledge.stance import FOUND
from consilium.members.experts.positions import NOWHERE, Position, by_overlap, by_reading, with_findings
from consilium.members.experts.silent import Silent
from consilium.members.experts.sources import CLOSED, SourceRead
from consilium.members.experts.testimony import Stated
from consilium.members.experts.wordings import credentials, matter, reported, went
from consilium.protocols import Brief
from consilium.types.derivation import UsedRow
from consilium.types.evidence import Passage
from consilium.types.opinion import Opinion
from consilium.types.question import Language
from consilium.wording import say

MOST_SOURCES: Final = 3
MOST_AGREEMENTS: Final = 2
MOST_QUOTED: Final = 3
MOST_FINDINGS: Final = 2

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
        agreed = list(self._agreements(rows, language))
        stated = [*agreed, *([] if agreed else self._findings(rows, language)), *self._sources(weighed, language)]
        position = position_of(brief, weighed, rows) if stated else NOWHERE
        if stated:
            self.desk.record([one.used(weight) for one, weight in weighed], rows, position)
        return self.desk.opinion(brief, stated, position)

    def _sources(self, weighed: Weighed, language: Language) -> Iterator[Stated]:
        """The best kind of study that each source has or reports; where none is known, the heaviest source."""
        best = [max(enumerate(one.passages), key=_standing)[1] for one, _ in weighed]
        graded = [one for one in best if reported(one).grade or one.flags]
        left = MOST_SOURCES
        for passage in sorted(graded, key=lambda one: -reported(one).grade) or best[:1]:
            if left and (citation := self.desk.quoted(passage)):
                left -= 1
                text = say("experts.standing", language, title=passage.title, what=credentials(passage, language))
                yield Stated(text, (citation,), passage.private)

    def _findings(self, rows: Sequence[UsedRow], language: Language) -> Iterator[Stated]:
        """The weightiest findings on what was asked."""
        asked = [row for row in rows if row.speaks]
        for row in asked[:MOST_FINDINGS]:
            if citation := self.desk.row_quoted(row):
                what, direction = matter(row.frame, language), went(row.frame.direction, language)
                yield Stated(say("experts.finding", language, what=what, went=direction), (citation,), row.private)

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


def _standing(ranked: tuple[int, Passage]) -> tuple[int, bool, int]:
    """What makes one passage of a source better than another: its kind of study, results, relevance."""
    place, passage = ranked
    return reported(passage).grade, passage.label in FOUND, -place


def by_weight(sources: Sequence[SourceRead]) -> list[tuple[SourceRead, float]]:
    """Sources with what each weighs: its evidence times its relevance, heaviest first."""
    weighed = [(one, one.weight * one.relevance**_RELEVANCE_POWER) for one in sources]
    return sorted(weighed, key=lambda pair: -pair[1])


def position_of(brief: Brief, weighed: Weighed, rows: Sequence[UsedRow]) -> Position:
    """Where the weighed evidence stands on a closed question."""
    question = brief.question
    if question.kind == "choice":
        return by_overlap(question, [(passage, weight) for one, weight in _scaled(weighed) for passage in one.passages])
    if question.kind not in CLOSED:
        return NOWHERE
    return with_findings(question, by_reading(question, weighed), rows, sum(weight for _, weight in weighed))


def _scaled(weighed: Weighed) -> Weighed:
    """Weights as shares of the heaviest."""
    heaviest = max((weight for _, weight in weighed), default=0.0) or 1.0
    return [(one, weight / heaviest) for one, weight in weighed]
