"""The library: searched, quoted from, listed, and sources taken out of it."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse

from consilium.errors import Busy, UsageError
from consilium.server.guard import Admin, Asker, Caller, DeskOf
from consilium.server.library_records import (
    MOST_HITS,
    Forgotten,
    Found,
    SearchRequest,
    SourcePage,
    Verified,
    VerifyRequest,
)
from consilium.server.library_state import hit_of, source_state, verified_state
from consilium.server.problems import Problem
from consilium.server.routes.ordering import Redact
from consilium.server.routes.responses import problems

router = APIRouter(prefix="/v1", tags=["library"])


@router.post(
    "/search",
    response_model=Found,
    responses=problems(503, body=True),
    summary="Search the library",
    operation_id="search",
)
async def search(body: SearchRequest, caller: Asker, desk: DeskOf, redact: Redact = False) -> Any:
    """Passages of the user's sources for a question; no model is asked."""
    private = body.private and not redact and not caller.redacted
    found = await asyncio.to_thread(desk.engine.library.search, body.query, body.k, private=private)
    return JSONResponse(Found(hits=[hit_of(one) for one in found]).model_dump())


@router.get(
    "/search",
    response_model=Found,
    responses=problems(422, 503),
    summary="Search the library by address",
    operation_id="search_by_address",
)
async def search_by_address(
    caller: Asker,
    desk: DeskOf,
    q: Annotated[str, Query(min_length=1, max_length=4000, description="A question or words.")],
    k: Annotated[int, Query(ge=1, le=MOST_HITS, description="How many passages at most.")] = 10,
    private: Annotated[bool, Query(description="Whether private passages may be among them.")] = True,
    redact: Redact = False,
) -> Any:
    """The same for callers that can only follow an address."""
    return await search(SearchRequest.model_construct(query=q.strip(), k=k, private=private), caller, desk, redact)


@router.post(
    "/verify",
    response_model=Verified,
    responses=problems(503, body=True),
    summary="Check quotations",
    operation_id="verify",
)
async def verify(body: VerifyRequest, caller: Asker, desk: DeskOf, redact: Redact = False) -> Any:
    """Check every quotation of a text against the user's sources; no model is asked."""
    private = body.private and not redact and not caller.redacted
    found = await asyncio.to_thread(desk.engine.library.verify, body.text, private=private)
    return JSONResponse(verified_state(found).model_dump())


@router.get(
    "/sources",
    response_model=SourcePage,
    responses=problems(422, 503),
    summary="List the sources",
    operation_id="list_sources",
)
async def listing(
    caller: Asker,
    desk: DeskOf,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at most.")] = 100,
    after: Annotated[str, Query(max_length=4000, description="Only sources whose id comes after this one.")] = "",
    redact: Redact = False,
) -> Any:
    """What the library holds, by id."""
    private = not redact and not caller.redacted
    known = await asyncio.to_thread(desk.engine.library.sources, private=private)
    rest = sorted((one for one in known if one.source.id > after), key=lambda one: one.source.id)
    page = [source_state(one) for one in rest[:limit]]
    return JSONResponse(SourcePage(sources=page, next=page[-1].id if len(rest) > limit else None).model_dump())


@router.delete(
    "/sources/{source:path}",
    response_model=Forgotten,
    responses=problems(404, 409, 422, 503),
    summary="Forget a source",
    operation_id="forget_source",
)
async def forget(
    source: Annotated[str, Path(max_length=4000, description="The source's id; slashes in it may stay.")],
    caller: Admin,
    desk: DeskOf,
) -> Any:
    """Take a source out of the library, until it is learned by name again; its file is left alone."""
    gone = await _forgotten(desk.engine.library.forget, source, caller)
    return JSONResponse(Forgotten(forgotten=gone).model_dump())


async def _forgotten(forget_: Any, source: str, caller: Caller) -> list[str]:
    try:
        return list(await asyncio.to_thread(forget_, source, private=not caller.redacted))
    except Busy as error:
        raise Problem(409, "learning", error.message, next_step=error.next_step) from error
    except UsageError as error:
        raise Problem(404, "no_such_source", error.message, next_step=error.next_step) from error
