"""Embeddings: passed on to the service that the settings name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import httpx
from fastapi import APIRouter, Request
from fastapi.responses import Response

from consilium.config.keys import read_keys
from consilium.config.settings import EmbeddingSettings
from consilium.server.guard import Asker, DeskOf
from consilium.server.openai.bodies import EmbeddingsRequest
from consilium.server.openai.errors import refusals
from consilium.server.openai.shapes import EmbeddingList
from consilium.server.problems import Problem
from consilium.wording import say

TIMEOUT_S: Final = 60.0
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
    address = f"{settings.api_base.rstrip('/')}/embeddings"
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False) as client:
            reply = await client.post(address, content=await request.body(), headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unavailable(settings, type(error).__name__) from error
    if not _presentable(reply):
        raise _unavailable(settings, f"HTTP {reply.status_code}")
    return Response(reply.content, reply.status_code, media_type="application/json")


def _presentable(reply: httpx.Response) -> bool:
    """Whether an answer is one for our caller: JSON, and about what it sent."""
    kind = reply.headers.get("content-type", "").partition(";")[0].strip()
    theirs = reply.is_success or (reply.is_client_error and reply.status_code not in _OURS_TO_MEND)
    return theirs and kind == "application/json"


def _unavailable(settings: EmbeddingSettings, reason: str) -> Problem:
    detail = say("server.no_embeddings", where=settings.api_base, reason=reason)
    return Problem(503, "embeddings", detail, next_step=say("server.set_embeddings"))
