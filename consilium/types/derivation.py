"""How an expert without a model came to its answer: every row, weight and rule, to be done again by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consilium.types.frame import Frame
from consilium.types.source import StudyType


@dataclass(frozen=True, slots=True)
class UsedRow:
    """A finding that was looked up.

    Args:
        frame: the finding.
        passage: where it stands.
        source: the source's id.
        words: its sentence.
        study: the type of its study.
        sample: how many were studied; 0 unknown.
        weight: computed when it was learned.
        speaks: for which side of a closed question it speaks; empty where for none.
        private: it stands in a private passage.
    """

    frame: Frame
    passage: str
    source: str
    words: str
    study: StudyType
    sample: int
    weight: float
    speaks: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class UsedSign:
    """A sign in a source's results: its value, and what it adds to each side's log-odds."""

    name: str
    value: float
    adds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source that was read.

    Args:
        source: its id.
        relevance: as a share of the most relevant one's.
        study: its type.
        grade: 7 best, 0 not graded.
        weight: what its reading weighs among the others.
        probabilities: of each side, by its signs; empty where the question is not closed.
        signs: that count most, largest first.
        private: private passages of it were read.
    """

    source: str
    relevance: float
    study: StudyType
    grade: int
    weight: float
    probabilities: Mapping[str, float] = field(default_factory=dict)
    signs: tuple[UsedSign, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class UsedRule:
    """A rule that was applied, by its name, with the numbers it was applied to."""

    name: str
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One expert's derivation; ``private`` where private passages went into it."""

    sources: tuple[UsedSource, ...] = ()
    rows: tuple[UsedRow, ...] = ()
    rules: tuple[UsedRule, ...] = ()
    probabilities: Mapping[str, float] = field(default_factory=dict)
    position: str | None = None
    confidence: float = 0.0
    private: bool = False
