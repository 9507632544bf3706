"""What members that are models make of a match: pleas, attacks, and concessions that must be earned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz.fuzz import token_set_ratio

from consilium.protocols import Colleague
from consilium.spar.evidence import bearing, evidence_of
from consilium.spar.outcomes import outcome_of
from consilium.types.evidence import Citation, Passage
from consilium.types.opinion import Claim, Critique, Opinion, Point
from consilium.types.spar import Attack, Concession, Evidence, Outcome, Plea, SparClaim, SparRecord

_ALIKE: Final = 85.0
"""Above this likeness of words, in per cent, two reasons are one given twice."""


def as_colleague(match: SparRecord) -> Colleague:
    """The thesis as the opinion of a colleague without a name."""
    claims = tuple(Claim(one.id, one.text) for one in match.claims)
    opinion = Opinion("thesis", 0, match.thesis, None, 0.5, claims, private=match.private)
    return Colleague("A", opinion)


def heard(match: SparRecord, critiques: Sequence[Critique], passages: Mapping[str, Passage]) -> SparRecord:
    """The match after members spoke: before any reply they plead and attack, after one they add or give up.

    A member that turns to support a claim which it attacked concedes. Without a new argument or quotation in the
    last reply that is refused: its attacks stay, and the concession is kept to be shown.

    Args:
        match: as it stands.
        critiques: of this turn, one a member.
        passages: what they could quote, by id.
    """
    for critique in critiques:
        match = _failed(match, critique) if critique.failed else _heard(match, critique, passages)
    claims = (replace(one, outcome=_outcome(one, match)) for one in match.claims)
    return replace(match, claims=tuple(claims))


def _failed(match: SparRecord, critique: Critique) -> SparRecord:
    return replace(match, silent=tuple(dict.fromkeys((*match.silent, critique.critic))))


def _heard(match: SparRecord, critique: Critique, passages: Mapping[str, Passage]) -> SparRecord:
    claims, concessions = [], list(match.concessions)
    for claim in match.claims:
        points = [one for one in critique.points if one.claim == claim.id]
        attacks = [one for one in points if one.stance == "attack"]
        supports = [one for one in points if one.stance == "support"]
        held = any(one.by == critique.critic and not one.withdrawn for one in claim.attacks)
        if held and supports and not attacks:
            given = Concession(claim.id, critique.critic, supports[0].reason, _earned(match, claim.id))
            concessions.append(given)
            claims.append(_withdrawn(claim, critique.critic) if given.accepted else claim)
        else:
            claims.append(_argued(claim, critique.critic, attacks, [] if held else supports, passages))
    return replace(match, claims=tuple(claims), concessions=tuple(concessions))


def _earned(match: SparRecord, claim: str) -> bool:
    last = next((one for one in reversed(match.replies) if one.claim == claim), None)
    return last is not None and last.kind in {"quotation", "argument"}


def _withdrawn(claim: SparClaim, member: str) -> SparClaim:
    attacks = (replace(one, withdrawn=True) if one.by == member else one for one in claim.attacks)
    return replace(claim, attacks=tuple(attacks))


def _argued(
    claim: SparClaim,
    member: str,
    attacks: Iterable[Point],
    supports: Iterable[Point],
    passages: Mapping[str, Passage],
) -> SparClaim:
    against, pleas = list(claim.attacks), list(claim.pleas)
    for point in attacks:
        if not _again(point.reason, [one.reason for one in against if one.by]):
            quoted = _quoted(claim, point.citations, "same", passages)
            against.append(Attack(f"{claim.id}-m{len(against) + 1}", "argument", quoted, "", point.reason, member))
    for point in supports:
        if not _again(point.reason, [one.reason for one in pleas]):
            pleas.append(Plea(member, point.reason, _quoted(claim, point.citations, "contrary", passages)))
    return replace(claim, attacks=tuple(against), pleas=tuple(pleas))


def _quoted(
    claim: SparClaim, citations: Iterable[Citation], never: str, passages: Mapping[str, Passage]
) -> Evidence | None:
    """The first quotation that was found in its source and does not say the opposite of what it is brought for."""
    for one in citations:
        passage = passages.get(one.passage)
        if passage is None or not one.verified or one.supports is False or passage.provenance == "model":
            continue
        if bearing(claim.text, one.quote) != never:
            return evidence_of(passage, one.quote)
    return None


def _again(reason: str, before: Iterable[str]) -> bool:
    return any(token_set_ratio(reason.casefold(), old.casefold()) >= _ALIKE for old in before)


def _outcome(claim: SparClaim, match: SparRecord) -> Outcome:
    replies = [reply for reply in match.replies if reply.claim == claim.id]
    return outcome_of(claim.support, claim.attacks, replies, claim.pleas)
