"""Money is set aside before a call is sent, so that parallel calls cannot pass a limit together."""

from __future__ import annotations

from collections.abc import Callable

from consilium.errors import LimitReached
from consilium.wording import say

_ROUNDING = 1e-9
"""Three calls of 0.10 fit a limit of 0.30, though their floating-point sum is a little more."""


class DailyBudget:
    """The limit of one question and of one day.

    Args:
        per_question: US dollars this run may cost.
        per_day: US dollars all runs of this home may cost between two midnights UTC.
        spent_today: asks the store what today has cost so far, this run's finished calls included.
        spent: what this run has cost before, when it is resumed.
        reserved: what all runs of this process have set aside, shared between their budgets.
    """

    def __init__(
        self,
        per_question: float,
        per_day: float,
        spent_today: Callable[[], float],
        spent: float = 0.0,
        reserved: dict[str, float] | None = None,
    ) -> None:
        self._per_question = per_question
        self._per_day = per_day
        self._spent_today = spent_today
        self._reserved: dict[str, float] = {}
        self._spent = spent
        self._everybody = {} if reserved is None else reserved

    def reserve(self, key: str, estimate_usd: float) -> None:
        """Set money aside for a call; a call that is free always passes.

        Raises:
            LimitReached: the question's or the day's limit would be passed.
        """
        if estimate_usd <= 0:
            return
        pending = sum(self._reserved.values()) + estimate_usd
        if self._spent + pending > self._per_question + _ROUNDING:
            raise LimitReached(
                say("calls.question_limit", limit=self._per_question, needed=self._spent + pending),
                next_step=say("calls.raise_question_limit"),
            )
        today = self._spent_today() + sum(self._everybody.values()) + estimate_usd
        if today > self._per_day + _ROUNDING:
            raise LimitReached(
                say("calls.day_limit", limit=self._per_day, needed=today), next_step=say("calls.raise_day_limit")
            )
        self._reserved[key] = self._everybody[key] = estimate_usd

    def settle(self, key: str, cost_usd: float | None) -> None:
        """Replace the reservation by what the call cost; None keeps the estimate as its cost."""
        reserved = self._reserved.pop(key, 0.0)
        self._everybody.pop(key, None)
        self._spent += reserved if cost_usd is None else cost_usd

    def release(self, key: str) -> None:
        """Give a reservation back: the call failed without a reply."""
        self._reserved.pop(key, None)
        self._everybody.pop(key, None)
