"""What a response is made of: its object, its items, and the events that tell how they come about."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from itertools import count
from typing import Any

from consilium.server.openai.errors import error_document
from consilium.server.openai.reply import Reply, Talk
from consilium.server.openai.shapes import PromptDetails, ReplyDetails, ResponseFault, ResponseObject, ResponsesUsage
from consilium.server.openai.stream import encoded, problem_from
from consilium.server.problems import Problem
from consilium.types.request import Usage

Item = dict[str, Any]
Event = dict[str, Any]


def completed(blank: ResponseObject, run_id: str, reply: Reply) -> ResponseObject:
    """A response with its reply."""
    output = [message_item(run_id, reply.content)]
    if reply.reasoning:
        output.insert(0, reasoning_item(run_id, reply.reasoning))
    return blank.model_copy(update={"status": "completed", "output": output, "usage": _usage(reply.usage)})


def failed(blank: ResponseObject, problem: Problem) -> ResponseObject:
    """A response that came to nothing."""
    error = error_document(problem)["error"]
    told = ResponseFault(code=str(error["code"]), message=error["message"])
    return blank.model_copy(update={"status": "failed", "error": told})


def reasoning_item(run_id: str, text: str) -> Item:
    """The debate."""
    return {"id": f"rs_{run_id}", "type": "reasoning", "summary": [_summary(text)]}


def message_item(run_id: str, text: str) -> Item:
    """The verdict."""
    head = {"id": f"msg_{run_id}", "type": "message", "role": "assistant", "status": "completed"}
    return {**head, "content": [_text(text)]}


async def told_events(blank: ResponseObject, talk: Talk) -> AsyncIterator[bytes]:
    """A response while it comes about: the debate as reasoning, then the verdict as a message."""
    numbers = count()

    def sent(kind: str, **more: Any) -> bytes:
        return encoded({"type": kind, "sequence_number": next(numbers), **more}, kind)

    yield sent("response.created", response=blank.model_dump())
    yield sent("response.in_progress", response=blank.model_dump())
    reasoning = ""
    try:
        async for piece in talk.pieces():
            if piece.reasoning:
                if not reasoning:
                    for kind, more in _reasoning_begins(talk.id):
                        yield sent(kind, **more)
                reasoning += piece.reasoning
                place = {"item_id": f"rs_{talk.id}", "output_index": 0, "summary_index": 0}
                yield sent("response.reasoning_summary_text.delta", **place, delta=piece.reasoning)
            if piece.usage is not None:
                ends = _reasoning_ends(talk.id, reasoning) if reasoning else iter(())
                for kind, more in [*ends, *_message(talk.id, piece.content, int(bool(reasoning)))]:
                    yield sent(kind, **more)
                whole = completed(blank, talk.id, Reply(piece.content, reasoning, piece.usage))
                yield sent("response.completed", response=whole.model_dump())
    except Exception as error:  # noqa: BLE001  the status is sent already: what is left is to say it
        yield sent("response.failed", response=failed(blank, problem_from(error)).model_dump())


def _reasoning_begins(run_id: str) -> Iterator[tuple[str, Event]]:
    empty = {"id": f"rs_{run_id}", "type": "reasoning", "summary": []}
    yield "response.output_item.added", {"output_index": 0, "item": empty}
    place = {"item_id": f"rs_{run_id}", "output_index": 0, "summary_index": 0}
    yield "response.reasoning_summary_part.added", {**place, "part": _summary("")}


def _reasoning_ends(run_id: str, text: str) -> Iterator[tuple[str, Event]]:
    place = {"item_id": f"rs_{run_id}", "output_index": 0, "summary_index": 0}
    yield "response.reasoning_summary_text.done", {**place, "text": text}
    yield "response.reasoning_summary_part.done", {**place, "part": _summary(text)}
    yield "response.output_item.done", {"output_index": 0, "item": reasoning_item(run_id, text)}


def _message(run_id: str, text: str, index: int) -> Iterator[tuple[str, Event]]:
    item = message_item(run_id, text)
    place = {"item_id": item["id"], "output_index": index, "content_index": 0}
    begun = {**item, "status": "in_progress", "content": []}
    yield "response.output_item.added", {"output_index": index, "item": begun}
    yield "response.content_part.added", {**place, "part": _text("")}
    yield "response.output_text.delta", {**place, "delta": text, "logprobs": []}
    yield "response.output_text.done", {**place, "text": text, "logprobs": []}
    yield "response.content_part.done", {**place, "part": _text(text)}
    yield "response.output_item.done", {"output_index": index, "item": item}


def _summary(text: str) -> Item:
    return {"type": "summary_text", "text": text}


def _text(text: str) -> Item:
    return {"type": "output_text", "text": text, "annotations": []}


def _usage(usage: Usage) -> ResponsesUsage:
    return ResponsesUsage(
        input_tokens=usage.prompt_tokens,
        input_tokens_details=PromptDetails(cached_tokens=usage.cached_tokens),
        output_tokens=usage.completion_tokens,
        output_tokens_details=ReplyDetails(),
        total_tokens=usage.prompt_tokens + usage.completion_tokens,
    )
