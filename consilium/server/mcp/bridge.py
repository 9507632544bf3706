"""Messages from standard input go to ``/mcp`` of the home's server, each as a request of its own; answers come back.

A server that went away is no loss: the next one takes up its runs, and a message that is sent again
carries the same key against asking twice.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import httpx
from mcp.shared.inbound import (
    MCP_METHOD_HEADER,
    MCP_NAME_HEADER,
    MCP_PROTOCOL_VERSION_HEADER,
    NAME_BEARING_METHODS,
    encode_header_value,
)
from mcp_types import INTERNAL_ERROR, INVALID_REQUEST, PARSE_ERROR, PROTOCOL_VERSION_META_KEY

from consilium.errors import ConsiliumError
from consilium.server.mcp.household import Household
from consilium.types.codec import to_json
from consilium.wording import reader_language, say

log = logging.getLogger("consilium.server")

ATTEMPTS = 3

Message = dict[str, Any]
Id = str | int


class Bridge:
    """Carries messages both ways.

    Args:
        household: knows who serves the home.
        write: sends one message to the program at the other end.
        private: whether that program may read what private notes went into.
    """

    def __init__(self, household: Household, write: Callable[[bytes], None], *, private: bool) -> None:
        self._household = household
        self._send = write
        self._path = "/mcp" if private else "/mcp?redact=true"
        self._version = ""
        self._under_way: dict[Id, asyncio.Task[None]] = {}

    def take(self, line: bytes) -> None:
        """Take one line in; answers come when they come."""
        if not line.strip():
            return
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            self._fail(None, PARSE_ERROR, "Parse error")
            return
        if not isinstance(message, dict):
            self._fail(None, INVALID_REQUEST, "Invalid request")
        elif message.get("method") == "notifications/cancelled":
            self._cancel(message.get("params"))
        elif "method" in message and isinstance(message.get("id"), str | int):
            known: Id = message["id"]
            task = asyncio.create_task(self._forward(message, known))
            self._under_way[known] = task
            task.add_done_callback(lambda done: self._forget(known, done))
        # Other notifications, and answers to questions that this server never asks, change nothing.

    async def idle(self) -> None:
        """Wait until every message has its answer."""
        while self._under_way:
            await asyncio.wait(self._under_way.values())

    async def abandon(self) -> None:
        """Give up on all answers: nobody waits for them."""
        for task in self._under_way.values():
            task.cancel()
        await self.idle()

    def _cancel(self, params: Any) -> None:
        wanted = params.get("requestId") if isinstance(params, dict) else None
        if isinstance(wanted, str | int) and (task := self._under_way.get(wanted)):
            task.cancel()

    def _forget(self, known: Id, task: asyncio.Task[None]) -> None:
        if self._under_way.get(known) is task:
            del self._under_way[known]

    async def _forward(self, message: Message, known: Id) -> None:
        headers = self._headers(message)
        reason = ""
        for _ in range(ATTEMPTS):
            try:
                client = await self._household.client()
                async with client.stream("POST", self._path, json=message, headers=headers) as reply:
                    async for one in _messages(reply):
                        self._pass_on(message, one)
                        if "method" not in one:
                            return
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
            except ConsiliumError as error:
                reason = " → ".join(part for part in (error.message, error.next_step) if part)
                break
            except Exception:
                # Whoever asked must not wait for ever; what it was stands on standard error.
                log.exception("a message could not be carried")
                reason = say("server.fault")
                break
        self._fail(known, INTERNAL_ERROR, reason)

    def _headers(self, message: Message) -> dict[str, str]:
        """What a request over HTTP says besides its body."""
        method = str(message["method"])
        params = message.get("params")
        given: Message = params if isinstance(params, dict) else {}
        meta = given.get("_meta")
        version = (meta.get(PROTOCOL_VERSION_META_KEY) if isinstance(meta, dict) else None) or self._version
        headers = {
            "Accept": "application/json, text/event-stream",
            "Accept-Language": reader_language(),
            "Idempotency-Key": uuid4().hex,
            MCP_METHOD_HEADER: encode_header_value(method),
        }
        if isinstance(version, str) and version and method != "initialize":
            headers[MCP_PROTOCOL_VERSION_HEADER] = encode_header_value(version)
        name = given.get(NAME_BEARING_METHODS.get(method, ""))
        if isinstance(name, str):
            headers[MCP_NAME_HEADER] = encode_header_value(name)
        return headers

    def _pass_on(self, message: Message, answer: Message) -> None:
        result = answer.get("result")
        if message["method"] == "initialize" and isinstance(result, dict):
            self._version = str(result.get("protocolVersion", ""))
        if "jsonrpc" in answer:
            self._write(answer)
            return
        detail = " → ".join(str(answer[part]) for part in ("detail", "next_step") if answer.get(part))
        self._fail(message["id"], INTERNAL_ERROR, detail)

    def _fail(self, known: Id | None, code: int, text: str) -> None:
        self._write({"jsonrpc": "2.0", "id": known, "error": {"code": code, "message": text}})

    def _write(self, message: Message) -> None:
        self._send(to_json(message).encode() + b"\n")


async def _messages(reply: httpx.Response) -> AsyncIterator[Message]:
    """What an answer holds: one message as JSON, or several as server-sent events."""
    if not reply.headers.get("content-type", "").startswith("text/event-stream"):
        plain = json.loads(await reply.aread() or b"{}")
        yield plain if isinstance(plain, dict) else {}
        return
    data: list[str] = []
    async for line in reply.aiter_lines():
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            text, data = "\n".join(data), []
            if text:
                yield json.loads(text)
