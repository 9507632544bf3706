"""The plain vote: the position with most voters wins.

Only opinions with a position vote: beside models, experts without one testify and hold none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Settlement


@dataclass(frozen=True, slots=True)
class Plurality:
    """Plurality of positions; ties go to the likelier skilled, to the voters' own confidence, then to the first name.

    Confidence is the winning share of the votes: an honest figure of agreement, not a probability,
    and therefore marked uncalibrated.

    Args:
        leads: what is known of members' skill, in any unit; the best voter of a tied position counts.
        voices: whose voice each member is: those of one have one vote together, in equal parts.
    """

    leads: Mapping[str, float] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name written into ``decided_by``."""
        return "plurality"

    def settle(self, question: Question, opinions: Sequence[Opinion]) -> Settlement:
        """The settlement of the opinions' positions; their order never matters."""
        del question  # a plain vote needs only the positions
        voters = [opinion for opinion in opinions if opinion.position is not None]
        votes = _votes(voters)
        if not votes:
            return Settlement(None, 0.0, 0.0, {}, self.name)
        parts = self._parts(voters)
        weights = {position: sum((parts[one] for one in members), Fraction()) for position, members in votes.items()}
        sure = {position: _conviction(voters, position, parts) for position in votes}
        winner = max(sorted(votes), key=lambda one: (weights[one], self._lead(votes[one]), sure[one]))
        share = float(weights[winner] / sum(weights.values()))
        parted = any(part != 1 for part in parts.values())
        told = {position: float(weight) for position, weight in weights.items()} if parted else {}
        return Settlement(winner, share, share, votes, self.name, weights=told)

    def _parts(self, voters: Sequence[Opinion]) -> dict[str, Fraction]:
        """What each vote counts; exact, so that what is tied is seen to be."""
        voice = {one.member: self.voices.get(one.member, f"\0{one.member}") for one in voters}
        count = Counter(voice.values())
        return {member: Fraction(1, count[whose]) for member, whose in voice.items()}

    def _lead(self, voters: Sequence[str]) -> float:
        return max(self.leads.get(member, 0.0) for member in voters)


def _votes(voters: Sequence[Opinion]) -> dict[str, tuple[str, ...]]:
    by_position: dict[str, list[str]] = defaultdict(list)
    for opinion in voters:
        if opinion.position is not None:
            by_position[opinion.position].append(opinion.member)
    return {position: tuple(sorted(members)) for position, members in sorted(by_position.items())}


def _conviction(voters: Sequence[Opinion], position: str, parts: Mapping[str, Fraction]) -> float:
    # Summed in sorted order: floating-point sums must not depend on who comes first.
    return sum(sorted(one.confidence * float(parts[one.member]) for one in voters if one.position == position))
