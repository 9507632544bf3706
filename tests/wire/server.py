"""The server itself: a listening socket on 127.0.0.1 and an event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from typing import Any, Self

from tests.wire.anthropic_wire import AnthropicDialect
from tests.wire.connection import Connection
from tests.wire.dialect import Dialect, whole
from tests.wire.google_wire import GoogleDialect
from tests.wire.ollama_wire import OllamaDialect
from tests.wire.openai_wire import OpenAIDialect
from tests.wire.records import Head, Provider, Received, Response, Stream, Whole
from tests.wire.script import Answer, Reply, Rule, Script

SLOW_S = 0.3
"""How late a ``slow`` answer comes."""

GARBAGE = Whole(b"<html><body>Sign in to the network</body></html>", content_type="text/html")


class WireServer:
    """A model server for tests and benches; use it as a (plain or async) context manager.

    Args:
        reply: what is answered where no rule fits: text, or a function of the request.
        delay_s: seconds before that answer.

    ``requests`` lists model calls in order of arrival, ``visits`` everything else (method and path).
    """

    def __init__(self, reply: Reply = "ok", *, delay_s: float = 0.0) -> None:
        self.requests: list[Received] = []
        self.visits: list[tuple[str, str]] = []
        self.ollama = OllamaDialect()
        self.openai = OpenAIDialect()
        self.url = ""
        self._script = Script(Answer(reply, delay_s=delay_s))
        self._dialects: tuple[Dialect, ...] = (self.openai, AnthropicDialect(), GoogleDialect(), self.ollama)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread: threading.Thread | None = None

    @property
    def openai_base(self) -> str:
        """What the OpenAI SDK takes as ``base_url``."""
        return f"{self.url}/v1"

    @property
    def anthropic_base(self) -> str:
        """What the Anthropic SDK takes as ``base_url``."""
        return self.url

    @property
    def google_base(self) -> str:
        """What google-genai takes as ``base_url``."""
        return self.url

    @property
    def ollama_base(self) -> str:
        """What the Ollama SDK takes as ``host``."""
        return self.url

    def script(
        self,
        reply: Reply = "ok",
        *,
        match: str = "",
        asked_model: str = "",
        provider: Provider | None = None,
        times: int | None = None,
        **how: Any,
    ) -> None:
        """Add a rule; earlier rules win.

        Args:
            reply: what to answer.
            match: a substring the prompt must hold.
            asked_model: the model that must be asked.
            provider: the format it must be asked in.
            times: how often the rule applies; None for always.
            how: any other field of ``Answer``: fault, delay_s, thinking, model, prompt_tokens, …
        """
        self._script.rules.append(Rule(Answer(reply, **how), match, asked_model, provider, times))

    def forget(self) -> None:
        """Drop all rules and records."""
        self._script.rules.clear()
        self.requests.clear()
        self.visits.clear()

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="wire", daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the wire server did not start")
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join(10)

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self.__exit__)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        connections: set[Connection] = set()

        def connect() -> Connection:
            connection = Connection(self._handle, self._tasks)
            connections.add(connection)
            return connection

        listener = await self._loop.create_server(connect, "127.0.0.1", 0, backlog=256)
        self.url = "http://{}:{}".format(*listener.sockets[0].getsockname())
        self._ready.set()
        await self._stop.wait()
        listener.close()
        for connection in connections:
            connection.abort()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _handle(self, connection: Connection, head: Head, body: bytes) -> None:
        started = time.perf_counter()
        data = json.loads(body) if body.strip() else {}
        for dialect in self._dialects:
            asked = dialect.read(head, data)
            if asked is not None:
                received = Received(dialect.provider, head, data, asked, started)
                self.requests.append(received)
                await self._answer(connection, dialect, received)
                return
        self.visits.append((head.method, head.path))
        found = (dialect.visit(head, data) for dialect in self._dialects)
        lost = whole({"error": {"message": f"no such path {head.path}"}}, 404)
        connection.respond(next((response for response in found if response is not None), lost))

    async def _answer(self, connection: Connection, dialect: Dialect, received: Received) -> None:
        answer = self._script.choose(received)
        received.outcome = "aborted"
        try:
            await asyncio.sleep(answer.delay_s + (SLOW_S if answer.fault == "slow" else 0.0))
            await self._play(connection, dialect, answer, received)
        finally:
            received.ended = time.perf_counter()

    async def _play(self, connection: Connection, dialect: Dialect, answer: Answer, received: Received) -> None:
        if answer.fault == "timeout":
            await asyncio.Event().wait()
        if answer.fault in {"refused_connection", "disconnect"}:
            received.outcome = "failed"
            await self._break_off(connection, dialect, answer, received)
            return
        await self._send(connection, _response(dialect, answer, received), answer.pace_s)
        received.outcome = "answered"

    async def _break_off(self, connection: Connection, dialect: Dialect, answer: Answer, received: Received) -> None:
        if answer.fault == "refused_connection":
            connection.abort()
            return
        response = dialect.say(answer, received)
        if isinstance(response, Stream):
            connection.begin(response)
            for frame in response.frames[: len(response.frames) // 2]:
                connection.chunk(frame)
        else:
            connection.write(connection.headed(response) + response.body[: len(response.body) // 2])
        connection.close()

    async def _send(self, connection: Connection, response: Response, pace_s: float) -> None:
        if isinstance(response, Whole):
            connection.respond(response)
            return
        connection.begin(response)
        for frame in response.frames:
            connection.chunk(frame)
            await asyncio.sleep(pace_s)
        connection.end()


def _response(dialect: Dialect, answer: Answer, received: Received) -> Response:
    if answer.fault == "garbage":
        return GARBAGE
    if answer.fault == "schema_refused" and received.asked.schema is None:
        return dialect.say(answer, received)
    return dialect.refuse(answer, received) or dialect.say(answer, received)
