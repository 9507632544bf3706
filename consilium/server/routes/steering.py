"""Runs under way and after: cut short, stopped, gone on with, judged by their user."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from consilium.server.guard import Asker, DeskOf, run_of
from consilium.server.problems import Problem
from consilium.server.records import FeedbackKept, FeedbackRequest, RunState
from consilium.server.routes.ordering import RunId, accepted
from consilium.server.routes.responses import problems
from consilium.store import Feedback
from consilium.types.codec import to_plain
from consilium.wording import say

router = APIRouter(prefix="/v1/runs", tags=["runs"])


@router.post(
    "/{run_id}/cancel",
    status_code=202,
    response_model=RunState,
    responses=problems(404, 409, 422),
    operation_id="cancel_run",
)
async def cancel(run_id: RunId, caller: Asker, desk: DeskOf) -> Any:
    """Stop a run for good; what was paid for stays in its transcript."""
    known = run_of(caller, desk, run_id)
    desk.cancel(known)
    return accepted(desk, known, caller)


@router.post(
    "/{run_id}/judge-now",
    status_code=202,
    response_model=RunState,
    responses=problems(404, 409, 422),
    operation_id="judge_run_now",
)
async def judge_now(run_id: RunId, caller: Asker, desk: DeskOf) -> Any:
    """Enough: have the judge write the verdict from what was said by now."""
    known = run_of(caller, desk, run_id)
    desk.judge_now(known)
    return accepted(desk, known, caller)


@router.post(
    "/{run_id}/resume",
    status_code=202,
    response_model=RunState,
    responses=problems(404, 409, 422, 503),
    operation_id="resume_run",
)
async def resume(run_id: RunId, caller: Asker, desk: DeskOf) -> Any:
    """Go on with a run that failed or was stopped; nothing that was answered is paid for again."""
    known = run_of(caller, desk, run_id)
    desk.resume(known)
    return accepted(desk, known, caller)


@router.post(
    "/{run_id}/feedback",
    status_code=201,
    response_model=FeedbackKept,
    responses=problems(404, 409, body=True),
    operation_id="give_feedback",
)
async def feedback(run_id: RunId, body: FeedbackRequest, caller: Asker, desk: DeskOf) -> Any:
    """Say what a verdict turned out to be worth; deciders learn from it."""
    known = run_of(caller, desk, run_id)
    if not desk.store.has(known):
        raise Problem(409, "not_begun", say("server.not_begun"), next_step=say("server.read_run"))
    if not (body.outcome or body.answer or body.comment):
        raise Problem(422, "invalid", say("server.empty_feedback"), next_step="outcome, answer, comment")
    kept = desk.store.feedback.add(Feedback(known, body.outcome, body.answer, body.comment))
    return JSONResponse(to_plain(kept), 201)
