"""The skeptic: looks for what contradicts, in findings against findings and in results against the leaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

from consilium.knowledge.frames import attacks
from consilium.knowledge.stance import sentence_signs, sentences_of
from consilium.knowledge.stemming import stems
from consilium.members.experts.methodologist import by_weight, position_of
from consilium.members.experts.positions import NOWHERE, Position, in_conflict
from consilium.members.experts.silent import Silent
from consilium.members.experts.sources import CLOSED, SourceRead
from consilium.members.experts.testimony import Stated
from consilium.members.experts.wordings import credentials, matter, went
from consilium.protocols import Brief
from consilium.types.derivation import UsedRow
from consilium.types.evidence import Passage
from consilium.types.opinion import Opinion, abstention
from consilium.types.question import Language
from consilium.wording import say

MOST_CONFLICTS: Final = 3
MOST_AGAINST: Final = 2
WARNED: Final = frozenset({"retracted", "concern", "animal-only", "low-quality", "preprint"})

_AGAINST: Final[Mapping[str, tuple[str, ...]]] = {
    "yes": ("nothing", "p not"),
    "no": ("positive",),
    "maybe": ("positive",),
}
"""Signs of a sentence that speak against a side."""


@dataclass(frozen=True, slots=True)
class Skeptic(Silent):
    """An expert that holds against an answer whatever the sources hold against it."""

    async def answer(self, brief: Brief) -> Opinion:
        """What contradicts; abstains where nothing does."""
        weighed = by_weight(self.desk.sources(brief))
        rows = self.desk.rows(brief)
        leaning = position_of(brief, weighed, rows)
        sources = [one for one, _ in weighed]
        stated = [
            *self._conflicts(rows, brief.question.language),
            *self._against(brief, leaning, sources),
            *self._warnings(sources, brief.question.language),
        ]
        if not stated:
            return abstention(self.card.name, 0, say("experts.nothing_against"), cause="NothingFound")
        closed = brief.question.kind in CLOSED and leaning.side is not None
        position = in_conflict(brief.question, leaning, rows) if closed else NOWHERE
        self.desk.record([one.used(weight) for one, weight in weighed], rows, position)
        return self.desk.opinion(brief, stated, position)

    def _conflicts(self, rows: Sequence[UsedRow], language: Language) -> Iterator[Stated]:
        """Pairs of findings that cannot both hold in general, each with its quotation; one pair a matter."""
        seen: set[tuple[str, str]] = set()
        for one, other in combinations(rows, 2):
            about = (one.frame.intervention, one.frame.outcome)
            if about in seen or len(seen) >= MOST_CONFLICTS or not attacks(one.frame, other.frame):
                continue
            quoted = [self.desk.row_quoted(row) for row in (one, other)]
            if all(quoted):
                seen.add(about)
                what, ways = matter(one.frame, language), [went(row.frame.direction, language) for row in (one, other)]
                text = say("experts.conflict", language, what=what, one=ways[0], other=ways[1])
                yield Stated(text, tuple(filter(None, quoted)), one.private or other.private)

    def _against(self, brief: Brief, leaning: Position, sources: Sequence[SourceRead]) -> Iterator[Stated]:
        """Sentences of results that speak against the leaning, nearest to the question first."""
        if leaning.side is None or brief.question.kind not in CLOSED:
            return
        language, signs = brief.question.language, _AGAINST[leaning.side]
        found = (pair for pair in _nearest(brief, sources) if _shows(pair[1], signs))
        proven = ((passage, self.desk.proven(passage.id, sentence)) for passage, sentence in found)
        quoted = list(islice(((passage, citation) for passage, citation in proven if citation), MOST_AGAINST))
        if quoted:
            text = say("experts.against", language, position=say(f"experts.side_{leaning.side}", language))
            yield Stated(text, tuple(one for _, one in quoted), any(passage.private for passage, _ in quoted))

    def _warnings(self, sources: Sequence[SourceRead], language: Language) -> Iterator[Stated]:
        """Sources whose flags speak against leaning on them."""
        for source in sources:
            passage = next((one for one in source.passages if WARNED & set(one.flags)), None)
            citation = self.desk.quoted(passage) if passage else None
            if passage and citation:
                text = say("experts.warned", language, what=credentials(passage, language))
                yield Stated(text, (citation,), passage.private)


def _shows(sentence: str, signs: Sequence[str]) -> bool:
    seen = sentence_signs(sentence)
    return any(seen[sign] for sign in signs)


def _nearest(brief: Brief, sources: Sequence[SourceRead]) -> list[tuple[Passage, str]]:
    """Sentences of what the sources found, those that share most words with the question first."""
    wanted = set(stems(brief.question.text))
    found = [
        (passage, sentence)
        for source in sources
        for passage in source.whole
        if passage.label not in {"METHODS", "BACKGROUND", "OBJECTIVE"}
        for sentence in sentences_of(passage.text)
    ]
    return sorted(found, key=lambda pair: -len(wanted & set(stems(pair[1]))))
