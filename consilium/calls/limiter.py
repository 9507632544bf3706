"""How many calls run at once against one server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Limiter:
    """At most ``concurrent`` calls at a time for each server; further ones wait their turn.

    Semaphores belong to the event loop they are first used in, so they are made on first use.
    """

    def __init__(self) -> None:
        self._gates: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, server: str, concurrent: int) -> AsyncIterator[None]:
        """Hold one of the server's places inside an ``async with`` block."""
        gate = self._gates.setdefault(server, asyncio.Semaphore(concurrent))
        async with gate:
            yield
