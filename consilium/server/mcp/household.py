"""The server of a home, whoever it is: another process, or this one where there is no other."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack, suppress

import httpx
from fastapi import FastAPI

from consilium import __version__
from consilium.api import Engine
from consilium.config import Loaded
from consilium.config.fingerprint import fingerprint
from consilium.errors import UsageError
from consilium.server.app import create_app
from consilium.server.hosting import QuietServer, drained, quiet_server
from consilium.server.serving import Address, bound, owned
from consilium.wording import say

PATIENCE_S = 20.0
LONGEST_SILENCE_S = 120.0


class Household:
    """Finds the server of a home, and becomes it where there is none.

    Args:
        loaded: the settings in force, should this process become the server.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._instance = fingerprint(__version__, loaded.path, loaded.places)
        self._turn = asyncio.Lock()
        self._path = ""
        self._client: httpx.AsyncClient | None = None
        self._rooms = ExitStack()
        self._app: FastAPI | None = None
        self._server: QuietServer | None = None
        self._serving: asyncio.Task[None] | None = None

    async def client(self) -> httpx.AsyncClient:
        """A client of whoever serves the home now.

        Raises:
            UsageError: nobody does, and this process cannot.
            ConsiliumError: this process cannot, by its settings.
        """
        async with self._turn:
            path = await self._reached()
            if self._client is None or path != self._path:
                if self._client is not None:
                    await self._client.aclose()
                timeout = httpx.Timeout(LONGEST_SILENCE_S, connect=PATIENCE_S)
                transport = httpx.AsyncHTTPTransport(uds=path)
                self._client = httpx.AsyncClient(base_url="http://localhost", transport=transport, timeout=timeout)
                self._path = path
            return self._client

    async def end(self, hurry: asyncio.Event) -> None:
        """Leave; where this process was the server, let what runs come to its end unless there is hurry."""
        if self._client is not None:
            await self._client.aclose()
        if self._app is not None and self._server is not None and self._serving is not None:
            patience_s = 0 if hurry.is_set() else self._loaded.settings.server.drain_s
            draining = asyncio.create_task(drained(self._app, self._server, patience_s))
            hurried = asyncio.create_task(hurry.wait())
            await asyncio.wait({draining, hurried}, return_when=asyncio.FIRST_COMPLETED)
            self._server.should_exit = True
            await self._serving
            draining.cancel()
            hurried.cancel()
        self._rooms.close()

    async def _reached(self) -> str:
        """The socket of the home's server, once there is one."""
        loop = asyncio.get_running_loop()
        give_up = loop.time() + PATIENCE_S
        while True:
            path = self._known()
            if path and await _answers(path):
                return path
            try:
                self._rooms.enter_context(owned(self._loaded.places))
            except UsageError as error:
                # Somebody is about to serve, or about to end.
                if loop.time() > give_up:
                    raise _unreachable(self._loaded, error.message) from error
                await asyncio.sleep(0.05)
                continue
            try:
                return await self._become()
            except BaseException:
                self._rooms.close()
                raise

    def _known(self) -> str:
        with suppress(OSError, ValueError):
            return str(json.loads(self._loaded.places.server.read_text(encoding="utf-8")).get("socket", ""))
        return ""

    async def _become(self) -> str:
        """Serve the home from this process, on its Unix socket alone."""
        listening = self._rooms.enter_context(bound(self._loaded.places, Address(None)))
        if not listening.socket:
            raise UsageError(say("server.mcp_no_socket"), next_step=say("server.mcp_use_http"))
        # Only whoever owns the home may open it for runs that were left.
        engine = Engine(self._loaded)
        self._rooms.callback(engine.close)
        app = create_app(engine, instance=self._instance)
        started = asyncio.Event()
        server = quiet_server(app, started.set)
        serving = asyncio.create_task(server.serve(listening.sockets))
        ready = asyncio.create_task(started.wait())
        await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if serving.done():
            raise _unreachable(self._loaded, str(serving.exception() or "")) from serving.exception()
        self._app, self._server, self._serving = app, server, serving
        return listening.socket


async def _answers(path: str) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except OSError:
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True


def _unreachable(loaded: Loaded, reason: str) -> UsageError:
    message = say("server.mcp_unreachable", home=loaded.places.home, reason=reason or "?")
    return UsageError(message, next_step="consilium serve")
