"""What is said over HTTP of the library: bodies of requests and responses, every field with its meaning."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from consilium.rules import Result, Severity
from consilium.server.records import ProblemDocument
from consilium.types.evidence import QuoteCheck
from consilium.types.learned import Change
from consilium.types.source import FlagName, Provenance, StudyType

MOST_HITS = 100
MOST_TEXT = 500_000
Query = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SearchRequest(_Body):
    """What is looked for."""

    query: Query = Field(description="A question or words, in Russian or English.")
    k: int = Field(10, ge=1, le=MOST_HITS, description="How many passages at most.")
    private: StrictBool = Field(
        True, description="Whether private passages may be among them, where the caller may see any."
    )


class Hit(BaseModel):
    """A passage, exactly as it stands in its source."""

    passage: str = Field(description="Its id; members cite it by this.")
    source: str = Field(description="The id of its source.")
    title: str = Field(description="The source as people call it.")
    text: str = Field(description="The source's own words.")
    start: int = Field(description="Offset of its first character in the source's text.")
    end: int = Field(description="Offset behind its last.")
    section: str = Field(description="The heading above it.")
    place: str = Field(description="Where a person finds it: a page, a time in a talk.")
    date: str = Field(description="When the source was written, as far as known.")
    study: StudyType = Field(description="What kind of study it comes from.")
    grade: int = Field(description="How much such a study's word weighs, 7 most; 0 where it is not graded.")
    provenance: Provenance = Field(description="Whose words these are; a model's are never evidence.")
    flags: list[FlagName] = Field(description="What its reader must know.")
    private: bool = Field(description="Whether it is private.")
    score: float = Field(description="How well it fits; comparable within one search.")


class Found(BaseModel):
    """What a search found."""

    hits: list[Hit] = Field(description="Passages, the best first, every source's best before any source's second.")


class SourceState(BaseModel):
    """A source of the library."""

    id: str = Field(description="Its id: a file's path below its folder, a paper's PMID.")
    title: str = Field(description="As people call it.")
    format: str = Field(description="The format it was read from.")
    provenance: Provenance = Field(description="Whose words it mainly holds.")
    language: str = Field(description="`ru` or `en`, by its text.")
    study: StudyType = Field(description="What kind of study it is.")
    grade: int = Field(description="How much such a study's word weighs, 7 most; 0 where it is not graded.")
    graded_by: str = Field(description="The rule that told the kind of study.")
    population: str = Field(description="Who was studied, in the source's words.")
    date: str = Field(description="When it was written, as far as known.")
    authors: list[str] = Field(description="Its authors, in order.")
    ids: dict[str, str] = Field(description="DOI, PMID and the like, as far as known.")
    flags: list[FlagName] = Field(description="What its reader must know.")
    private: bool = Field(description="Whether the whole source is private.")
    passages: int = Field(description="How many passages it gives.")
    learned_at: str = Field(description="When it was taken in, in UTC.")


class SourcePage(BaseModel):
    """Sources, by id."""

    sources: list[SourceState] = Field(description="The sources.")
    next: str | None = Field(description="The `after` of the next page; null on the last one.")


class Forgotten(BaseModel):
    """What was taken out of the library."""

    forgotten: list[str] = Field(description="Ids of the sources that went: all of one file go together.")


class VerifyRequest(_Body):
    """A text whose quotations are to be checked."""

    text: str = Field(
        min_length=1, max_length=MOST_TEXT, description="A note or an answer, in Markdown; quotations in any marks."
    )
    private: StrictBool = Field(
        True, description="Whether private passages may be looked at, where the caller may see any."
    )


class ProofState(BaseModel):
    """A quotation, checked."""

    quote: str = Field(description="The words as they stand in the text.")
    start: int = Field(description="Offset of the quotation's first character in the text.")
    end: int = Field(description="Offset behind its last.")
    claim: str = Field(description="The sentence it was quoted for; empty where there is none.")
    check: QuoteCheck = Field(description="Whether the words stand in a source.")
    supports: bool | None = Field(description="Whether they bear the claim out; null where nobody can tell.")
    words: str = Field(description="The source's own words at that place; empty where there is no such place.")
    passage: Hit | None = Field(description="The passage that they stand in.")


class TraceState(BaseModel):
    """A number, held against a rule."""

    rule: str = Field(description="The rule; empty where no rule knows the number.")
    found: str = Field(description="The number with its unit, as it stands in the text.")
    start: int = Field(description="Offset of its first character in the text.")
    end: int = Field(description="Offset behind it.")
    result: Result = Field(description="Whether it is plausible; `unknown` is neither.")
    value: str = Field(description="The number in the rule's unit; empty where it could not be had.")
    comparison: str = Field(description="What the rule demands.")
    severity: Severity = Field(description="How bad a violation is.")
    source: str = Field(description="Where the rule's range comes from.")
    line: str = Field(description="All of it in a line for people.")


class Verified(BaseModel):
    """What checking a text found."""

    counter: str = Field(description="How the quotations fared, such as `7 ✓ 1 ≈ 0 ✗`.")
    verified: int = Field(description="Quotations that stand in a source, word for word or nearly.")
    failed: int = Field(description="Quotations that do not.")
    quotations: list[ProofState] = Field(description="Every quotation of at least three words, in order.")
    numbers: list[TraceState] = Field(description="Every number that has a unit or a rule, in order.")


class LearnRequest(_Body):
    """What is to be learned."""

    paths: list[Annotated[str, StringConstraints(min_length=1, max_length=4000)]] = Field(
        default_factory=list,
        max_length=100,
        description="Folders and files on the server's machine, as absolute paths; none: everything known, again.",
    )


class TakenState(BaseModel):
    """A source that was taken in."""

    source: str = Field(description="Its id.")
    title: str = Field(description="As people call it.")
    change: Change = Field(description="Whether it is new, changed or only moved.")
    passages: int = Field(description="How many passages it gives.")


class SkippedState(BaseModel):
    """A file of which nothing was taken."""

    file: str = Field(description="The file.")
    reason: str = Field(description="Why.")


class FlaggedState(BaseModel):
    """A source to be read with care."""

    source: str = Field(description="Its id.")
    flag: FlagName = Field(description="What is the matter.")
    reason: str = Field(description="Why it is said of it.")


class ContradictionState(BaseModel):
    """A new passage that finds the opposite of what was known."""

    about: str = Field(description="What both are about.")
    new: Hit = Field(description="The new passage.")
    known: Hit = Field(description="What was known before.")


class LearnSums(BaseModel):
    """How much a learning did, private sources included."""

    new: int = Field(description="Sources that are new.")
    changed: int = Field(description="Sources that changed.")
    moved: int = Field(description="Sources whose file moved.")
    deleted: int = Field(description="Sources that are gone.")
    unchanged: int = Field(description="Files that need not be read again.")
    skipped: int = Field(description="Files of which nothing was taken.")
    flagged: int = Field(description="Warnings about sources.")
    contradictions: int = Field(description="Contradictions with what was known.")
    passages: int = Field(description="Passages that can be searched now.")


class LearnedState(BaseModel):
    """What a learning did; for redacted callers without what is private or cannot be told from it."""

    sums: LearnSums = Field(description="How much it was.")
    taken: list[TakenState] = Field(description="Sources that were taken in.")
    skipped: list[SkippedState] = Field(description="Files of which nothing was taken; empty for redacted callers.")
    flagged: list[FlaggedState] = Field(description="Sources to be read with care.")
    deleted: list[str] = Field(description="Ids of sources that are gone; empty for redacted callers.")
    other: dict[str, int] = Field(description="Files of formats that nobody reads, by suffix.")
    asking: dict[str, int] = Field(description="Passages below headings that look like a model's, by heading.")
    contradictions: list[ContradictionState] = Field(description="What is new against what was known.")


class LearnState(BaseModel):
    """A learning: how far it is, and what it did."""

    id: str = Field(description="Its id: GET /v1/learn/ID asks again.")
    state: Literal["running", "done", "failed"] = Field(description="How it is.")
    started: str = Field(description="When it began, in UTC.")
    done: int = Field(description="Files that are done with.")
    total: int = Field(description="Files to open; 0 until that is known.")
    report: LearnedState | None = Field(description="What it did, once it is done.")
    digest: str = Field(
        description="The same as a message to send: what is new, what it contradicts; empty for no news."
    )
    error: ProblemDocument | None = Field(description="Why it failed, if it did.")
