"""What a revision amounts to: a change for a reason, a capitulation, or the old opinion in new words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consilium.members.forms import ReviseForm
from consilium.members.naming import meant
from consilium.types.opinion import Change, Claim, Critique, Opinion


def moved(own: Opinion, now: Opinion, form: ReviseForm, heard: Sequence[Critique]) -> Opinion:
    """The revised opinion, or the old one where the member moved without naming a new reason.

    Args:
        own: the opinion as it stood.
        now: the revision, read as an opinion.
        form: the revision as the member filled it in.
        heard: the critiques it was shown.
    """
    named = meant(form.because_of, [critique.id for critique in heard])
    reasoned = bool(named and form.new_evidence)
    if now.abstained and reasoned:
        return now  # "Not answerable" is a welcome answer, also on second thoughts.
    if now.position is None:
        return replace(own, round=now.round, change=None)
    if now.position == own.position:
        return now
    change = Change(own.position or "", now.position, named, form.new_evidence, capitulation=not reasoned)
    return replace(now, change=change) if reasoned else replace(own, round=now.round, change=change)


def restated(claims: tuple[Claim, ...], before: Opinion | None) -> tuple[Claim, ...]:
    """Claims with the ids they had before, where they say the same: what was said against them stays.

    >>> old = Opinion("m", 0, "x", "yes", 0.5, (Claim("c1", "Caffeine helps."),))
    >>> [claim.id for claim in restated((Claim("c7", "caffeine helps"), Claim("c8", "Caffeine helps.")), old)]
    ['c1', 'c8']
    """
    known = {_said(claim): claim.id for claim in before.claims} if before else {}
    return tuple(replace(claim, id=known.pop(_said(claim), claim.id)) for claim in claims)


def _said(claim: Claim) -> str:
    # No signs are dropped: −2 % and 2 % are different claims.
    return " ".join(claim.text.casefold().replace("ё", "е").split()).rstrip(".")
