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
        settle_at: share of the votes at which the panel counts as agreed; with a calibrated confidence, the
            confidence at which the answer counts as sure.
        target: as ``settle_at`` for a calibrated confidence, where the decider has learnt its own.
    """

    debate: Debate
    rounds: int
    settle_at: float
    target: float | None = None

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
        voted = bool(settlement.votes)
        voters = sum(map(len, settlement.votes.values()))
        settled = self._why_settled(settlement, max(voters, attendance.debaters))
        why_not = self._why_no_round(round_, attendance.debaters, voters, flips, settled)
        why_not = why_not if voted else say("deciding.no_votes")
        if not why_not:
            return "critique", _why_debated(settlement)
        needs_judge = question.kind == "open" or len(settlement.votes) != 1
        return ("judge" if needs_judge else "conclude"), why_not

    def _why_settled(self, settlement: Settlement, company: int) -> str:
        """Why the answer stands without a debate: it is sure enough, or the votes agree; empty where neither is so."""
        if calibrated(settlement):
            target = self.settle_at if self.target is None else self.target
            sure = settlement.confidence
            return "" if more_is_worth(sure, target) else say("deciding.sure", confidence=sure)
        return say("deciding.agreed") if company > 1 and settlement.agreement >= self.settle_at else ""

    def _why_no_round(self, round_: int, debaters: int, voters: int, flips: int, settled: str) -> str:
        """The reason against another round; empty when one is worth it."""
        if self.debate == "never" or self.rounds == 0:
            return say("deciding.debate_off")
        if self.debate == "when_split" and settled:
            return settled
        if debaters < 2:  # noqa: PLR2004  one voice has nobody to argue with
            return say("deciding.alone" if voters < 2 else "deciding.no_debaters")  # noqa: PLR2004  as above
        if round_ >= self.rounds:
            return say("deciding.rounds_used")
        if round_ > 0 and not flips:
            return say("deciding.nobody_moved")
        return ""


def calibrated(settlement: Settlement) -> bool:
    """Whether the confidence rests on labels; without them it is a share of votes."""
    return settlement.basis.method != "uncalibrated"


def more_is_worth(confidence: float, target: float) -> bool:
    """Whether another member, or a round of debate, is worth its price: while the answer is not sure enough."""
    return confidence < target


def _why_debated(settlement: Settlement) -> str:
    if calibrated(settlement):
        return say("deciding.unsure", confidence=settlement.confidence)
    return say("deciding.debate", agreement=settlement.agreement)


def _flips(now: Sequence[Opinion], before: Sequence[Opinion]) -> int:
    """How many members left their position for a reason; capitulations do not count."""
    earlier = {opinion.member: opinion.position for opinion in before}
    return sum(
        opinion.member in earlier
        and opinion.position != earlier[opinion.member]
        and not (opinion.change and opinion.change.capitulation)
        for opinion in now
    )
