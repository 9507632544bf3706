"""A blocking iterator read from a thread, for SDKs that have no asynchronous side of their own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import closing, suppress
from typing import TypeVar

T = TypeVar("T")


async def from_thread(start: Callable[[], Generator[T, None, None]]) -> AsyncGenerator[T, None]:
    """Yield what ``start()`` yields, which runs in a thread of its own.

    The thread is a daemon: one that still waits for a server must not keep the process from ending.
    Leaving the iteration early tells it to stop before its next item.
    """
    loop = asyncio.get_running_loop()
    items: asyncio.Queue[T | Exception | None] = asyncio.Queue()
    left = threading.Event()

    def post(item: T | Exception | None) -> None:
        with suppress(RuntimeError):  # the loop may have closed while the server was thinking
            loop.call_soon_threadsafe(items.put_nowait, item)

    def work() -> None:
        try:
            with closing(start()) as started:
                for item in started:
                    if left.is_set():
                        return
                    post(item)
        except Exception as error:  # noqa: BLE001  whatever it is, it is raised again below
            post(error)
        else:
            post(None)

    threading.Thread(target=work, name="legacy-model", daemon=True).start()
    try:
        while (item := await items.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        left.set()
