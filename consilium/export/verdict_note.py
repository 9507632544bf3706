"""A verdict as Markdown: for a note, a notebook cell, a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consilium.export.card import Card, card, describe_claim, further_claims
from consilium.export.neutral import anchor, block, inline
from consilium.export.phrases import mark
from consilium.types.evidence import Citation
from consilium.types.question import Language
from consilium.types.verdict import LedgerClaim, VerdictRecord
from consilium.wording import say


def verdict_markdown(record: VerdictRecord, *, level: int = 2, claims: bool = True) -> str:
    """The whole verdict: the card, the minority, and every claim with its quotations.

    Args:
        record: the verdict.
        level: depth of the headings inside it.
        claims: whether the panel's claims follow the card.
    """
    shown = card(record)
    parts = [*card_markdown(shown), *_dissent(shown, "#" * level, record.language)]
    further = further_claims(record)
    if claims and further:
        parts.append(f"{'#' * level} {say('export.claims', record.language)}")
        parts.extend(part for claim in further for part in claim_markdown(claim, record.language))
    return "\n\n".join(parts) + "\n"


def verdict_chat(record: VerdictRecord) -> str:
    """The verdict as a reply in a conversation: the answer, the minority, then what it rests on.

    A status that takes something away from the answer stands before it, any other one after it.
    Claims are left out: a chat shows the debate beside its replies.
    """
    shown = card(record)
    status = f"**{inline(shown.status)}**: {inline(shown.why)}."
    whole = record.status == "full"
    lead = inline(shown.lead) if record.kind == "open" else f"**{inline(shown.lead)}**"
    parts = [] if whole else [status]
    parts += [lead, *([block(shown.body)] if shown.body else []), *_dissent(shown, "###", record.language)]
    parts += ["---", *([status] if whole else []), *_footing(shown)]
    return "\n\n".join(parts) + "\n"


def card_markdown(shown: Card) -> Iterator[str]:
    """The card's paragraphs, the status first."""
    yield f"**{inline(shown.status)}**: {inline(shown.why)}."
    yield f"**{inline(shown.lead)}**"
    if shown.body:
        yield block(shown.body)
    yield from _footing(shown)


def _footing(shown: Card) -> Iterator[str]:
    yield "\n".join(f"- **{inline(fact.label)}:** {inline(fact.text)}" for fact in shown.facts)
    if shown.warnings:
        yield "\n".join(f"- ⚠ {inline(warning)}" for warning in shown.warnings)


def _dissent(shown: Card, hashes: str, language: Language) -> Iterator[str]:
    if not shown.dissent:
        return
    yield f"{hashes} {say('export.dissent', language)}"
    for minority in shown.dissent:
        yield f"**{inline(minority.heading)}**"
        yield from (block(line) for line in minority.lines)


def claim_markdown(claim: LedgerClaim, language: Language) -> Iterator[str]:
    """A claim of the panel with who argues about it, as a paragraph that can be linked to."""
    yield f"{inline(claim.text)} ({inline(describe_claim(claim, language))}) ^{anchor(f'v-{claim.id}')}"
    yield from quotations_markdown(claim.citations, language, beside=claim.text)


def quotations_markdown(citations: Sequence[Citation], language: Language, *, beside: str = "") -> Iterator[str]:
    """Each quotation as a block of its own, because no link can point inside a larger one.

    Args:
        citations: what is quoted.
        language: the language of the note.
        beside: the claim they stand under; its own words are not repeated.
    """
    for citation in citations:
        source = inline(citation.source or citation.passage)
        result = f"{mark(citation)} {say(f'export.quote_{citation.check}', language)}"
        if citation.supports is False:
            result += f"; {say('export.quote_unsupportive', language)}"
        quote = f"{block(citation.quote, '> ')}\n" if citation.quote != beside else ""
        yield f"{quote}> — {source} · {result}"
