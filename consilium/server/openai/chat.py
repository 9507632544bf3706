"""Chat completions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from consilium.server.guard import Asker
from consilium.server.openai.bodies import ChatRequest, texts
from consilium.server.openai.conversation import read_conversation
from consilium.server.openai.errors import error_document, refusals
from consilium.server.openai.reply import Talk
from consilium.server.openai.shapes import (
    ChatCompletion,
    ChatReply,
    ChatUsage,
    Choice,
    PromptDetails,
    ReplyDetails,
)
from consilium.server.openai.stream import STREAMED, ToldResponse, encoded, problem_from
from consilium.server.openai.talk import begin
from consilium.types.request import Usage

router = APIRouter(prefix="/v1", tags=["openai"])

DONE = b"data: [DONE]\n\n"


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses={
        200: {
            "description": "The reply; with `stream`, its chunks as server-sent events.",
            "content": {"text/event-stream": STREAMED},
        },
        **refusals(404, 503, body=True),
    },
    summary="Reply to a conversation",
    operation_id="create_chat_completion",
)
async def complete(request: Request, body: ChatRequest, caller: Asker) -> Any:
    """Debate the last question of a conversation: the debate is `reasoning_content`, the verdict `content`.

    A conversation that ends in an earlier verdict of ours goes on in its thread. Whoever leaves before
    the reply is there stops the debate.
    """
    talk = begin(request, caller, body.model, read_conversation(body.messages), metadata=texts(body.metadata))
    headers = {"x-request-id": talk.id}
    if body.stream:
        counted = bool(body.stream_options and body.stream_options.include_usage)
        return ToldResponse(_chunks(talk, counted=counted), talk.left, headers)
    reply = await talk.whole(request)
    message = ChatReply(content=reply.content, reasoning_content=reply.reasoning or None)
    completion = ChatCompletion(
        id=f"chatcmpl-{talk.id}",
        created=talk.created,
        model=talk.model,
        choices=[Choice(message=message)],
        usage=_usage(reply.usage),
    )
    return JSONResponse(completion.model_dump(), headers=headers)


async def _chunks(talk: Talk, *, counted: bool) -> AsyncIterator[bytes]:
    """The reply in pieces: the role, the debate, the verdict, and the tokens where they are asked for."""
    head = {
        "id": f"chatcmpl-{talk.id}",
        "object": "chat.completion.chunk",
        "created": talk.created,
        "model": talk.model,
    }
    empty = {"usage": None} if counted else {}

    def chunk(delta: dict[str, str], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return encoded({**head, "choices": [choice], **empty})

    try:
        yield chunk({"role": "assistant", "content": ""})
        async for piece in talk.pieces():
            if piece.reasoning:
                yield chunk({"reasoning_content": piece.reasoning})
            if piece.content:
                yield chunk({"content": piece.content})
            if piece.usage is not None:
                yield chunk({}, "stop")
                if counted:
                    yield encoded({**head, "choices": [], "usage": _usage(piece.usage).model_dump()})
    except Exception as error:  # noqa: BLE001  the status is sent already: what is left is to say it
        yield encoded(error_document(problem_from(error)))
    yield DONE


def _usage(usage: Usage) -> ChatUsage:
    return ChatUsage(
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        total_tokens=usage.prompt_tokens + usage.completion_tokens,
        prompt_tokens_details=PromptDetails(cached_tokens=usage.cached_tokens),
        completion_tokens_details=ReplyDetails(),
    )
