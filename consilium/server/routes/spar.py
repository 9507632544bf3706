"""The opponent over HTTP: a match begun, replied to, looked at."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse

from consilium.server.guard import Asker, Reader
from consilium.server.ring import Ring
from consilium.server.routes.ordering import Redact
from consilium.server.routes.responses import problems
from consilium.server.spar_records import (
    SparPage,
    SparReplyRequest,
    SparRequest,
    SparState,
    spar_state,
    spar_summary,
)

router = APIRouter(prefix="/v1/spar", tags=["spar"])

MatchId = Annotated[str, Path(max_length=64, description="The match's id; `last` is the caller's newest match.")]


def _ring(request: Request) -> Ring:
    ring: Ring = request.app.state.ring
    return ring


RingOf = Annotated[Ring, Depends(_ring)]


@router.post(
    "",
    status_code=201,
    response_model=SparState,
    responses=problems(402, 503, body=True),
    summary="Let a thesis be attacked",
    operation_id="begin_spar",
)
async def begin(body: SparRequest, caller: Asker, ring: RingOf, redact: Redact = False) -> Any:
    """Take a thesis apart, and hold each claim against the library and the models of the panel."""
    record = await ring.begin(caller, body.thesis, discreet=redact)
    return JSONResponse(spar_state(record, caller), 201, headers={"Location": f"/v1/spar/{record.id}"})


@router.get(
    "", response_model=SparPage, responses=problems(422, 503), summary="List the matches", operation_id="list_spars"
)
async def listing(
    caller: Reader,
    ring: RingOf,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 20,
    redact: Redact = False,
) -> Any:
    """Matches, newest first; a key sees its own."""
    found = await ring.all(caller, limit, discreet=redact)
    return JSONResponse({"matches": [spar_summary(one) for one in found]})


@router.get(
    "/{match_id}",
    response_model=SparState,
    responses=problems(404, 422, 503),
    summary="Look at a match",
    operation_id="get_spar",
)
async def show(match_id: MatchId, caller: Reader, ring: RingOf, redact: Redact = False) -> Any:
    """A match as it stands. One that private notes went into is not there for those they are kept from."""
    return JSONResponse(spar_state(await ring.find(caller, match_id, discreet=redact), caller))


@router.post(
    "/{match_id}/reply",
    response_model=SparState,
    responses=problems(402, 404, 503, body=True),
    summary="Reply to the opponent",
    operation_id="reply_spar",
)
async def reply(match_id: MatchId, body: SparReplyRequest, caller: Asker, ring: RingOf, redact: Redact = False) -> Any:
    """Answer the attacks on a claim. Only a new argument or a quotation that stands in the library changes anything."""
    record = await ring.reply(caller, match_id, body.text, body.claim, discreet=redact)
    return JSONResponse(spar_state(record, caller))
