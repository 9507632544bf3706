"""What a provider really said, listened to below an SDK that tells it differently.

LiteLLM reports ``stop`` for a reply that broke off, names the model that was asked as the one that
answered a stream, and rewrites errors until neither status nor Retry-After can be relied on. The
HTTP client is ours, so the response itself can be looked at.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import httpx

from consilium.models.failures import Failure

_STREAMS: Final = ("text/event-stream", "application/x-ndjson")


@dataclass(slots=True)
class Overheard:
    """The last response of one call; ``status`` stays 0 while there is none."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)

    @property
    def body(self) -> str:
        """The response's text, as much of it as has arrived."""
        return self.raw.decode(errors="replace")

    @property
    def failure(self) -> Failure | None:
        """The failure that a response with an error status stands for."""
        if self.status < HTTPStatus.BAD_REQUEST:
            return None
        return Failure(status=self.status, body=self.body, headers=self.headers)

    @property
    def readable(self) -> bool:
        """Whether anything in the response is JSON; taken for granted while nothing was heard."""
        return not self.status or any(True for _ in self._objects())

    @property
    def model(self) -> str:
        """The model that the provider says answered; empty where it does not say."""
        for data in self._objects():
            shell = data.get("message")
            opening = shell.get("model") if isinstance(shell, dict) else None
            named = data.get("model") or data.get("modelVersion") or opening
            if isinstance(named, str):
                return named
        return ""

    @property
    def broke_off(self) -> bool:
        """Whether nothing says how the reply ended, in a format where something should."""
        ends = [end for data in self._objects() for end in _endings(data)]
        return bool(ends) and not any(ends)

    def _objects(self) -> Iterator[dict[str, Any]]:
        """The JSON objects of the body, which is one, or has one a line."""
        text = self.body
        whole = _object(text)
        lines = [whole] if whole is not None else (_object(line.removeprefix("data:")) for line in text.splitlines())
        yield from (data for data in lines if data is not None)


def _object(text: str) -> dict[str, Any] | None:
    try:
        data: Any = json.loads(text)
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _endings(data: Mapping[str, Any]) -> Iterator[bool]:
    """Whether each place where a format writes how a reply ended says so."""
    if "done" in data:
        yield bool(data["done"])
    for holder in (data, data.get("delta")):
        if isinstance(holder, dict) and "stop_reason" in holder:
            yield bool(holder["stop_reason"])
    yield from (bool(choice.get("finish_reason")) for choice in data.get("choices") or ())
    yield from (bool(candidate.get("finishReason")) for candidate in data.get("candidates") or ())


class _Tap(httpx.AsyncByteStream):
    """A response's stream that is written down while somebody else reads it."""

    def __init__(self, stream: httpx.AsyncByteStream, heard: Overheard) -> None:
        self._stream = stream
        self._heard = heard

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._heard.raw += piece
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


_listener: Final[ContextVar[Overheard | None]] = ContextVar("overheard", default=None)


def listen() -> Overheard:
    """Start listening to the responses of this task's next call."""
    heard = Overheard()
    _listener.set(heard)
    return heard


def last_heard() -> Overheard:
    """What this task's call has heard so far."""
    return _listener.get() or Overheard()


async def overhear(response: httpx.Response) -> None:
    """An httpx response hook: errors and whole replies are read here, streams are tapped."""
    heard = _listener.get()
    if heard is None:
        return
    heard.status, heard.headers, heard.raw = response.status_code, dict(response.headers), bytearray()
    streamed = response.headers.get("content-type", "").startswith(_STREAMS)
    if streamed and response.status_code < HTTPStatus.BAD_REQUEST:
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Tap(response.stream, heard)
        return
    heard.raw += await response.aread()
