"""Anthropic messages, whole and as named events, with the error bodies of the real service."""

from __future__ import annotations

from typing import Any

from consilium.models.faults import Fault
from tests.wire.dialect import Json, event, flat, key_of, whole
from tests.wire.records import Asked, Head, Provider, Received, Response, Stream, Whole
from tests.wire.script import Answer, Counts

REFUSALS: dict[Fault, tuple[int, str, str]] = {
    "rate_limit": (429, "rate_limit_error", "This request would exceed your organization's rate limit."),
    "server_error": (500, "api_error", "Internal server error"),
    "overloaded": (529, "overloaded_error", "Overloaded"),
    "auth": (401, "authentication_error", "invalid x-api-key {key}"),
    # The real service names no country: this is all that a blocked one gets to read.
    "region": (403, "forbidden", "Request not allowed"),
    "model_missing": (404, "not_found_error", "model: {model}"),
    "context_too_long": (400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
    "out_of_credit": (
        400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.",
    ),
    "bad_request": (400, "invalid_request_error", "temperature: Extra inputs are not permitted"),
    "schema_refused": (400, "invalid_request_error", "output_config.format.schema: minimum is not supported"),
}  # fmt: skip


class AnthropicDialect:
    """``/v1/messages``."""

    provider: Provider = "anthropic"

    def visit(self, head: Head, body: Json) -> Whole | None:
        """Nothing but model calls is served."""
        return None

    def read(self, head: Head, body: Json) -> Asked | None:
        """A message; the system prompt counts as text."""
        if not head.path.endswith("/messages"):
            return None
        said = [flat(message.get("content") or "") for message in body.get("messages", ())]
        text = "\n".join([flat(body.get("system") or ""), *said])
        wanted = (body.get("output_config") or {}).get("format") or body.get("output_format") or {}
        schema = wanted.get("schema")
        return Asked(body.get("model", ""), text, bool(body.get("stream")), schema)

    def say(self, answer: Answer, received: Received) -> Response:
        """The message, or its events."""
        return self._events(answer, received) if received.asked.stream else self._message(answer, received)

    def refuse(self, answer: Answer, received: Received) -> Response | None:
        """A typed error; an overload in a stream is told inside it, after 200."""
        if answer.fault not in REFUSALS:
            return None
        status, kind, message = REFUSALS[answer.fault]
        words = message.format(model=received.model, key=key_of(received))
        error = {"type": "error", "error": {"type": kind, "message": words}, "request_id": "req_wire"}
        if answer.fault == "overloaded" and received.asked.stream:
            return Stream((_start(answer, received), event(error, "error")))
        return whole(error, status, retry_after=answer.retry_after if status in {429, 529} else "")

    def _message(self, answer: Answer, received: Received) -> Whole:
        blocks: list[Json] = [{"type": "text", "text": answer.text(received)}] if answer.text(received) else []
        if answer.thinking:
            blocks.insert(0, {"type": "thinking", "thinking": answer.thinking, "signature": "s"})
        counts = Counts.of(answer, received)
        usage = _usage(counts) | {"output_tokens": counts.completion}
        stop = {"stop_reason": _stop(answer), "stop_sequence": None}
        return whole({**_shell(answer, received), "content": blocks, **stop, "usage": usage})

    def _events(self, answer: Answer, received: Received) -> Stream:
        frames = [_start(answer, received)]
        if answer.thinking:
            thought = {"type": "thinking_delta", "thinking": answer.thinking}
            frames += _block(0, {"type": "thinking", "thinking": "", "signature": ""}, [thought])
        deltas = [{"type": "text_delta", "text": piece} for piece in answer.split(received)]
        if deltas:
            frames += _block(1 if answer.thinking else 0, {"type": "text", "text": ""}, deltas)
        if answer.fault == "incomplete":
            return Stream(tuple(frames))
        stop = {"stop_reason": _stop(answer), "stop_sequence": None}
        usage = {"output_tokens": Counts.of(answer, received).completion}
        frames.append(event({"type": "message_delta", "delta": stop, "usage": usage}, "message_delta"))
        return Stream((*frames, event({"type": "message_stop"}, "message_stop")))


def _shell(answer: Answer, received: Received) -> dict[str, Any]:
    model = answer.model or received.model
    return {"id": "msg_wire", "type": "message", "role": "assistant", "model": model}


def _start(answer: Answer, received: Received) -> bytes:
    usage = _usage(Counts.of(answer, received)) | {"output_tokens": 1}
    empty: Json = {"content": [], "stop_reason": None, "stop_sequence": None, "usage": usage}
    return event({"type": "message_start", "message": {**_shell(answer, received), **empty}}, "message_start")


def _block(index: int, opening: Json, deltas: list[dict[str, str]]) -> list[bytes]:
    place = {"index": index}
    told = [("content_block_start", {"content_block": opening})]
    told += [("content_block_delta", {"delta": delta}) for delta in deltas]
    told += [("content_block_stop", {})]
    return [event({"type": kind, **place, **more}, kind) for kind, more in told]


def _stop(answer: Answer) -> str | None:
    if answer.fault in {"incomplete", "filtered"}:
        return "refusal" if answer.fault == "filtered" else None
    return "max_tokens" if answer.cut else "end_turn"


def _usage(counts: Counts) -> dict[str, int]:
    """Anthropic counts cached tokens beside the input, not inside it."""
    fresh = counts.prompt - counts.cached
    return {"input_tokens": fresh, "cache_read_input_tokens": counts.cached, "cache_creation_input_tokens": 0}
