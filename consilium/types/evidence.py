"""What is known: passages of the user's sources, and citations that point at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilium.types.source import FlagName, Provenance, SectionLabel, StudyType

QuoteCheck = Literal["exact", "near", "number-mismatch", "negation-mismatch", "missing", "unchecked"]

VERIFIED: frozenset[str] = frozenset({"exact", "near"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one source, exactly as it stands there.

    ``start`` and ``end`` are character offsets into the source's text, so that
    ``source_text[start:end] == text`` always holds. ``study``, ``grade`` (7 best, 0 not graded),
    ``provenance`` and ``flags`` are its source's; ``label`` is its role in a paper; ``place`` is
    where a person finds it (``p. 3``, ``00:12:30``).
    """

    id: str
    source: str
    title: str
    text: str
    start: int
    end: int
    section: str = ""
    date: str = ""
    private: bool = False
    score: float = 0.0
    study: StudyType = "unknown"
    grade: int = 0
    provenance: Provenance = "own"
    label: SectionLabel = ""
    place: str = ""
    flags: tuple[FlagName, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's pointer at a passage: the words quoted, and what checking them found.

    ``check`` says whether the words stand in the source; ``supports`` whether they bear the claim
    out. They are two labels because a genuine quotation can still fail to support what is said.
    """

    passage: str
    quote: str
    source: str = ""
    check: QuoteCheck = "unchecked"
    supports: bool | None = None

    @property
    def verified(self) -> bool:
        """Whether the quoted words were found in the source."""
        return self.check in VERIFIED
