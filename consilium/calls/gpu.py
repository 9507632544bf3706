"""Turns on one graphics card: models that fit together answer together, others one after another.

A server that is asked for two models which do not fit at once loads and unloads weights for every call,
or lets a part of them run on the processor; both cost far more than waiting.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

_SLACK_GB = 1e-6
_MOST_PASSED = 8
"""How many calls for loaded weights may pass somebody who waits for others."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a model takes on the card: the name it is loaded under, and memory for weights and cache in GB."""

    model: str
    gb: float


ELSEWHERE = Weights("", 0.0)
"""The weights of a model that is not on this card."""


@dataclass(eq=False, slots=True)
class _Waiting:
    model: str
    need_gb: float
    turn: asyncio.Future[None]
    passed: int = 0


class Gpu:
    """Memory of one card, shared by the models that are answering.

    Calls for the weights that are loaded go first, a few at a time, so that a batch does not load weights
    for every call; then whoever has waited longest. A model larger than the whole card runs alone.

    Args:
        memory_gb: the card's memory; None schedules nothing.
    """

    def __init__(self, memory_gb: float | None) -> None:
        self._memory_gb = memory_gb
        self._active: dict[str, tuple[int, float]] = {}
        self._queue: deque[_Waiting] = deque()
        self._loaded = ""

    @asynccontextmanager
    async def place(self, model: str, need_gb: float) -> AsyncIterator[None]:
        """Hold the memory that a model needs inside an ``async with`` block.

        Args:
            model: the name under which it is loaded.
            need_gb: memory for its weights and cache; 0 for a model that is not on this card.
        """
        if self._memory_gb is None or need_gb <= 0:
            yield
            return
        await self._enter(model, need_gb)
        try:
            yield
        finally:
            self._leave(model)

    async def _enter(self, model: str, need_gb: float) -> None:
        if (not self._queue or self._may_pass(model)) and self._fits(model, need_gb):
            self._take(model, need_gb)
            return
        waiting = _Waiting(model, need_gb, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting.turn.done() and not waiting.turn.cancelled():
                self._leave(model)
            else:
                self._queue.remove(waiting)
                self._admit()
            raise

    def _fits(self, model: str, need_gb: float) -> bool:
        assert self._memory_gb is not None
        if model in self._active or not self._active:
            return True
        used = sum(gb for _, gb in self._active.values())
        return used + need_gb <= self._memory_gb + _SLACK_GB

    def _may_pass(self, model: str) -> bool:
        """Whether a call goes before the one that has waited longest: its weights are there already."""
        first = self._queue[0]
        if model not in self._active or first.passed >= _MOST_PASSED:
            return False
        first.passed += 1
        return True

    def _take(self, model: str, need_gb: float) -> None:
        calls, gb = self._active.get(model, (0, 0.0))
        self._active[model] = (calls + 1, max(gb, need_gb))
        self._loaded = model

    def _leave(self, model: str) -> None:
        calls, gb = self._active.pop(model)
        if calls > 1:
            self._active[model] = (calls - 1, gb)
        self._admit()

    def _admit(self) -> None:
        """Let in those whose weights are loaded, a few at a time, then those who have waited longest."""
        while self._queue:
            chosen = self._next()
            if not self._fits(chosen.model, chosen.need_gb):
                return
            self._queue.remove(chosen)
            self._take(chosen.model, chosen.need_gb)
            chosen.turn.set_result(None)

    def _next(self) -> _Waiting:
        first = self._queue[0]
        loaded = {*self._active, self._loaded}
        if first.model in loaded or first.passed >= _MOST_PASSED:
            return first
        other = next((waiting for waiting in self._queue if waiting.model in loaded), first)
        first.passed += other is not first
        return other
