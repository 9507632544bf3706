"""Which claims a text states, so that none is lost: naming an id is not yet saying what the claim says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from consilium.argument.merge.checking import agrees
from consilium.argument.merge.sentences import Sentence
from consilium.knowledge.quotes.populations import populations
from consilium.knowledge.quotes.quantities import quantities, unmatched
from consilium.knowledge.quotes.topics import known, shared, topics
from consilium.types.verdict import LedgerClaim
from consilium.wording import detect_language

_MOST_OF_IT: Final = 0.6
_MIDDLE: Final = 0.5
_FEWEST_IDEAS: Final = 0.6


def states(sentence: Sentence, claim: LedgerClaim) -> bool:
    """Whether a sentence that names a claim says it: its numbers, whom it holds for, and most of its ideas."""
    if not claim.ids & set(sentence.ids):
        return False
    # A sentence that is borne out by a claim may still give only some of its numbers.
    if unmatched(quantities(claim.text), quantities(sentence.bare)):
        return False
    about, told_about = topics(claim.text), topics(sentence.bare)
    across = detect_language(claim.text) != detect_language(sentence.bare)
    # Across languages bare numbers agree with whatever has them: the words have to be there as well.
    if across and len(told_about) < _FEWEST_IDEAS * len(about):
        return False
    if agrees(sentence.bare, claim):
        return True
    whom, told = populations(claim.text), populations(sentence.bare)
    if any(not sides <= told.get(axis, frozenset()) for axis, sides in whom.items()):
        return False
    if across:
        about = frozenset(filter(known, about))
    return bool(about or not across) and len(shared(about, told_about)) >= _MOST_OF_IT * len(about)


def omitted(claims: Sequence[LedgerClaim], kept: Iterable[Sentence], rejected: Mapping[str, str]) -> list[LedgerClaim]:
    """Claims that a text neither states nor rejects with a reason, in the ledger's order.

    Refuted ones may be left out. A reason is heard only against a claim that nothing speaks for and somebody
    attacked, or whose own quotation was false: what has evidence or stands unopposed is nobody's to dismiss.

    Args:
        claims: the ledger.
        kept: the sentences of the text that stand.
        rejected: by claim id, why the writer left it out.
    """
    said = list(kept)
    return [
        claim
        for claim in claims
        if claim.standing != "refuted"
        and not (claim.ids & rejected.keys() and _is_weak(claim))
        and not any(states(sentence, claim) for sentence in said)
    ]


def _is_weak(claim: LedgerClaim) -> bool:
    return claim.standing == "open" and not claim.verified and (bool(claim.attacked_by) or claim.strength < _MIDDLE)
