"""The events of one run under way, shared by all who read them.

Readers keep only their place in it. One that is slow, or asleep, costs nothing and holds nobody up;
one that comes late or comes back starts where it likes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Final

from consilium.types.event import Event

ENDINGS: Final = frozenset({"run.finished", "run.failed"})
"""Events after which a run has nothing more to say."""


class Feed:
    """Events as they come in, in order and without gaps.

    All of it belongs to the server's event loop; ``push`` and ``end`` are called there.

    Args:
        first: the number of the first event that will come.
    """

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._events: list[Event] = []
        self._pulse = asyncio.Event()
        self.ended = asyncio.Event()
        self.readers = 0

    def push(self, event: Event) -> None:
        """Take an event in and wake everybody who waits for it."""
        self._events.append(event)
        self._wake()

    def end(self) -> None:
        """Let readers go: nothing more will come."""
        self.ended.set()
        self._wake()

    async def after(self, seq: int) -> AsyncGenerator[Event, None]:
        """Events from ``seq + 1`` on, those to come included, until the run has ended."""
        self.readers += 1
        try:
            place = max(0, seq + 1 - self._first)
            while True:
                while place < len(self._events):
                    yield self._events[place]
                    place += 1
                if self.ended.is_set():
                    return
                await self._pulse.wait()
        finally:
            self.readers -= 1

    def _wake(self) -> None:
        # Everybody waits for the pulse that was there; whoever comes now waits for the next one.
        pulse, self._pulse = self._pulse, asyncio.Event()
        pulse.set()
