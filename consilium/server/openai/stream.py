"""Replies as server-sent events; a reader that leaves ends what it was waiting for."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.types import Receive, Scope, Send

from consilium.errors import ConsiliumError
from consilium.server.problems import Problem, fault, problem_of
from consilium.server.routes.reading import HEARTBEAT_S, SLOWEST_READER_S
from consilium.types.codec import to_json

log = logging.getLogger("consilium.server")

STREAMED = {
    "schema": {
        "type": "object",
        "properties": {
            "event": {"type": "string", "description": "The event's type, where it has one."},
            "data": {"type": "string", "description": "The event as JSON; `[DONE]` at the end of a chat."},
        },
    }
}
"""What a stream holds, for the document."""


class ToldResponse(EventSourceResponse):
    """A reply while it comes about.

    Args:
        content: the events.
        left: called in the end, whichever way that came.
    """

    def __init__(self, content: AsyncIterator[bytes], left: Callable[[], None], headers: dict[str, str]) -> None:
        super().__init__(
            content,
            headers=headers,
            ping=HEARTBEAT_S,
            send_timeout=SLOWEST_READER_S,
            ping_message_factory=lambda: ServerSentEvent(comment="ping"),
            sep="\n",
        )
        self._left = left

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; a reader that takes nothing for long is given up."""
        try:
            await super().__call__(scope, receive, send)
        except SendTimeoutError:
            log.info("a reader took nothing for %d s", SLOWEST_READER_S)
        finally:
            self._left()


def encoded(data: Any, event: str = "") -> bytes:
    """An event as it goes over the wire."""
    kind = f"event: {event}\n" if event else ""
    return f"{kind}data: {to_json(data)}\n\n".encode()


def problem_from(error: Exception) -> Problem:
    """What broke a stream off, as its reader is told; faults of ours go to the log."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, ConsiliumError):
        return problem_of(error)
    log.error("a stream failed", exc_info=error)
    return fault()
