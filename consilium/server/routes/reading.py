"""The debate itself: as it happens, and as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query
from fastapi.responses import PlainTextResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from consilium.export import redacted_event, transcript_json, transcript_markdown, verdict_markdown
from consilium.server.desk import Desk
from consilium.server.feed import ENDINGS
from consilium.server.guard import DeskOf, Reader, run_of
from consilium.server.problems import Problem
from consilium.server.routes.ordering import Redact, RunId
from consilium.server.routes.responses import problems
from consilium.server.state import verdict_of
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
    # Nobody knows what a correction was written after reading.
    said = () if hidden else desk.store.feedback.corrections(known)
    if format == "json":
        return Response(to_json(transcript_json(events, verdict, calls, said)), media_type="application/json")
    if format == "card":
        if verdict is None:
            raise Problem(409, "no_verdict", say("server.no_verdict"), next_step=say("server.read_run"))
        return PlainTextResponse(verdict_markdown(verdict), media_type="text/markdown")
    return PlainTextResponse(transcript_markdown(events, verdict, calls, said), media_type="text/markdown")


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
