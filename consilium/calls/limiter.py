"""How many calls run at once against one server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consilium.calls.gpu import ELSEWHERE, Gpu, Weights


class Limiter:
    """At most ``concurrent`` calls at a time for each server; further ones wait their turn.

    Semaphores belong to the event loop they are first used in, so they are made on first use.

    Args:
        gpu_gb: memory of the graphics card that local models share; None where none is declared.
    """

    def __init__(self, gpu_gb: float | None = None) -> None:
        self._gates: dict[str, asyncio.Semaphore] = {}
        self._gpu = Gpu(gpu_gb)

    @asynccontextmanager
    async def turn(self, server: str, concurrent: int, weights: Weights = ELSEWHERE) -> AsyncIterator[None]:
        """Hold one of the server's places, and room for the model's weights, inside an ``async with`` block."""
        gate = self._gates.setdefault(server, asyncio.Semaphore(concurrent))
        # The card first: whoever waits for it must not keep others from the server.
        async with self._gpu.place(weights.model, weights.gb), gate:
            yield
