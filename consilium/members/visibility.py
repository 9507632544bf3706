"""What a reader may see: private text stays with members on this machine.

The one place that withholds. The line in front of each model refuses private text as well, so a
mistake here is a failed call and not a leak.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from consilium.protocols import Brief, Colleague
from consilium.types.member import MemberCard
from consilium.types.opinion import Critique
from consilium.types.verdict import LedgerClaim


def visible_brief(card: MemberCard, brief: Brief) -> Brief:
    """The brief without private passages, nails and memories, a private thread, and a question rewritten from one."""
    if card.local:
        return brief
    question = brief.question
    if question.private:
        question = replace(question, text=question.asked, private=False)
    thread = "" if brief.thread_private else brief.thread
    public = tuple(passage for passage in brief.evidence if not passage.private)
    return replace(
        brief,
        question=question,
        evidence=public,
        thread=thread,
        thread_private=False,
        nails=tuple(nail for nail in brief.nails if not nail.private),
        memory=tuple(one for one in brief.memory if not one.private),
    )


def visible_colleague(card: MemberCard, colleague: Colleague) -> Colleague:
    """A colleague whose opinion was written from private passages shows its bare position only."""
    hidden = colleague.opinion.private and not card.local
    return replace(colleague, withheld=True) if hidden else colleague


def visible_critiques(card: MemberCard, critiques: Sequence[Critique]) -> list[Critique]:
    """Critiques without those written from private passages."""
    return [critique for critique in critiques if card.local or not critique.private]


def visible_ledger(card: MemberCard, ledger: Iterable[LedgerClaim]) -> list[LedgerClaim]:
    """Claims without those that private passages went into."""
    return [claim for claim in ledger if card.local or not claim.private]
