"""Checked quotations as Markdown: what stands in the text, and beside it what the source says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.export.neutral import inline, one_line
from consilium.export.phrases import mark, quotation_counter
from consilium.types.proof import Proof
from consilium.wording import reader_language, say


def proofs_markdown(proofs: Sequence[Proof]) -> str:
    """All quotations of a text, in order, after their counter."""
    counter = quotation_counter((one.citation for one in proofs), reader_language())
    lines = [f"{say('export.quotations')}: {counter}"]
    for one in proofs:
        lines += ["", *_lines(one)]
    return "\n".join(lines)


def judged(proof: Proof) -> str:
    """What was found of a quotation, in words; whether it supports its claim, where that is known."""
    found = say(f"export.quote_{proof.citation.check}")
    if proof.citation.supports is None:
        return found
    return f"{found}; {say('export.quote_supports' if proof.citation.supports else 'export.quote_unsupportive')}"


def place_of(proof: Proof) -> str:
    """Where the words stand, for people; empty where they stand nowhere."""
    if proof.passage is None:
        return ""
    title, section = proof.passage.title, proof.passage.section
    # A note's first heading is often its title.
    parts = ("" if section.startswith(title) else title, section, proof.passage.place)
    return " · ".join(one_line(part) for part in parts if part)


def beside(proof: Proof) -> str:
    """The source's own words where they are not those of the text; empty where nothing differs."""
    return "" if proof.words == proof.quote else proof.words


def _lines(proof: Proof) -> Iterator[str]:
    yield f"- {mark(proof.citation)} «{inline(proof.quote)}» — {judged(proof)}"
    if proof.passage is not None:
        yield f"  - {inline(place_of(proof))} (`{one_line(proof.passage.id).replace('`', '')}`)"
    if beside(proof):
        yield f"  - {say('export.in_the_source')} «{inline(proof.words)}»"
