"""Runs that wait and runs under way: so many at once, the others in turn."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from consilium.api import Engine, RunHandle
from consilium.api.running import Run
from consilium.errors import ConsiliumError
from consilium.server.feed import Feed
from consilium.types.verdict import VerdictRecord

log = logging.getLogger("consilium.server")


@dataclass
class Live:
    """A run that waits (without a handle) or is under way."""

    run: Run
    feed: Feed
    handle: RunHandle | None = None


class RunQueue:
    """All runs that this server has still to bring to their end; belongs to the server's event loop.

    Args:
        engine: carries runs out.
        most: how many are under way at once.
        ended: told of each run that came to its end, but not of those that were put aside.
    """

    def __init__(self, engine: Engine, most: int, ended: Callable[[str], None]) -> None:
        self._engine = engine
        self._most = most
        self._ended = ended
        self._live: dict[str, Live] = {}
        self._waiting: deque[str] = deque()
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._loop = asyncio.get_running_loop()

    @property
    def running(self) -> int:
        """How many runs are under way."""
        return len(self._live) - len(self._waiting)

    @property
    def waiting(self) -> int:
        """How many runs wait for their turn."""
        return len(self._waiting)

    @property
    def full(self) -> bool:
        """Whether a run that came now would have to wait."""
        return self.running >= self._most

    def get(self, run_id: str) -> Live | None:
        """A run that waits or is under way."""
        return self._live.get(run_id)

    def add(self, run_id: str, live: Live) -> None:
        """Take a run in; it starts at once where there is room."""
        self._live[run_id] = live
        self._idle.clear()
        self._waiting.append(run_id)
        self._start_waiting()

    def drop(self, run_id: str) -> None:
        """Take out a run that waits."""
        self._waiting.remove(run_id)
        self._leave(run_id)

    async def drain(self, patience_s: float) -> int:
        """Start nothing more, wait for what runs, put the rest aside; returns how many runs that is."""
        self._closed = True
        waiting, self._waiting = self._waiting, deque()
        for run_id in waiting:
            self._leave(run_id)
        try:
            await asyncio.wait_for(self._idle.wait(), patience_s)
        except TimeoutError:
            left = _handles(self._live.values())
            for handle in left:
                handle.suspend()
            await self._idle.wait()
            return len(left) + len(waiting)
        return len(waiting)

    def _start_waiting(self) -> None:
        while self._waiting and not self.full and not self._closed:
            run_id = self._waiting.popleft()
            live = self._live[run_id]
            live.handle = self._engine.start(live.run)
            live.handle.when_done(partial(self._done_elsewhere, run_id))

    def _done_elsewhere(self, run_id: str, future: Future[VerdictRecord]) -> None:
        self._loop.call_soon_threadsafe(self._done, run_id, future)

    def _done(self, run_id: str, future: Future[VerdictRecord]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, ConsiliumError):
            log.error("run %s failed", run_id, exc_info=error)
        if not self._live[run_id].run.left_open.is_set():
            self._ended(run_id)
        self._leave(run_id)

    def _leave(self, run_id: str) -> None:
        self._live.pop(run_id).feed.end()
        if not self._live:
            self._idle.set()
        self._start_waiting()


def _handles(lives: Iterable[Live]) -> list[RunHandle]:
    return [live.handle for live in lives if live.handle is not None]
