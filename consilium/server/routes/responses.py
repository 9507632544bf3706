"""Which problems an operation may answer with, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from consilium.server.problems import MEDIA_TYPE
from consilium.server.records import ProblemDocument

MEANINGS = {
    400: "The request cannot be read.",
    401: "No key, or one that is unknown, revoked or expired.",
    402: "A limit in money is used up.",
    403: "The key, the origin or the callback's address may not do this.",
    404: "There is no such run, or it belongs to another key.",
    408: "The body took too long to arrive.",
    409: "The run's state does not allow it.",
    412: "The caller expects another server.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    421: "The server does not go by this name.",
    422: "A value is wrong; `errors` says which.",
    429: "Too many requests; Retry-After says how long to wait.",
    500: "The run failed, or a fault of ours.",
    502: "The service behind could not be reached, or failed.",
    503: "No quorum, a full queue, or a server about to end; Retry-After says when to come back.",
}
ALWAYS = (400, 401, 403, 421, 429)
WITH_BODY = (408, 413, 415, 422)


def problems(*statuses: int, body: bool = False) -> dict[int | str, dict[str, Any]]:
    """The problems of an operation: those named, and those that every operation shares."""
    every = sorted({*ALWAYS, *statuses, *(WITH_BODY if body else ())})
    content = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}}}
    return {status: {"description": MEANINGS[status], "content": content} for status in every}
