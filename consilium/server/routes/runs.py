"""Runs: started, listed, looked at, continued, forgotten."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from consilium.server.guard import Asker, DeskOf, Reader, run_of
from consilium.server.instance import same_instance
from consilium.server.problems import Problem
from consilium.server.records import FollowRequest, RunPage, RunRequest, RunState
from consilium.server.routes.ordering import Idempotency, Redact, RunId, accepted, order_of
from consilium.server.routes.responses import problems
from consilium.server.state import run_state
from consilium.store import erase_run
from consilium.wording import say

router = APIRouter(prefix="/v1/runs", tags=["runs"])


@router.post(
    "",
    status_code=202,
    response_model=RunState,
    dependencies=[Depends(same_instance)],
    responses=problems(402, 404, 412, 503, body=True),
    summary="Start a run",
    operation_id="start_run",
)
async def start(
    request: Request, body: RunRequest, caller: Asker, desk: DeskOf, idempotency_key: Idempotency = ""
) -> Any:
    """Ask a question. The answer comes at once; the debate goes on without its caller."""
    row, repeated = desk.submit(order_of(request, caller, body, idempotency_key))
    return accepted(desk, row.run_id, caller, **({"Idempotency-Replayed": "true"} if repeated else {}))


@router.get("", response_model=RunPage, responses=problems(404, 422), summary="List runs", operation_id="list_runs")
async def listing(
    caller: Reader,
    desk: DeskOf,
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 20,
    before: Annotated[str, Query(max_length=64, description="Only runs older than this one.")] = "",
) -> Any:
    """Runs that have begun, newest first; a key sees its own."""
    start_at = run_of(caller, desk, before) if before else ""
    owner = None if caller.everybody else caller.owner
    found = desk.store.list(limit + 1, before=start_at, owner=owner)
    runs = [run_state(desk, one.id, redacted=caller.redacted, brief=True) for one in found[:limit]]
    return JSONResponse({"runs": runs, "next": runs[-1]["id"] if len(found) > limit else None})


@router.get(
    "/{run_id}", response_model=RunState, responses=problems(404, 422), summary="Look at a run", operation_id="get_run"
)
async def show(
    run_id: RunId,
    caller: Reader,
    desk: DeskOf,
    wait_s: Annotated[float, Query(ge=0, le=60, description="Wait so many seconds for its end.")] = 0,
    redact: Redact = False,
) -> Any:
    """How far a run has come, and its verdict once there is one."""
    known = run_of(caller, desk, run_id)
    if wait_s:
        await desk.finished(known, wait_s)
    return JSONResponse(run_state(desk, known, redacted=redact or caller.redacted))


@router.post(
    "/{run_id}/follow-up",
    status_code=202,
    response_model=RunState,
    responses=problems(402, 404, 409, 503, body=True),
    operation_id="follow_up_run",
)
async def follow_up(
    request: Request, run_id: RunId, body: FollowRequest, caller: Asker, desk: DeskOf, idempotency_key: Idempotency = ""
) -> Any:
    """Ask on in the thread of a run; its verdict is context and never evidence."""
    full = RunRequest(**body.model_dump(), follow=run_of(caller, desk, run_id))
    row, repeated = desk.submit(order_of(request, caller, full, idempotency_key))
    return accepted(desk, row.run_id, caller, **({"Idempotency-Replayed": "true"} if repeated else {}))


@router.delete("/{run_id}", status_code=204, responses=problems(404, 409, 422), operation_id="delete_run")
async def delete(run_id: RunId, caller: Asker, desk: DeskOf) -> Response:
    """Forget a run: its events, replies, transcript and checkpoints."""
    known = run_of(caller, desk, run_id)
    if desk.feed(known) is not None:
        raise Problem(409, "under_way", say("server.under_way"), next_step=say("server.cancel_first"))
    places = desk.engine.loaded.places
    erase_run(desk.store, known, places.transcripts, places.checkpoints)
    return Response(status_code=204)
