"""Embeddings: passed on to the service that the settings name."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from fastapi import APIRouter, Request
from fastapi.responses import Response

from consilium.config.keys import read_keys
from consilium.config.settings import EmbeddingSettings
from consilium.server.doors import OWN_HOSTS
from consilium.server.guard import Asker, DeskOf
from consilium.server.openai.bodies import EmbeddingsRequest
from consilium.server.openai.errors import refusals
from consilium.server.openai.shapes import EmbeddingList
from consilium.server.problems import Problem
from consilium.types.secrets import blotted
from consilium.wording import say

TIMEOUT_S: Final = 60.0
MOST_BYTES: Final = 64_000_000
_OURS_TO_MEND: Final = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED}
)
"""Refusals that concern the server's key, not its caller's."""

router = APIRouter(prefix="/v1", tags=["openai"])


@router.post(
    "/embeddings",
    response_model=EmbeddingList,
    responses=refusals(404, 503, body=True),
    summary="Embed texts",
    operation_id="create_embedding",
)
async def embed(request: Request, _body: EmbeddingsRequest, _caller: Asker, desk: DeskOf) -> Any:
    """Pass texts on to the service behind (server.embeddings), as they came."""
    settings = desk.settings.embeddings
    key = read_keys(desk.engine.loaded.places.keys).get(settings.key_env, "") if settings.key_env else ""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    try:
        reply, content = await _sent(settings.api_base, headers, await request.body())
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unavailable(settings, type(error).__name__) from error
    kind = reply.headers.get("content-type", "").partition(";")[0].strip()
    if content is None or kind != "application/json":
        raise _unavailable(settings, f"HTTP {reply.status_code}, {kind or '?'}")
    if reply.is_success:
        return Response(content, reply.status_code, media_type="application/json")
    if reply.is_client_error and reply.status_code not in _OURS_TO_MEND:
        raise _refused(reply, content, key)
    raise _unavailable(settings, f"HTTP {reply.status_code}")


async def _sent(base: str, headers: dict[str, str], body: bytes) -> tuple[httpx.Response, bytes | None]:
    """What the service answers, and its body; None for one that is larger than any answer."""
    # A proxy named in the environment is for the way out; texts for this machine must not take it.
    outside = urlsplit(base).hostname not in OWN_HOSTS
    content = bytearray()
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False, trust_env=outside) as client,
        client.stream("POST", f"{base.rstrip('/')}/embeddings", content=body, headers=headers) as reply,
    ):
        async for piece in reply.aiter_bytes():
            content += piece
            if len(content) > MOST_BYTES:
                return reply, None
    return reply, bytes(content)


def _refused(reply: httpx.Response, content: bytes, key: str) -> Problem:
    """What the service has against the request, in its own words."""
    try:
        said = json.loads(content)["error"]
        told = said if isinstance(said, dict) else {"message": said}
    except (ValueError, KeyError, TypeError):
        told = {}
    detail = blotted(str(told.get("message") or f"HTTP {reply.status_code}"), [key])
    named = {name: value for name in ("type", "param", "code") if isinstance(value := told.get(name), str)}
    wait = {name: reply.headers[name] for name in ("Retry-After",) if name in reply.headers}
    step = say("server.set_embeddings")
    return Problem(reply.status_code, "embeddings", detail, next_step=step, headers=wait, **named)


def _unavailable(settings: EmbeddingSettings, reason: str) -> Problem:
    detail = say("server.no_embeddings", where=settings.api_base, reason=reason)
    return Problem(503, "embeddings", detail, next_step=say("server.set_embeddings"))
