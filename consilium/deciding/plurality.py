"""The plain vote: the position with most voters wins.

Only opinions with a position vote: beside models, experts without one testify and hold none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    """

    leads: Mapping[str, float] = field(default_factory=dict)

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
        winner = max(
            sorted(votes),
            key=lambda position: (len(votes[position]), self._lead(votes[position]), _conviction(voters, position)),
        )
        share = len(votes[winner]) / len(voters)
        return Settlement(winner, share, share, votes, self.name)

    def _lead(self, voters: Sequence[str]) -> float:
        return max(self.leads.get(member, 0.0) for member in voters)


def _votes(voters: Sequence[Opinion]) -> dict[str, tuple[str, ...]]:
    by_position: dict[str, list[str]] = defaultdict(list)
    for opinion in voters:
        if opinion.position is not None:
            by_position[opinion.position].append(opinion.member)
    return {position: tuple(sorted(members)) for position, members in sorted(by_position.items())}


def _conviction(voters: Sequence[Opinion], position: str) -> float:
    # Summed in sorted order: floating-point sums must not depend on who comes first.
    return sum(sorted(opinion.confidence for opinion in voters if opinion.position == position))
