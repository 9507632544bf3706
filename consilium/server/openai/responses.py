"""Responses: the least of them that lets a client ask, ask on, and come back for the answer."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from consilium.api import Inquiry
from consilium.server.desk import Desk
from consilium.server.guard import Asker, Caller, DeskOf, Reader, run_of
from consilium.server.openai.bodies import Message, ResponsesRequest, texts
from consilium.server.openai.conversation import read_conversation
from consilium.server.openai.errors import refusals
from consilium.server.openai.items import completed, failed, told_events
from consilium.server.openai.models import OPPONENT, model_of
from consilium.server.openai.reply import Reply
from consilium.server.openai.shapes import ResponseObject
from consilium.server.openai.stream import STREAMED, ToldResponse
from consilium.server.openai.talk import begin, kept_reply, seconds
from consilium.server.openai.turns import Turn, Turns
from consilium.server.problems import Problem
from consilium.server.state import run_state
from consilium.types.codec import from_plain
from consilium.wording import say

router = APIRouter(prefix="/v1/responses", tags=["openai"])

_PREFIX = "resp_"


@router.post(
    "",
    response_model=ResponseObject,
    responses={
        200: {
            "description": "The response; with `stream`, its events as server-sent events.",
            "content": {"text/event-stream": STREAMED},
        },
        **refusals(404, 503, body=True),
    },
    summary="Answer a question",
    operation_id="create_response",
)
async def respond(request: Request, body: ResponsesRequest, caller: Asker, desk: DeskOf) -> Any:
    """Debate a question: the debate is the `reasoning` item, the verdict the `message`.

    Whoever leaves before the response is there stops the debate.
    """
    previous = body.previous_response_id or ""
    after = _turn(request, caller, previous) if previous and body.model == OPPONENT else None
    follow = _run(desk, caller, previous, "previous_response_id") if previous and not after else ""
    said = [Message(content=body.input)] if isinstance(body.input, str) else _messages(body)
    metadata = texts(body.metadata)
    conversation = read_conversation(said, "input")
    talk = begin(request, caller, body.model, conversation, metadata=metadata, follow=follow, after=after)
    blank = ResponseObject(
        id=f"{_PREFIX}{talk.id}",
        created_at=talk.created,
        status="in_progress",
        model=talk.model,
        output=[],
        metadata=metadata,
        previous_response_id=body.previous_response_id,
    )
    headers = {"x-request-id": talk.id}
    if body.stream:
        return ToldResponse(told_events(blank, talk), talk.left, headers)
    reply = await talk.whole(request)
    return JSONResponse(completed(blank, talk.id, reply).model_dump(), headers=headers)


@router.get(
    "/{response_id}",
    response_model=ResponseObject,
    responses=refusals(404),
    summary="Look at a response",
    operation_id="get_response",
)
async def show(
    request: Request,
    response_id: Annotated[str, Path(max_length=100, description="The response's id.")],
    caller: Reader,
    desk: DeskOf,
) -> Any:
    """How far a response has come, and all of it once it is there."""
    turn = Turns.of(request, caller).find(response_id.removeprefix(_PREFIX))
    if turn is not None and response_id.startswith(_PREFIX):
        return JSONResponse(_kept_turn(response_id, turn).model_dump())
    run_id = _run(desk, caller, response_id, "response_id")
    state = run_state(desk, run_id, redacted=caller.redacted, brief=True)
    row = desk.store.intake.find(run_id)
    blank = ResponseObject(
        id=response_id,
        created_at=seconds(state["created"]),
        status="cancelled" if state["state"] == "interrupted" else "in_progress",
        model=model_of(from_plain(Inquiry, row.inquiry)) if row else "consilium",
        output=[],
        metadata=state["metadata"],
        previous_response_id=f"{_PREFIX}{state['parent']}" if state["parent"] else None,
    )
    if state["state"] in {"done", "failed"}:
        try:
            blank = completed(blank, run_id, kept_reply(desk, caller, run_id))
        except Problem as problem:
            blank = failed(blank, problem)
    return JSONResponse(blank.model_dump())


def _run(desk: Desk, caller: Caller, response_id: str, param: str) -> str:
    """The run behind a response that the caller may see.

    Raises:
        Problem: there is none, or it is somebody else's: the two cannot be told apart.
    """
    run_id = response_id.removeprefix(_PREFIX)
    try:
        if run_id in {response_id, "last"}:
            raise _missing(response_id, param)
        return run_of(caller, desk, run_id)
    except Problem:
        raise _missing(response_id, param) from None


def _turn(request: Request, caller: Caller, response_id: str) -> Turn:
    """The turn of a match behind a response of the caller's.

    Raises:
        Problem: there is none.
    """
    turn = Turns.of(request, caller).find(response_id.removeprefix(_PREFIX))
    if turn is None:
        raise _missing(response_id, "previous_response_id")
    return turn


def _kept_turn(response_id: str, turn: Turn) -> ResponseObject:
    blank = ResponseObject(
        id=response_id, created_at=turn.created, status="in_progress", model=OPPONENT, output=[], metadata={}
    )
    return completed(blank, response_id.removeprefix(_PREFIX), Reply(turn.content))


def _missing(response_id: str, param: str) -> Problem:
    detail = say("server.no_response", response=response_id)
    return Problem(404, "response_not_found", detail, next_step=say("server.send_history"), param=param)


def _messages(body: ResponsesRequest) -> list[Message]:
    assert not isinstance(body.input, str)
    return [item for item in body.input if item.type == "message"]
