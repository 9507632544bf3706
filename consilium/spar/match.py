"""A match, turn by turn: opened with a thesis, replied to, tried again when the library has grown."""

from __future__ import annotations

from dataclasses import replace

from consilium.errors import UsageError
from consilium.rules import Rules
from consilium.spar.evidence import Sources, found_on
from consilium.spar.outcomes import outcome_of
from consilium.spar.replying import read_reply
from consilium.spar.splitting import theses_in
from consilium.types.spar import Attack, SparClaim, SparRecord
from consilium.wording import detect_language, say


def opened(id_: str, at: str, thesis: str, sources: Sources, rules: Rules) -> SparRecord:
    """The first turn: a thesis taken apart, and every claim of it attacked.

    Args:
        id_: of the match.
        at: when it begins, ISO 8601.
        thesis: a sentence or a whole note, in Russian or English.
        sources: the library.
        rules: what numbers may be.

    Raises:
        UsageError: there is nothing in it that could be true or false.
    """
    texts = theses_in(thesis)
    if not texts:
        raise UsageError(say("spar.no_claim"), next_step=say("spar.state_one"))
    claims = tuple(_tried(f"c{n}", text, sources, rules) for n, text in enumerate(texts, start=1))
    return SparRecord(id_, thesis, detect_language(thesis), at, claims)


def replied(match: SparRecord, text: str, sources: Sources, claim: str = "") -> SparRecord:
    """The match after a reply.

    Args:
        match: as it stands.
        text: his words.
        sources: the library that his quotations are looked up in.
        claim: id of the claim it defends; the first that does not stand where none is named.

    Raises:
        UsageError: there is no such claim.
    """
    meant = _meant(match, claim)
    earlier = [one for one in match.replies if one.claim == meant.id]
    reply = read_reply(meant, text, earlier, sources)
    after = replace(meant, outcome=outcome_of(meant.support, meant.attacks, [*earlier, reply], meant.pleas))
    claims = tuple(after if one.id == meant.id else one for one in match.claims)
    return replace(match, claims=claims, replies=(*match.replies, reply))


def retested(match: SparRecord, sources: Sources, rules: Rules) -> SparRecord:
    """The match as it comes out with what the library says today; his replies still count."""
    claims = tuple(_again(one, match, sources, rules) for one in match.claims)
    return replace(match, claims=claims)


def _again(claim: SparClaim, match: SparRecord, sources: Sources, rules: Rules) -> SparClaim:
    """A claim tried again; what members said of it stays."""
    fresh = _tried(claim.id, claim.text, sources, rules)
    attacks = (*fresh.attacks, *(attack for attack in claim.attacks if attack.by))
    replies = [reply for reply in match.replies if reply.claim == claim.id]
    outcome = outcome_of(fresh.support, attacks, replies, claim.pleas)
    return replace(fresh, attacks=attacks, pleas=claim.pleas, outcome=outcome)


def _tried(id_: str, text: str, sources: Sources, rules: Rules) -> SparClaim:
    found = found_on(text, id_, sources)
    broken = [one for one in rules.check(text) if one.result == "violated" and one.severity == "error"]
    by_rule = [
        Attack(f"{id_}-r{n}", "rule", reason=f"{one.found}: {one.rule}, {one.comparison}")
        for n, one in enumerate(broken, start=1)
    ]
    attacks = (*by_rule, *found.attacks)
    return SparClaim(id_, text, tuple(found.support), attacks, outcome_of(found.support, attacks, ()))


def _meant(match: SparRecord, claim: str) -> SparClaim:
    if not claim:
        shaken = (one for one in match.claims if one.outcome.state != "standing")
        return next(shaken, match.claims[0])
    for one in match.claims:
        if one.id == claim:
            return one
    known = ", ".join(one.id for one in match.claims)
    raise UsageError(say("spar.unknown_claim", claim=claim), next_step=say("spar.known_claims", claims=known))
