"""What a failed call means: an HTTP status and a body in, an error of ours out.

Providers disagree about statuses (Gemini answers 400 to a wrong key and to a blocked country,
Anthropic to an empty balance), so the words of the body are looked at before the status is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Literal

from consilium import errors
from consilium.models.redact import excerpt
from consilium.models.retry_after import retry_after
from consilium.types.member import Endpoint
from consilium.wording import say

Kind = Literal["status", "unreachable", "timed_out", "broken", "truncated", "filtered"]


@dataclass(frozen=True, slots=True)
class Failure:
    """How a call failed, whichever SDK tells it.

    ``status`` 0 stands for a failure without an HTTP answer; ``kind`` then says which.
    """

    kind: Kind = "status"
    status: int = 0
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


_NO_STEPS: Final[Mapping[str, str]] = {}
_KINDS: Final[Mapping[Kind, tuple[type[errors.ModelError], str]]] = {
    "unreachable": (errors.Unreachable, "unreachable"),
    "timed_out": (errors.TimedOut, "timed_out"),
    "broken": (errors.ServerFault, "broken_reply"),
    "truncated": (errors.ContextTooLong, "truncated"),
    "filtered": (errors.Refused, "refused"),
}
_STATUSES: Final[Mapping[int, tuple[type[errors.ModelError], str]]] = {
    HTTPStatus.UNAUTHORIZED: (errors.AuthFailed, "auth"),
    HTTPStatus.PAYMENT_REQUIRED: (errors.OutOfCredit, "credit"),
    HTTPStatus.FORBIDDEN: (errors.AuthFailed, "auth"),
    HTTPStatus.NOT_FOUND: (errors.ModelMissing, "missing"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (errors.ContextTooLong, "context"),
    HTTPStatus.TOO_MANY_REQUESTS: (errors.RateLimited, "rate_limited"),
}


def _words(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda body: compiled.search(body) is not None


_says_place = _words(r"\b(country|region|territory|location)\b|request not allowed")
_says_place_unserved = _words(r"(country|region|territory|location)\b.{0,40}\bnot (supported|available|allowed)")
_says_credit = _words(
    r"insufficient[_ ](quota|balance|funds)|credit balance|credits? (are|is) depleted|available credits"
    r"|payment required|billing[_ ](hard|error)|spending limit|add credits?"
)
_says_window = _words(
    r"context[_ ](length|window|size)|maximum context|prompt is too long|input token count.{0,40}exceed"
    r"|too many (input )?tokens|too large for model"
)
_says_key = _words(r"api[_ ]key (is )?(not valid|invalid|missing)|api_key_invalid|(invalid|incorrect) (x-)?api[_ -]key")
_says_model = _words(r"model_not_found|unknown model|model.{0,80}(not found|does not exist)|not a valid model")
_says_filter = _words(r"content[_ ](policy|filter|management)|content filtering|blocked by|prohibited_content|safety")

_REFUSALS: Final = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}
_BLOCKED: Final = {HTTPStatus.FORBIDDEN, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS}


def error_of(failure: Failure, endpoint: Endpoint, steps: Mapping[str, str] = _NO_STEPS) -> errors.ModelError:
    """The error of our tree that a failure comes to, with its next step and without any secret.

    Args:
        failure: how the call failed.
        endpoint: whose call it was.
        steps: next steps of a transport's own, by the sentence they replace.
    """
    kind, name = _classify(failure)
    wait = retry_after(failure.headers, failure.body)
    values = {
        "model": endpoint.model,
        "where": _where(endpoint),
        "status": failure.status,
        "key": endpoint.key_env or "api_key",
        "words": excerpt(failure.body, endpoint),
        "wait": f"{wait:g}" if wait is not None else "",
    }
    step = "rate_limited_wait" if name == "rate_limited" and wait is not None else f"{name}_step"
    message, next_step = say(f"models.{name}", **values), say(f"models.{steps.get(step, step)}", **values)
    return kind(message, next_step=next_step, model=endpoint.model, retry_after=wait)


def _classify(failure: Failure) -> tuple[type[errors.ModelError], str]:
    if failure.kind != "status":
        return _KINDS[failure.kind]
    if failure.status == HTTPStatus.REQUEST_TIMEOUT:
        return _KINDS["timed_out"]
    return _by_words(failure.status, failure.body) or _by_status(failure.status, failure.body)


def _by_words(status: int, body: str) -> tuple[type[errors.ModelError], str] | None:
    if status in _BLOCKED and _says_place(body):
        return errors.RegionBlocked, "region"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    for says, kind, name in (
        (_says_place_unserved, errors.RegionBlocked, "region"),
        (_says_credit, errors.OutOfCredit, "credit"),
        (_says_window, errors.ContextTooLong, "context"),
        (_says_key, errors.AuthFailed, "auth"),
    ):
        if says(body):
            return kind, name
    if status in _REFUSALS and _says_model(body):
        return errors.ModelMissing, "missing"
    return None


def _by_status(status: int, body: str) -> tuple[type[errors.ModelError], str]:
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return errors.ServerFault, "server_fault"
    return (errors.Refused, "refused") if _says_filter(body) else (errors.BadRequest, "bad_request")


def _where(endpoint: Endpoint) -> str:
    """The server's address without credentials, or the vendor's name."""
    address = endpoint.api_base or ""
    return re.sub(r"//[^/@]*@", "//", address) or endpoint.vendor or endpoint.model
