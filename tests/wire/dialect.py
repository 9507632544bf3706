"""What a provider's format must be able to say, and what the formats share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from tests.wire.records import Asked, Head, Provider, Received, Response, Whole
from tests.wire.script import Answer

Json = Mapping[str, Any]


class Dialect(Protocol):
    """One provider's wire format."""

    provider: Provider

    def visit(self, head: Head, body: Json) -> Whole | None:
        """The response to a request that is not a model call (a list of models); None if unknown."""
        ...

    def read(self, head: Head, body: Json) -> Asked | None:
        """What a model call asks; None when the path is not one of this format."""
        ...

    def say(self, answer: Answer, received: Received) -> Response:
        """The response that carries the answer's words, whole or streamed."""
        ...

    def refuse(self, answer: Answer, received: Received) -> Response | None:
        """The response to a fault that has one of its own; None when it is told in the words."""
        ...


def whole(body: object, status: int = 200, **headers: str) -> Whole:
    """A JSON response; header names are written with underscores, empty ones left out."""
    named = {name.replace("_", "-"): value for name, value in headers.items() if value}
    return Whole(dumped(body), status, named)


def dumped(body: object) -> bytes:
    """JSON as providers send it: UTF-8, not escaped."""
    return json.dumps(body, ensure_ascii=False).encode()


def event(body: object, name: str = "") -> bytes:
    """One server-sent event."""
    head = f"event: {name}\n".encode() if name else b""
    return head + b"data: " + dumped(body) + b"\n\n"


def flat(content: Any) -> str:
    """Text of a message's content, which formats write as a string or as a list of blocks."""
    if isinstance(content, str):
        return content
    if isinstance(content, Mapping):
        return flat(content.get("text") or content.get("content") or content.get("parts") or "")
    return "\n".join(flat(block) for block in content) if isinstance(content, Sequence) else ""


def key_of(received: Received) -> str:
    """The API key a request carried; echoed by ``auth`` faults, as careless gateways do."""
    headers = received.headers
    bearer = headers.get("authorization", "").removeprefix("Bearer ")
    return bearer or headers.get("x-api-key") or headers.get("x-goog-api-key") or received.head.query.get("key", "")
