"""What a reader makes of a file: sources with their grade and provenance, and stretches that can be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Provenance = Literal["own", "paper", "other", "model"]
"""Whose words these are: the user's own, a paper's, somebody else's (a page, a talk), or a model's.

A model's words are never evidence.
"""

StudyType = Literal[
    "meta-analysis",
    "systematic-review",
    "rct",
    "controlled-trial",
    "observational",
    "case-report",
    "narrative-review",
    "guideline",
    "editorial",
    "unknown",
]

FlagName = Literal[
    "retracted",
    "concern",
    "preprint",
    "animal-only",
    "abstract-only",
    "duplicate",
    "low-quality",
    "model-like",
]

SectionLabel = Literal["", "BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"]
"""The role of a stretch in a paper; empty where it has none or nobody can tell."""

GRADES: Mapping[StudyType, int] = {
    "meta-analysis": 7,
    "systematic-review": 7,
    "rct": 6,
    "controlled-trial": 5,
    "observational": 4,
    "guideline": 4,
    "case-report": 3,
    "narrative-review": 2,
    "editorial": 1,
    "unknown": 0,
}
"""How much a study type's word weighs, 7 most; 0 is not graded (notes, talks, papers that do not say)."""


@dataclass(frozen=True, slots=True)
class Flag:
    """What a reader of this source must know, and why it is said of it."""

    name: FlagName
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Grading:
    """A study type and the rule that found it, e.g. ``PublicationType: Randomized Controlled Trial``."""

    study: StudyType = "unknown"
    rule: str = ""

    @property
    def grade(self) -> int:
        """The study type's place among the others, 0 where it is unknown."""
        return GRADES[self.study]


@dataclass(frozen=True, slots=True)
class Source:
    """One note, paper, page or talk.

    Args:
        id: unique among the user's sources: a file's path below its folder, a paper's PMID.
        title: as people call it.
        format: of the file it came from, by its reader (``obsidian``, ``pubmed``, ``pdf`` …).
        provenance: whose words it mainly holds; stretches may differ.
        language: ``ru`` or ``en``, by its text.
        grading: study type, and the rule that graded it.
        population: who was studied, in the source's words; empty where it does not say.
        year: of publication, or of the note; 0 where unknown.
        date: ISO 8601 as far as known, e.g. ``2024-03`` or ``2024-03-12``.
        authors: in order.
        ids: ``doi``, ``pmid``, ``pmcid``, ``isbn``, ``citekey``, ``url``, ``uid`` as far as known.
        aliases: other names of the source, for links and search.
        tags: without ``#``, as written.
        properties: further frontmatter or record fields as text.
        flags: what its reader must know.
        private: the whole source is private.
    """

    id: str
    title: str
    format: str
    provenance: Provenance = "own"
    language: str = ""
    grading: Grading = Grading()
    population: str = ""
    year: int = 0
    date: str = ""
    authors: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quotable part of a document: ``document.text[start:end]``, never empty.

    Args:
        start: offset of its first character in the document's text.
        end: offset behind its last.
        section: the heading above it, or a paper's own label.
        label: its role in a paper.
        provenance: whose words, where that differs from the source's; empty where it does not.
        private: it is private though its source is not (a comment).
        place: where a person finds it: ``p. 3``, ``00:12:30 Speaker``, ``^block-id``.
        flags: what its reader must know besides the source's flags (``model-like`` with the heading that tells).
    """

    start: int
    end: int
    section: str = ""
    label: SectionLabel = ""
    provenance: Provenance | Literal[""] = ""
    private: bool = False
    place: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a document's text, at ``text[start:end]``.

    ``target`` is the note as written, without heading, block and alias; empty for a link within the
    note. ``heading`` holds nested headings joined by ``#``.
    """

    start: int
    end: int
    target: str
    heading: str = ""
    block: str = ""
    alias: str = ""
    embed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source with the text that all offsets point into, and what can be quoted from it.

    For a text file ``text`` is the file's own text, so that a place in it is a place in the file. For
    others (PDF, PubMed XML) it is the text that the reader took out. ``slight`` parts (signposts, short
    lines) are too slight to be found or argued from, but a quotation of them is a quotation.
    """

    source: Source
    text: str
    stretches: tuple[Stretch, ...]
    links: tuple[Link, ...] = ()
    slight: tuple[Stretch, ...] = ()
