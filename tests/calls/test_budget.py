"""Money: parallel calls cannot pass a limit together, and nothing stays set aside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from consilium.calls import DailyBudget
from consilium.errors import LimitReached, Unreachable
from tests.calls.company import a_line, reply, request
from tests.types.calm import CALM

CENTS = st.integers(0, 60)


@CALM
@given(st.lists(CENTS, min_size=1, max_size=20), st.integers(0, 100))
def test_parallel_calls_never_pass_the_limit_together(cents: list[int], limit: int) -> None:
    async def scene() -> None:
        gate = asyncio.Event()
        line = a_line(estimate=[cent / 100 for cent in cents], limit=limit / 100, concurrent=99, gate=gate)
        sent = [asyncio.create_task(line.send(request(ordinal=number))) for number in range(len(cents))]
        for _ in range(len(cents) + 5):
            await asyncio.sleep(0)
        assert line.budget.set_aside <= limit / 100 + 1e-6
        gate.set()
        outcomes = await asyncio.gather(*sent, return_exceptions=True)
        assert all(not isinstance(outcome, BaseException) or isinstance(outcome, LimitReached) for outcome in outcomes)
        assert len(line.transport.seen) == sum(not isinstance(outcome, BaseException) for outcome in outcomes)
        assert line.budget.set_aside == 0

    asyncio.run(scene())


async def test_money_given_back_is_there_for_the_next_call() -> None:
    line = a_line(Unreachable("down"), reply(), estimate=0.06, limit=0.1, tries=1)
    with pytest.raises(Unreachable):
        await line.send(request(ordinal=1))
    await line.send(request(ordinal=2))
    assert line.budget.spent == 0.01


class Till(RuleBasedStateMachine):
    """Reservations in any order, against a plain sum."""

    def __init__(self) -> None:
        super().__init__()
        self.budget = DailyBudget(1.0, 1.5, lambda: 0.3 + self.spent)
        self.open: dict[str, float] = {}
        self.spent = 0.0
        self.count = 0

    @rule(cents=CENTS)
    def reserve(self, cents: int) -> None:
        self.count += 1
        wanted = self.spent + sum(self.open.values()) + cents / 100
        try:
            self.budget.reserve(str(self.count), cents / 100)
        except LimitReached:
            assert wanted > 1.0 + 1e-12 or 0.3 + wanted > 1.5 + 1e-12
        else:
            assert cents == 0 or wanted <= 1.0 + 1e-6
            self.open[str(self.count)] = cents / 100

    @precondition(lambda self: bool(self.open))
    @rule(share=st.integers(0, 100), unknown=st.booleans())
    def settle(self, share: int, unknown: bool) -> None:
        key, estimate = self.open.popitem()
        self.budget.settle(key, None if unknown else estimate * share / 100)
        self.spent += estimate if unknown else estimate * share / 100

    @precondition(lambda self: bool(self.open))
    @rule()
    def release(self) -> None:
        key, _ = self.open.popitem()
        self.budget.release(key)
        self.budget.release(key)

    @invariant()
    def the_limit_holds(self) -> None:
        assert self.spent + sum(self.open.values()) <= 1.0 + 1e-6


test_any_order_of_reservations_keeps_the_limit = Till.TestCase
test_any_order_of_reservations_keeps_the_limit.settings = CALM


def test_three_calls_of_ten_cents_fit_thirty() -> None:
    budget = DailyBudget(0.30, 0.30, lambda: 0.0)
    for key in "abc":
        budget.reserve(key, 0.10)
    with pytest.raises(LimitReached):
        budget.reserve("d", 0.01)


def test_the_days_limit_counts_other_runs_of_today() -> None:
    budget = DailyBudget(5.0, 5.0, lambda: 4.9)
    budget.reserve("a", 0.05)
    with pytest.raises(LimitReached, match="today's cost") as caught:
        budget.reserve("b", 0.06)
    assert "usd_per_day" in caught.value.next_step
    assert caught.value.exit_code == 4


def test_what_a_resumed_run_spent_before_counts() -> None:
    with pytest.raises(LimitReached, match=r"to 0\.3100 USD; its limit is 0\.30"):
        DailyBudget(0.30, 5.0, lambda: 0.0, spent=0.25).reserve("a", 0.06)


@pytest.mark.parametrize("spent_today", [lambda: 99.0, lambda: 0.0])
def test_a_free_or_unpriced_call_always_passes(spent_today: Callable[[], float]) -> None:
    budget = DailyBudget(0.0, 0.0, spent_today)
    budget.reserve("local", 0.0)
    budget.settle("local", None)
    budget.reserve("again", 0.0)


def test_a_call_dearer_than_its_estimate_stops_the_next_one() -> None:
    budget = DailyBudget(0.30, 5.0, lambda: 0.0)
    budget.reserve("a", 0.1)
    budget.settle("a", 0.5)
    with pytest.raises(LimitReached):
        budget.reserve("b", 0.0001)
