"""Learning over HTTP: folders and files of the server's machine, and how far that is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse

from consilium.server.desk import RETRY_AFTER_S
from consilium.server.guard import Admin
from consilium.server.lessons import Lessons
from consilium.server.library_records import LearnRequest, LearnState
from consilium.server.library_state import learn_state
from consilium.server.problems import Problem
from consilium.server.routes.ordering import Redact
from consilium.server.routes.responses import problems
from consilium.wording import say

router = APIRouter(prefix="/v1/learn", tags=["library"])

Patience = Annotated[float, Query(ge=0, le=290, description="Wait so many seconds for its end.")]


def _lessons(request: Request) -> Lessons:
    lessons: Lessons = request.app.state.lessons
    return lessons


LessonsOf = Annotated[Lessons, Depends(_lessons)]


@router.post(
    "",
    response_model=LearnState,
    responses={
        202: {"model": LearnState, "description": "Patience ended first; the learning goes on."},
        **problems(409, 500, 503, body=True),
    },
    summary="Learn folders and files",
    operation_id="learn",
)
async def learn(
    body: LearnRequest, caller: Admin, lessons: LessonsOf, wait_s: Patience = 60, redact: Redact = False
) -> Any:
    """Take folders and files into the library, or everything known again; what is unchanged costs next to nothing."""
    begun = lessons.begin(_paths(body.paths))
    await lessons.finished(begun, wait_s)
    if begun.problem is not None:
        raise begun.problem
    at = {"Location": f"/v1/learn/{begun.id}"}
    state = learn_state(begun, redacted=redact or caller.redacted).model_dump()
    if begun.lesson is None:
        return JSONResponse(state, 202, headers={**at, "Retry-After": str(RETRY_AFTER_S)})
    return JSONResponse(state, headers=at)


@router.get(
    "/{lesson_id}",
    response_model=LearnState,
    responses=problems(404, 422),
    summary="Look at a learning",
    operation_id="get_learning",
)
async def show(
    lesson_id: Annotated[str, Path(max_length=64, description="The learning's id.")],
    caller: Admin,
    lessons: LessonsOf,
    wait_s: Patience = 0,
    redact: Redact = False,
) -> Any:
    """How far a learning is, and what it did; known until the server ends."""
    begun = lessons.find(lesson_id)
    await lessons.finished(begun, wait_s)
    return JSONResponse(learn_state(begun, redacted=redact or caller.redacted).model_dump())


def _paths(names: Sequence[str]) -> list[File]:
    """What is to be learned.

    Raises:
        Problem: a path is not absolute, does not exist, or is the whole disk.
    """
    for place, name in enumerate(names):
        fault = _fault(File(name))
        if fault:
            where = f"body.paths.{place}"
            errors = [{"where": where, "what": fault}]
            detail = say("server.invalid", where=where, what=fault)
            raise Problem(422, "invalid", detail, next_step=say("server.absolute_path"), errors=errors)
    return [File(name) for name in names]


def _fault(path: File) -> str:
    if not path.is_absolute():
        return say("server.path_not_absolute")
    try:
        known = path.exists()
    except OSError:  # longer than any name can be
        known = False
    if not known:
        return say("server.no_path")
    resolved = path.resolve()
    return say("server.whole_disk") if resolved == resolved.parent else ""
