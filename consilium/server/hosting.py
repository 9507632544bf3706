"""What carries the application on sockets, and how it ends without losing a run."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from consilium.wording import say

BACKLOG = 2048


def quiet_server(app: FastAPI, announce: Callable[[], None]) -> QuietServer:
    """What carries an application on sockets; ``announce`` is called once it takes requests."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="on",
        timeout_keep_alive=65,
        timeout_graceful_shutdown=5,
        server_header=False,
        backlog=BACKLOG,
    )
    return QuietServer(config, announce)


async def drained(app: FastAPI, server: uvicorn.Server, drain_s: float) -> None:
    """Let what runs come to its end for a while, put the rest aside, and end the server."""
    desk = app.state.desk
    if desk.queue.running:
        sys.stderr.write(say("server.ending", runs=desk.queue.running, seconds=round(drain_s)) + "\n")
    left = await desk.drain(drain_s)
    if left:
        sys.stderr.write(say("server.left", runs=left) + "\n")
    server.should_exit = True


class QuietServer(uvicorn.Server):
    """Uvicorn without signal handlers of its own: ending takes longer here than it thinks."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to us."""
        yield
