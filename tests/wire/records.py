"""What the server saw: one record per request, with its times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Provider = Literal["openai", "anthropic", "google", "ollama"]
Outcome = Literal["open", "answered", "failed", "aborted"]


@dataclass(frozen=True, slots=True)
class Head:
    """The first lines of an HTTP request: method, path, query and lower-cased headers."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, whichever provider's format it is written in."""

    model: str
    text: str
    stream: bool = False
    schema: Mapping[str, Any] | None = None
    num_ctx: int | None = None


@dataclass(slots=True)
class Received:
    """One request; ``ended`` is set when the last byte was written or the client went away.

    ``outcome`` is ``aborted`` when the client closed the connection first, and ``failed`` when the
    server broke it off on purpose.
    """

    provider: Provider
    head: Head
    body: Mapping[str, Any]
    asked: Asked
    started: float
    ended: float = 0.0
    outcome: Outcome = "open"

    @property
    def model(self) -> str:
        """The model asked for."""
        return self.asked.model

    @property
    def text(self) -> str:
        """All prompt text, parts joined by newlines."""
        return self.asked.text

    @property
    def headers(self) -> Mapping[str, str]:
        """The request's headers, names in lower case."""
        return self.head.headers


@dataclass(frozen=True, slots=True)
class Whole:
    """A complete HTTP response."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Stream:
    """A chunked HTTP response, frame by frame."""

    frames: tuple[bytes, ...]
    content_type: str = "text/event-stream"


Response = Whole | Stream
