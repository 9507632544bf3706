"""Asking and waiting for the verdict, for callers that want it in one answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from consilium.server.desk import RETRY_AFTER_S, Desk, failure_of
from consilium.server.guard import Asker, Caller, DeskOf
from consilium.server.instance import same_instance
from consilium.server.problems import Problem
from consilium.server.records import AskRequest, RunState
from consilium.server.routes.ordering import Idempotency, Redact, accepted, order_of
from consilium.server.routes.responses import problems
from consilium.server.state import verdict_of
from consilium.types.codec import to_plain
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

router = APIRouter(prefix="/v1", tags=["ask"])

LIMITED = 4
"""The exit code of a verdict that a limit in money prevented."""


@router.post(
    "/ask",
    response_model=VerdictRecord,
    responses={
        202: {"model": RunState, "description": "Patience ended first; the run goes on."},
        **problems(402, 404, 412, 500, 503, body=True),
    },
    dependencies=[Depends(same_instance)],
    summary="Ask and wait",
    operation_id="ask",
)
async def ask(
    request: Request,
    body: AskRequest,
    caller: Asker,
    desk: DeskOf,
    idempotency_key: Idempotency = "",
    redact: Redact = False,
) -> Any:
    """Ask a question and wait for the verdict; the status is 200 only where there is an answer."""
    row, _ = desk.submit(order_of(request, caller, body, idempotency_key, streamed=False))
    if not await desk.finished(row.run_id, body.wait_s):
        return accepted(desk, row.run_id, caller, **{"Retry-After": str(RETRY_AFTER_S)})
    verdict = answered(desk, row.run_id, caller, redacted=redact)
    return JSONResponse(to_plain(verdict), headers={"Location": f"/v1/runs/{row.run_id}"})


def answered(desk: Desk, run_id: str, caller: Caller, *, redacted: bool = False) -> VerdictRecord:
    """The verdict of a run that has ended, provided that it holds an answer.

    Raises:
        Problem: the run failed, was put aside, or came to no answer.
    """
    verdict = verdict_of(desk, run_id, redacted=redacted or caller.redacted)
    if verdict is None:
        raise failure_of(desk.store, run_id) or Problem(
            503,
            "draining",
            say("server.draining"),
            next_step=say("server.come_back"),
            headers={"Retry-After": str(RETRY_AFTER_S)},
            run_id=run_id,
        )
    if verdict.exit_code == 0:
        return verdict
    status, name = (402, "limit_reached") if verdict.exit_code == LIMITED else (503, "no_quorum")
    raise Problem(
        status, name, verdict.stop_reason, next_step=say("server.see_members"), run_id=run_id, verdict=to_plain(verdict)
    )
