"""Turns on one graphics card: never more than fits, nobody starves, weights are not loaded for every call."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.calls.gpu import Gpu


class Card:
    """A card that writes down who is on it."""

    def __init__(self, memory_gb: float | None) -> None:
        self.gpu = Gpu(memory_gb)
        self.active: list[str] = []
        self.peak_gb = 0.0
        self.order: list[str] = []

    async def answer(self, model: str, gb: float, sizes: dict[str, float], steps: int = 2) -> None:
        async with self.gpu.place(model, gb):
            self.active.append(model)
            self.order.append(model)
            self.peak_gb = max(self.peak_gb, sum(sizes[name] for name in set(self.active)))
            for _ in range(steps):
                await asyncio.sleep(0)
            self.active.remove(model)


def loads(order: list[str]) -> int:
    """How often other weights were needed than for the call before."""
    return sum(one != before for before, one in zip(["", *order], order, strict=False))


@given(
    calls=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), max_size=40),
    memory=st.integers(4, 24),
)
def test_what_answers_at_once_fits(calls: list[tuple[str, int]], memory: int) -> None:
    sizes = {"a": 3.0, "b": 6.0, "c": 9.0, "d": 30.0}
    card = Card(memory)

    async def run() -> None:
        await asyncio.gather(*(card.answer(model, sizes[model], sizes, steps) for model, steps in calls))

    asyncio.run(asyncio.wait_for(run(), 5))
    assert sorted(card.order) == sorted(model for model, _ in calls)
    assert card.peak_gb <= max([memory, *(sizes[model] for model, _ in calls)])


async def test_models_that_fit_together_answer_together() -> None:
    card = Card(16)
    sizes = {"a": 7.0, "b": 7.0}
    await asyncio.gather(*(card.answer(model, 7.0, sizes) for model in "ab"))
    assert card.peak_gb == 14


async def test_a_batch_does_not_load_weights_for_every_call() -> None:
    card = Card(10)
    sizes = {"a": 8.0, "b": 8.0}
    await asyncio.gather(*(card.answer(model, 8.0, sizes) for model in "ab" * 12))
    assert loads(card.order) <= 6


async def test_nobody_is_passed_for_ever() -> None:
    card = Card(10)
    sizes = {"a": 8.0, "b": 8.0}
    await asyncio.gather(*(card.answer(model, 8.0, sizes) for model in "ab" + "a" * 60))
    assert card.order.index("b") <= 10


@pytest.mark.parametrize(("memory", "need"), [(None, 8.0), (10, 0.0)])
async def test_without_a_declared_card_nobody_waits(memory: float | None, need: float) -> None:
    card = Card(memory)
    sizes = {"a": 8.0, "b": 8.0}
    await asyncio.gather(*(card.answer(model, need, sizes) for model in "ab"))
    assert card.peak_gb == 16


async def test_a_cancelled_call_gives_its_place_back() -> None:
    gpu = Gpu(10)
    async with gpu.place("a", 8):
        waiting = asyncio.create_task(_hold(gpu))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with asyncio.timeout(1), gpu.place("c", 10):
        pass


async def _hold(gpu: Gpu) -> None:
    async with gpu.place("b", 8):
        pass
