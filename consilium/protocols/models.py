"""A transport, and the guarded line in front of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from consilium.types.member import Absence
from consilium.types.request import ModelReply, ModelRequest

OnDelta = Callable[[str], None]
"""Called with each piece of text as it arrives; a transport that cannot stream calls it once."""


class ChatModel(Protocol):
    """A transport: carries a request to one model and its raw reply back, and does nothing else.

    It neither retries nor counts money nor decides what may be sent: the line in front does.
    """

    @property
    def model(self) -> str:
        """The model requested, as the provider names it."""
        ...

    async def absence(self) -> Absence | None:
        """Why this model cannot be asked now and what would mend it; None when it can.

        Looks at keys, packages and local servers only: it never sends a paid request.
        """
        ...

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """Send one request and return the whole reply.

        Raises:
            ModelError: the call failed; the subclass says how.
        """
        ...

    async def aclose(self) -> None:
        """Close connections; safe to call twice."""
        ...


class Caller(Protocol):
    """The one line every request passes: privacy, budget, journal, limiter, retry, transport."""

    async def send(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """Send one request through the line.

        Raises:
            ModelError: every attempt failed.
            PrivacyBreach: the request holds private text and the model is not local.
            LimitReached: the call does not fit the budget.
        """
        ...
