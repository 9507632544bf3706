"""The plain vote: the position with most voters wins.

Only opinions with a position vote: beside models, experts without one testify and hold none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Settlement


class Plurality:
    """Plurality of positions, ties broken by the voters' own confidence, then by the position's name.

    Confidence is the winning share of the votes: an honest figure of agreement, not a probability,
    and therefore marked uncalibrated.
    """

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
        winner = max(sorted(votes), key=lambda position: (len(votes[position]), _conviction(voters, position)))
        share = len(votes[winner]) / len(voters)
        return Settlement(winner, share, share, votes, self.name)


def _votes(voters: Sequence[Opinion]) -> dict[str, tuple[str, ...]]:
    by_position: dict[str, list[str]] = defaultdict(list)
    for opinion in voters:
        if opinion.position is not None:
            by_position[opinion.position].append(opinion.member)
    return {position: tuple(sorted(members)) for position, members in sorted(by_position.items())}


def _conviction(voters: Sequence[Opinion], position: str) -> float:
    # Summed in sorted order: floating-point sums must not depend on who comes first.
    return sum(sorted(opinion.confidence for opinion in voters if opinion.position == position))
