"""A text against the user's library: each of its quotations beside what the source itself says there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consilium.knowledge import Library, SourceVerifier
from consilium.knowledge.quotes import Checked, check_text, look_up
from consilium.knowledge.quotes.support import SupportJudge
from consilium.types.proof import Proof


def proofs(library: Library, text: str, *, private: bool, judge: SupportJudge | None = None) -> Sequence[Proof]:
    """Check every quotation of a text, in order.

    Args:
        library: the user's sources.
        text: a note or an answer, in Markdown.
        private: whether private passages may be looked at; where not, what only they say is missing.
        judge: a model on this machine that says, where rules cannot, whether a quotation bears its claim out.
    """
    checked = check_text(text, SourceVerifier(library, judge), private=private)
    return [_proof(library, one, private=private) for one in checked]


def _proof(library: Library, checked: Checked, *, private: bool) -> Proof:
    found = checked.citation
    proof = Proof(checked.quote, checked.start, checked.end, checked.claim, found)
    if found.check in {"missing", "unchecked"}:
        return proof
    passage = library.passage(found.passage)
    if passage is None or (passage.private and not private):
        return proof
    if found.verified:
        return replace(proof, words=found.quote, passage=passage)
    place = look_up(checked.quote, passage.text)
    return replace(proof, words=passage.text[place.start : place.end], passage=passage)
