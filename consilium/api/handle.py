"""A run under way, in the hands of whoever started it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future

from consilium.api.running import Run
from consilium.assembly.loop import LoopThread
from consilium.errors import UsageError
from consilium.types.verdict import VerdictRecord
from consilium.wording import say


class RunHandle:
    """Lets a run be waited for, ended early, or left for later; it goes on whether anybody waits or not.

    Args:
        run: what is carried out.
        loop: the consilium's own loop.
    """

    def __init__(self, run: Run, loop: LoopThread) -> None:
        self._run = run
        self._loop = loop
        self._stopped = False
        self._task: asyncio.Task[object] | None = None
        self.future: Future[VerdictRecord] = loop.submit(self._carried_out())

    @property
    def run_id(self) -> str:
        """The run's name."""
        return self._run.run_id

    async def verdict(self) -> VerdictRecord:
        """Wait for the verdict; cancelling the wait does not cancel the run.

        Raises:
            ConsiliumError: the run could not be carried out.
            asyncio.CancelledError: the run was cancelled.
        """
        return await asyncio.shield(asyncio.wrap_future(self.future))

    def when_done(self, call: Callable[[Future[VerdictRecord]], None]) -> None:
        """Call ``call`` once the run has ended, in whatever thread ended it."""
        self.future.add_done_callback(call)

    def judge_now(self) -> None:
        """Enough: what is still under way is dropped, and the judge writes the verdict from what was said.

        Raises:
            UsageError: nobody has answered yet, so there is nothing to judge.
        """
        if not self._run.heard:
            raise UsageError(say("api.nothing_to_judge"), next_step=say("api.wait_or_cancel"))
        self._loop.call(self._run.cut_short)

    def cancel(self) -> None:
        """Stop the run for good; its transcript keeps what was paid for."""
        self._loop.call(self._stop)

    def suspend(self) -> None:
        """Stop the run but leave it open in the store, so that it goes on when the engine starts again."""
        self._loop.call(self._suspended)

    def _suspended(self) -> None:
        self._run.left_open.set()
        self._stop()

    def _stop(self) -> None:
        # Not by the future: it would count as done at once, while the run still keeps what was paid for.
        self._stopped = True
        if self._task is not None:
            self._task.cancel()

    async def _carried_out(self) -> VerdictRecord:
        self._task = asyncio.current_task()
        if self._task is not None and self._stopped:
            # Stopped before it began: cancelled from within, so that it leaves a record all the same.
            self._task.cancel()
        return await self._run.carry_out()
