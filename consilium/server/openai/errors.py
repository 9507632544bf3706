"""Errors as OpenAI's clients read them."""

from __future__ import annotations

import re
from typing import Any, Final

from starlette.responses import Response

from consilium.server.openai.shapes import ErrorDocument
from consilium.server.problems import Problem
from consilium.server.routes.responses import ALWAYS, MEANINGS
from consilium.types.codec import to_json
from consilium.types.secrets import blotted
from consilium.wording import say

_OURS: Final = re.compile(r"/v1/(models|chat|completions|responses|embeddings)(/.*)?")

_STATUSES: Final = {402: 429, 409: 400, 422: 400}
"""Statuses that these clients do not know, as those they do."""

_BROKEN_RUNS: Final = frozenset({"run_failed", "interrupted"})
_SETTLED: Final = frozenset({"no_quorum", "limit_reached", "budget", *_BROKEN_RUNS})
"""Problems that asking again at once would only repeat, at the price of another debate.

So it is with whatever befell a run: a server about to end keeps it and goes on with it at its next start.
"""

_CODES: Final = {401: "invalid_api_key", 402: "insufficient_quota", 429: "rate_limit_exceeded"}
_TYPES: Final = {402: "insufficient_quota", 429: "requests"}
_SERVER_FAULTS: Final = 500
_WITH_BODY: Final = (408, 413, 415)

_UNION_STEP: Final = re.compile(r"str|list\[.*|function-.*")
"""What pydantic adds to a field's path for each type that it tried."""


def is_openai(path: str) -> bool:
    """Whether a path is one of OpenAI's."""
    return _OURS.fullmatch(path) is not None


def error_document(problem: Problem) -> dict[str, Any]:
    """A problem in OpenAI's form."""
    fallback = "server_error" if problem.status >= _SERVER_FAULTS else "invalid_request_error"
    error = {
        "message": blotted(_message(problem)),
        "type": problem.more.get("type") or _TYPES.get(problem.status, fallback),
        "param": problem.more.get("param") or _param(problem),
        "code": problem.more.get("code") or _CODES.get(problem.status, problem.name),
    }
    return {"error": error}


def error_response(problem: Problem) -> Response:
    """A problem as a response in OpenAI's form."""
    headers = dict(problem.headers)
    if problem.name in _SETTLED or "run_id" in problem.more:
        headers["x-should-retry"] = "false"
    return Response(to_json(error_document(problem)), _status(problem), headers, media_type="application/json")


def _status(problem: Problem) -> int:
    return 503 if problem.name in _BROKEN_RUNS else _STATUSES.get(problem.status, problem.status)


def _message(problem: Problem) -> str:
    """What went wrong and what to do; these clients show nothing else."""
    verdict = problem.more.get("verdict")
    if verdict:
        silent = [f"{one['name']}: {one['reason']}" for one in verdict["members"] if one["reason"]]
        step = say("server.silent_members", reasons="; ".join(silent)) if silent else ""
    else:
        step = problem.next_step
    return f"{problem.detail} → {step}" if step else problem.detail


def _param(problem: Problem) -> str | None:
    """The field of the first mistake, as ``messages[0].content``."""
    faults = problem.more.get("errors")
    if not faults:
        return None
    steps = [step for step in faults[0]["where"].split(".")[1:] if not _UNION_STEP.fullmatch(step)]
    return "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in steps).lstrip(".") or None


def told(path: str, problem: Problem) -> Response:
    """A problem in the form that the callers of a path read."""
    return error_response(problem) if is_openai(path) else problem.response()


def refusals(*statuses: int, body: bool = False) -> dict[int | str, dict[str, Any]]:
    """The errors of an operation, for the document: those named, and those that every operation shares."""
    every = sorted({*ALWAYS, 500, *statuses, *(_WITH_BODY if body else ())})
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ErrorDocument.__name__}"}}}
    named: dict[int | str, dict[str, Any]] = {
        status: {"description": MEANINGS[status], "content": content} for status in every
    }
    # Without this the framework would add a form of its own for invalid requests.
    named["4XX"] = {"model": ErrorDocument, "description": "Any other error of the request, in the same form."}
    return named
