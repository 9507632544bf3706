"""Errors as problem details (RFC 9457) that name the next step."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from consilium.errors import (
    AuthFailed,
    ConfigError,
    ConsiliumError,
    LimitReached,
    ModelError,
    NoQuorum,
    StoreError,
    UsageError,
)
from consilium.types.secrets import blotted
from consilium.wording import say

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """What a caller is told instead of an answer.

    Args:
        status: the HTTP status.
        name: what kind of problem it is, for code; the last part of its ``type``.
        detail: what went wrong, for people.
        next_step: what the caller can do about it.
        headers: further headers of the response.
        more: further members of the document.
    """

    def __init__(
        self,
        status: int,
        name: str,
        detail: str,
        *,
        next_step: str = "",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.name = name
        self.detail = detail
        self.next_step = next_step
        self.headers = dict(headers or {})
        self.more = more

    def document(self) -> dict[str, Any]:
        """The problem as JSON."""
        return {
            "type": f"urn:consilium:problem:{self.name}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": blotted(self.detail),
            "next_step": self.next_step,
            **self.more,
        }

    def response(self) -> JSONResponse:
        """The problem as a response."""
        return JSONResponse(self.document(), self.status, headers=self.headers, media_type=MEDIA_TYPE)


_STATUSES: tuple[tuple[type[ConsiliumError], int, str], ...] = (
    (UsageError, 422, "invalid"),
    (ConfigError, 422, "configuration"),
    (NoQuorum, 503, "no_quorum"),
    (LimitReached, 402, "limit_reached"),
    (StoreError, 503, "store"),
    (AuthFailed, 503, "model"),
    (ModelError, 503, "model"),
)


def problem_of(error: ConsiliumError) -> Problem:
    """One of our own errors as a problem."""
    for kind, status, name in _STATUSES:
        if isinstance(error, kind):
            return Problem(status, name, error.message, next_step=error.next_step)
    return Problem(500, "failed", error.message, next_step=error.next_step)


def no_such_run(run_id: str) -> Problem:
    """The same words whether a run is not there or not the caller's."""
    return Problem(404, "no_such_run", say("server.no_run", run=run_id), next_step=say("server.list_runs"))


def fault() -> Problem:
    """A fault of ours; what it was stands in the server's log and is nobody else's business."""
    return Problem(500, "fault", say("server.fault"), next_step=say("server.fault_step"))
