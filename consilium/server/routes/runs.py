"""Runs: started, looked at, steered, kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from consilium.api import Inquiry
from consilium.export import redacted_event, transcript_json, transcript_markdown, verdict_markdown
from consilium.server.callbacks import allowed
from consilium.server.desk import Desk, Order
from consilium.server.feed import ENDINGS
from consilium.server.guard import Asker, Caller, DeskOf, Guard, Reader, run_of
from consilium.server.instance import same_instance
from consilium.server.problems import Problem
from consilium.server.records import FeedbackKept, FeedbackRequest, FollowRequest, RunPage, RunRequest, RunState
from consilium.server.routes.responses import problems
from consilium.server.state import run_state, verdict_of
from consilium.store import Feedback, erase_run
from consilium.types.codec import to_json, to_plain
from consilium.types.event import Event
from consilium.wording import say

HEARTBEAT_S = 10
SLOWEST_READER_S = 60

_SERVER_SENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "The event's number; send it back as Last-Event-ID."},
        "event": {"type": "string", "description": "Its kind."},
        "data": {"type": "string", "description": "The event as JSON (consilium schema event)."},
    },
}

router = APIRouter(prefix="/v1/runs", tags=["runs"])

RunId = Annotated[str, Path(max_length=64, description="The run's id; `last` is the caller's newest run.")]
Redact = Annotated[bool, Query(description="Leave out text made from private notes.")]
Idempotency = Annotated[
    str,
    Header(max_length=200, description="Repeating a request with the same key starts nothing new."),
]


def order_of(
    request: Request, caller: Caller, body: RunRequest, idempotency: str = "", *, streamed: bool = True
) -> Order:
    """A request's body as an order for the desk.

    Raises:
        Problem: the thread is not the caller's, its budget is used up, or the callback leads astray.
    """
    desk: Desk = request.app.state.desk
    guard: Guard = request.app.state.guard
    callback = body.callback
    return Order(
        inquiry=Inquiry(
            question=body.question,
            kind=body.kind,
            options=body.options,
            follow=run_of(caller, desk, body.follow) if body.follow else "",
            members=body.members,
            rounds=body.rounds,
            debate=body.debate,
            usd=guard.remaining_usd(caller),
        ),
        owner=caller.owner,
        metadata=dict(body.metadata),
        idempotency=idempotency,
        streamed=streamed,
        **({"callback": allowed(callback.url, callback.headers, desk.settings.callbacks)} if callback else {}),
    )


def accepted(desk: Desk, run_id: str, caller: Caller, **headers: str) -> JSONResponse:
    """The answer to whoever started or steered a run."""
    state = run_state(desk, run_id, redacted=caller.redacted)
    return JSONResponse(state, 202, headers={"Location": f"/v1/runs/{run_id}", **headers})


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


@router.get(
    "/{run_id}/events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "description": "Server-sent events: `id` is the number, `event` the kind, `data` the event as JSON.",
            "content": {"text/event-stream": {"schema": _SERVER_SENT}},
        },
        **problems(404, 422),
    },
    summary="Watch a run",
    operation_id="watch_run",
)
async def watch(
    run_id: RunId,
    caller: Reader,
    desk: DeskOf,
    after: Annotated[int, Query(ge=0, le=2**53, description="Only events with a higher number.")] = 0,
    last_event_id: Annotated[str, Header(max_length=40, description="The same, as browsers send it.")] = "",
    redact: Redact = False,
) -> Any:
    """Every event of the debate, from the first or from where the reader left off, until its end."""
    known = run_of(caller, desk, run_id)
    place = int(last_event_id) if last_event_id.isdecimal() else after
    stream = _stream(desk, known, place, redacted=redact or caller.redacted)
    return EventSourceResponse(
        stream, ping=HEARTBEAT_S, send_timeout=SLOWEST_READER_S, ping_message_factory=_ping, sep="\n"
    )


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


@router.get(
    "/{run_id}/export",
    response_class=PlainTextResponse,
    responses={
        200: {
            "description": "The transcript, the verdict's card, or the complete record.",
            "content": {
                "text/markdown": {"schema": {"type": "string"}},
                "application/json": {"schema": {"type": "object"}},
            },
        },
        **problems(404, 409, 422),
    },
    operation_id="export_run",
)
async def export(
    run_id: RunId,
    caller: Reader,
    desk: DeskOf,
    format: Annotated[Literal["md", "card", "json"], Query(description="Transcript, card or record.")] = "md",  # noqa: A002
    redact: Redact = False,
) -> Any:
    """The whole debate as Markdown, the verdict's card, or the complete record with prompts and replies."""
    known = run_of(caller, desk, run_id)
    hidden = redact or caller.redacted
    events = [redacted_event(one) if hidden else one for one in desk.store.events(known)]
    verdict = verdict_of(desk, known, redacted=hidden)
    # Prompts hold the notes themselves.
    calls = [] if hidden else desk.store.calls(known)
    if format == "json":
        return Response(to_json(transcript_json(events, verdict, calls)), media_type="application/json")
    if format == "card":
        if verdict is None:
            raise Problem(409, "no_verdict", say("server.no_verdict"), next_step=say("server.read_run"))
        return PlainTextResponse(verdict_markdown(verdict), media_type="text/markdown")
    return PlainTextResponse(transcript_markdown(events, verdict, calls), media_type="text/markdown")


@router.delete("/{run_id}", status_code=204, responses=problems(404, 409, 422), operation_id="delete_run")
async def delete(run_id: RunId, caller: Asker, desk: DeskOf) -> Response:
    """Forget a run: its events, replies, transcript and checkpoints."""
    known = run_of(caller, desk, run_id)
    if desk.feed(known) is not None:
        raise Problem(409, "under_way", say("server.under_way"), next_step=say("server.cancel_first"))
    places = desk.engine.loaded.places
    erase_run(desk.store, known, places.transcripts, places.checkpoints)
    return Response(status_code=204)


def _ping() -> ServerSentEvent:
    return ServerSentEvent(comment="ping")


async def _stream(desk: Desk, run_id: str, after: int, *, redacted: bool) -> AsyncIterator[bytes]:
    """Events from the store, then those of the run's feed, without a gap and without a repetition."""
    feed = desk.feed(run_id)
    last = None
    for event in desk.store.events(run_id, after):
        after, last = event.seq, event
        yield _encoded(event, redacted=redacted)
    if feed is None or (last is not None and last.kind in ENDINGS and feed.ended.is_set()):
        return
    async for event in feed.after(after):
        yield _encoded(event, redacted=redacted)


def _encoded(event: Event, *, redacted: bool) -> bytes:
    shown = redacted_event(event) if redacted else event
    return f"id: {event.seq}\nevent: {event.kind}\ndata: {to_json(to_plain(shown))}\n\n".encode()
