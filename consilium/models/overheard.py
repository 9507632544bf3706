"""What a provider really said, listened to below an SDK that tells it differently.

LiteLLM reports ``stop`` for a reply that broke off, and rewrites errors until neither status nor
Retry-After can be relied on. The HTTP client is ours, so the response itself can be looked at.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from consilium.models.failures import Failure

if TYPE_CHECKING:
    import httpx


@dataclass(slots=True)
class Overheard:
    """The last response of one call; ``status`` stays 0 while there is none, or it is a stream."""

    status: int = 0
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def failure(self) -> Failure | None:
        """The failure that an SDK's exception stands for; None where the response does not tell."""
        if self.status >= HTTPStatus.BAD_REQUEST:
            return Failure(status=self.status, body=self.body, headers=self.headers)
        return Failure("broken") if self.status else None

    @property
    def broke_off(self) -> bool:
        """Whether a whole reply fails to say how it ended, in the format of any provider."""
        try:
            data: Any = json.loads(self.body or "{}")
        except ValueError:
            return False
        if not isinstance(data, dict):
            return False
        if "done" in data:
            return not data["done"]
        if "stop_reason" in data:
            return data["stop_reason"] is None
        ends = [choice.get("finish_reason") for choice in data.get("choices", ())]
        ends += [candidate.get("finishReason") for candidate in data.get("candidates", ())]
        return bool(ends) and None in ends


_STREAMS: Final = ("text/event-stream", "application/x-ndjson")
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
    """An httpx response hook; streams are left alone unless they are an error."""
    heard = _listener.get()
    if heard is None:
        return
    streamed = response.headers.get("content-type", "").startswith(_STREAMS)
    if response.status_code >= HTTPStatus.BAD_REQUEST or not streamed:
        await response.aread()
        heard.status, heard.body, heard.headers = response.status_code, response.text, dict(response.headers)
