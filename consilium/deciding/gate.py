"""Where the run goes after each round, and why; no model is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consilium.protocols import Attendance
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.types.verdict import Assessment, Route, Settlement
from consilium.wording import say

Debate = Literal["when_split", "always", "never"]


@dataclass(frozen=True, slots=True)
class SplitGate:
    """Debate only where the panel splits, and only while it helps.

    Args:
        debate: whether to debate when the panel splits, always or never.
        rounds: how many rounds of critique at most.
        settle_at: share of the votes at which the panel counts as agreed.
    """

    debate: Debate
    rounds: int
    settle_at: float

    def assess(
        self,
        question: Question,
        round_: int,
        now: Sequence[Opinion],
        before: Sequence[Opinion],
        settlement: Settlement,
        attendance: Attendance,
    ) -> Assessment:
        """Where the run goes from here: another round of critique, the judge, or the end."""
        flips = _flips(now, before)
        route, why = self._route(question, round_, attendance, flips, settlement)
        return Assessment(
            round=round_,
            settlement=settlement,
            route=route,
            why=why,
            quorum=attendance.quorum,
            flips=flips,
            capitulations=sum(bool(opinion.change and opinion.change.capitulation) for opinion in now),
        )

    def _route(
        self, question: Question, round_: int, attendance: Attendance, flips: int, settlement: Settlement
    ) -> tuple[Route, str]:
        if not attendance.quorum:
            return "conclude", say("deciding.no_quorum", answered=attendance.answered)
        split = settlement.agreement < self.settle_at
        voted = bool(settlement.votes)
        voters = sum(map(len, settlement.votes.values()))
        why_not = self._why_no_round(round_, attendance.debaters, voters, flips, split)
        why_not = why_not if voted else say("deciding.no_votes")
        if not why_not:
            return "critique", say("deciding.debate", agreement=settlement.agreement)
        needs_judge = question.kind == "open" or len(settlement.votes) != 1
        return ("judge" if needs_judge else "conclude"), why_not

    def _why_no_round(self, round_: int, debaters: int, voters: int, flips: int, split: bool) -> str:
        """The reason against another round; empty when one is worth it."""
        if self.debate == "never" or self.rounds == 0:
            return say("deciding.debate_off")
        if self.debate == "when_split" and not split and max(voters, debaters) > 1:
            return say("deciding.agreed")
        if debaters < 2:  # noqa: PLR2004  one voice has nobody to argue with
            return say("deciding.alone" if voters < 2 else "deciding.no_debaters")  # noqa: PLR2004  as above
        if round_ >= self.rounds:
            return say("deciding.rounds_used")
        if round_ > 0 and not flips:
            return say("deciding.nobody_moved")
        return ""


def _flips(now: Sequence[Opinion], before: Sequence[Opinion]) -> int:
    """How many members left their position for a reason; capitulations do not count."""
    earlier = {opinion.member: opinion.position for opinion in before}
    return sum(
        opinion.member in earlier
        and opinion.position != earlier[opinion.member]
        and not (opinion.change and opinion.change.capitulation)
        for opinion in now
    )
