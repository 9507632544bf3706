"""MCP over standard input and output."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import SimpleQueue

from consilium.config import Loaded
from consilium.server.mcp.bridge import Bridge
from consilium.server.mcp.household import Household

LAST_WORDS_S = 2.0

_IN, _OUT, _ERR = 0, 1, 2


def serve_stdio(loaded: Loaded, *, private: bool) -> None:
    """Answer on standard output what comes on standard input, until that ends.

    Args:
        loaded: the settings in force, should nobody serve this home yet.
        private: whether the other program may read what private notes went into.

    Raises:
        ConsiliumError: nobody serves the home, and this process cannot.
    """
    with _claimed() as (source, sink):
        asyncio.run(_serve(loaded, source, sink, private=private))


async def _serve(loaded: Loaded, source: int, sink: int, *, private: bool) -> None:
    hurry = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows ends a process without asking it
            loop.add_signal_handler(one, hurry.set)
    lines: asyncio.Queue[bytes | None] = asyncio.Queue()
    told = asyncio.create_task(hurry.wait())

    def from_thread(call: Callable[..., object], *given: object) -> None:
        with suppress(RuntimeError):  # the loop has ended first
            loop.call_soon_threadsafe(call, *given)

    household = Household(loaded)
    writer = _Writer(sink, partial(from_thread, hurry.set))
    bridge = Bridge(household, writer, private=private)
    try:
        await household.client()
        put = partial(from_thread, lines.put_nowait)
        threading.Thread(target=_read, args=(source, put), daemon=True).start()
        talking = asyncio.create_task(_talk(lines, bridge))
        await asyncio.wait({talking, told}, return_when=asyncio.FIRST_COMPLETED)
        talking.cancel()
        await bridge.abandon()
        writer.close()
    finally:
        await household.end(hurry)
        told.cancel()


async def _talk(lines: asyncio.Queue[bytes | None], bridge: Bridge) -> None:
    """Carry messages until the other program has no more; then wait for the answers that it is still owed."""
    while (line := await lines.get()) is not None:
        bridge.take(line)
    await bridge.idle()


class _Writer:
    """Writes whole lines, one after the other; when nobody reads them, it is time to go.

    Args:
        sink: where to.
        gone: called from another thread when nobody reads.
    """

    def __init__(self, sink: int, gone: Callable[[], object]) -> None:
        self._sink = sink
        self._gone = gone
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        # A reader that is slow must not hold up the debates of this process, nor its end.
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def __call__(self, line: bytes) -> None:
        """Write a line when its turn comes."""
        self._lines.put(line)

    def close(self) -> None:
        """Write what is left, as far as somebody reads it."""
        self._lines.put(None)
        self._thread.join(LAST_WORDS_S)

    def _run(self) -> None:
        try:
            while (line := self._lines.get()) is not None:
                while line:
                    line = line[os.write(self._sink, line) :]
        except OSError:
            self._gone()


def _read(source: int, put: Callable[[bytes | None], object]) -> None:
    """Read in a thread of its own: standard input may be a file as well as a pipe."""
    with suppress(OSError), os.fdopen(source, "rb", closefd=False) as stream:
        for line in stream:
            put(line)
    put(None)


@contextmanager
def _claimed() -> Iterator[tuple[int, int]]:
    """Keep the standard streams for the protocol: what anybody else prints goes to standard error."""
    source, sink = os.dup(_IN), os.dup(_OUT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, _IN)
    os.close(nothing)
    os.dup2(_ERR, _OUT)
    try:
        yield source, sink
    finally:
        os.dup2(sink, _OUT)
