"""The user's theses as context for a later question: what he held, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilium.knowledge.recalling import LIKE, likeness
from consilium.spar.theses import newest
from consilium.store import Matches
from consilium.types.recollection import Recollection
from consilium.types.spar import SparClaim, SparRecord
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class PastTheses:
    """The claims of a home's sparring matches; those of other keys of the server are not remembered.

    Args:
        matches: all matches.
        owner: whose theses may be remembered.
    """

    matches: Matches
    owner: str = ""

    def recall(self, question: str, most: int) -> Sequence[Recollection]:
        """At most ``most`` claims that are about what a question asks, the likest first."""
        mine = newest(one for one in self.matches.all() if one.owner == self.owner)
        claims = [(match, claim) for match in mine for claim in match.claims]
        scores = likeness(question, [claim.text for _, claim in claims])
        order = sorted(range(len(claims)), key=lambda place: (-scores[place], -place))
        return [_recollection(*claims[place]) for place in order[:most] if scores[place] >= LIKE]


def _recollection(match: SparRecord, claim: SparClaim) -> Recollection:
    outcome = claim.outcome
    where = f" {say('spar.except_for', match.language, condition=outcome.condition)}" if outcome.condition else ""
    quoted = (attack.evidence for attack in claim.attacks if attack.evidence)
    return Recollection(
        run_id=match.id,
        question=claim.text,
        answer=say(f"spar.ended_{outcome.state}", match.language) + where,
        date=match.at[:10],
        confidence=outcome.strength,
        # A condition is read out of a quotation, which may be private.
        private=match.private or (bool(where) and any(one.private for one in quoted)),
    )
