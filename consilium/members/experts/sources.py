"""Which sources a question's evidence comes from, how relevant each is, and what it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from consilium.knowledge.frames import weight_of
from consilium.knowledge.frames.measures import sample_in
from consilium.knowledge.stance import SIDES, Reading, Section, read_stance
from consilium.protocols import Shelf
from consilium.types.derivation import UsedSign, UsedSource
from consilium.types.evidence import Passage
from consilium.types.question import Question

MOST_SOURCES: Final = 5
NEAR: Final = 0.6
"""Sources below this share of the best one's relevance are likely to be about something else."""

MOST_SIGNS: Final = 12
CLOSED: Final = frozenset({"yes_no", "yes_no_maybe"})

_SECOND: Final = 0.5


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A source with its passages.

    Args:
        source: its id.
        relevance: as a share of the most relevant one's.
        passages: those that were found for the question, best first.
        whole: all of them where it is a paper with labelled parts, else those found.
        reading: what it answers; None where the question is not closed.
    """

    source: str
    relevance: float
    passages: tuple[Passage, ...]
    whole: tuple[Passage, ...]
    reading: Reading | None = None

    @property
    def private(self) -> bool:
        """Whether private passages are among it."""
        return any(passage.private for passage in self.whole)

    @property
    def weight(self) -> float:
        """What its results weigh by study type, sample and flags, in [0, 1]."""
        first = self.whole[0]
        flags = {flag for passage in self.whole for flag in passage.flags}
        return weight_of(first.grade, sample_in(one.text for one in self.whole), "RESULTS", flags)

    def used(self, weight: float) -> UsedSource:
        """The source as a derivation lists it."""
        first, reading = self.whole[0], self.reading
        signs = (
            [
                UsedSign(one.name, one.value, {side: one.adds[side] for side in SIDES})
                for one in reading.terms[:MOST_SIGNS]
            ]
            if reading
            else []
        )
        probabilities = reading.probabilities.items() if reading else ()
        return UsedSource(
            source=self.source,
            relevance=self.relevance,
            study=first.study,
            grade=first.grade,
            weight=round(weight, 4),
            probabilities={side: round(share, 4) for side, share in probabilities},
            signs=tuple(signs),
            private=self.private,
        )


def read_sources(question: Question, evidence: Sequence[Passage], shelf: Shelf) -> list[SourceRead]:
    """The sources of the evidence that are about as relevant as the best, most relevant first.

    A model's words are no evidence. A source that several passages come from is more relevant than one of
    which a single passage scores as high.
    """
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in evidence:
        if passage.provenance != "model":
            found[passage.source].append(passage)
    scores = {source: _relevance(passages) for source, passages in found.items()}
    best = max(scores.values(), default=0.0)
    order = sorted(scores, key=lambda source: -scores[source])
    near = [source for source in order if scores[source] >= best * NEAR][:MOST_SOURCES]
    return [_read(question, source, scores[source] / (best or 1.0), found[source], shelf) for source in near]


def _relevance(passages: Sequence[Passage]) -> float:
    first, *rest = sorted((passage.score for passage in passages), reverse=True)
    return first + _SECOND * (rest[0] if rest else 0.0)


def _read(question: Question, source: str, relevance: float, found: Sequence[Passage], shelf: Shelf) -> SourceRead:
    ranked = tuple(sorted(found, key=lambda passage: -passage.score))
    whole = tuple(shelf.of_source(source)) if any(passage.label for passage in found) else ranked
    reading = read_stance(question.text, _sections(whole or ranked)) if question.kind in CLOSED else None
    return SourceRead(source, round(relevance, 4), ranked, whole or ranked, reading)


def _sections(passages: Sequence[Passage]) -> list[Section]:
    return [(passage.label, passage.text) for passage in passages]
