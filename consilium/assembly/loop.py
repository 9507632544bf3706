"""A background thread with an event loop of its own.

Connections of the SDKs belong to the loop they were opened in. Running everything in one loop of
ours lets ``ask`` work from a script, from a notebook whose loop is already running, and several
times in a row, on the same connections.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

SLICE_S = 0.2
LAST_WORDS_S = 10.0


class LoopThread:
    """Starts on first use; ends with ``stop`` or with the process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a coroutine in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._running())

    def call(self, work: Callable[[], object]) -> None:
        """Call a function in the loop soon; nothing happens where the loop has stopped."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(work)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end; Ctrl-C cancels it and waits until it has cleaned up."""
        future = self.submit(work)
        try:
            # In slices: a wait without a time limit does not notice Ctrl-C on every platform.
            while not wait([future], timeout=SLICE_S).done:
                continue
            return future.result()
        except KeyboardInterrupt:
            future.cancel()
            # Wait for what the cancelled work still does: keeping what was paid for.
            with suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(_others(), self._running()).result(timeout=LAST_WORDS_S)
            raise

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="consilium", daemon=True)
                self._thread.start()
            return self._loop

    def stop(self) -> None:
        """Cancel what still runs, end the thread and close the loop; safe to call twice."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is not None and thread is not None:
            # SDKs leave workers behind, which must not find their loop closed.
            with suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(cancel_others(), loop).result(timeout=LAST_WORDS_S)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


def _tasks() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


async def _others() -> None:
    await asyncio.gather(*_tasks(), return_exceptions=True)


async def cancel_others() -> None:
    """Cancel whatever else runs in this loop, and wait until it has cleaned up."""
    for task in _tasks():
        task.cancel()
    await _others()
