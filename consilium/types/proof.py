"""A quotation of any text beside what its source says."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.types.evidence import Citation, Passage


@dataclass(frozen=True, slots=True)
class Proof:
    """One quotation of a text, checked.

    Args:
        quote: its words in the text, at ``text[start:end]``.
        start: offset of its first character.
        end: offset behind its last.
        claim: the sentence that it was quoted for; empty where there is none.
        citation: whether the words stand in a source, and whether they bear the claim out.
        words: the source's own words at that place, exact by construction; empty where there is no such place.
        passage: the passage that they stand in; None where there is none.
    """

    quote: str
    start: int
    end: int
    claim: str
    citation: Citation
    words: str = ""
    passage: Passage | None = None
