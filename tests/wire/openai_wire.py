"""OpenAI chat completions, whole and streamed, with the error bodies of the real service."""

from __future__ import annotations

from typing import Any, Literal

from consilium.models.faults import Fault
from tests.wire.dialect import Json, dumped, event, flat, key_of, whole
from tests.wire.records import Asked, Head, Provider, Received, Response, Stream, Whole
from tests.wire.script import Answer, Counts
from tests.wire.vectors import inputs, vector

Refusal = tuple[int, str, str | None, str]
"""Status, type, code, message."""

REFUSALS: dict[Fault, Refusal] = {
    "rate_limit": (
        429, "tokens", "rate_limit_exceeded",
        "Rate limit reached for {model} on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000.",
    ),
    "server_error": (500, "server_error", None, "The server had an error while processing your request."),
    "overloaded": (503, "server_error", None, "The engine is currently overloaded, please try again later"),
    "auth": (401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided: {key}."),
    "region": (
        403, "request_forbidden", "unsupported_country_region_territory",
        "Country, region, or territory not supported",
    ),
    "model_missing": (
        404, "invalid_request_error", "model_not_found",
        "The model `{model}` does not exist or you do not have access to it.",
    ),
    "context_too_long": (
        400, "invalid_request_error", "context_length_exceeded",
        "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
    ),
    "out_of_credit": (
        429, "insufficient_quota", "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details.",
    ),
    "bad_request": (
        400, "invalid_request_error", "unsupported_parameter",
        "Unsupported parameter: 'temperature' is not supported with this model.",
    ),
    "schema_refused": (
        400, "invalid_request_error", None,
        "Invalid schema for response_format 'answer': In context=(), 'required' is required to be supplied.",
    ),
}  # fmt: skip


class OpenAIDialect:
    """``/v1/chat/completions``, ``/v1/embeddings`` and ``/v1/models``."""

    provider: Provider = "openai"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def visit(self, head: Head, body: Json) -> Whole | None:
        """The list of models, and embeddings."""
        if head.path.endswith("/embeddings"):
            return self._embeddings(body)
        if head.method == "GET" and head.path.endswith("/models"):
            return whole({"object": "list", "data": [{"id": "gpt-4o", "object": "model", "owned_by": "wire"}]})
        return None

    def _embeddings(self, body: Json) -> Whole:
        texts = inputs(body)
        self.embedded += texts
        data = [{"object": "embedding", "index": place, "embedding": vector(text)} for place, text in enumerate(texts)]
        tokens = sum(len(text) for text in texts) // 4
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return whole({"object": "list", "model": body["model"], "data": data, "usage": usage})

    def read(self, head: Head, body: Json) -> Asked | None:
        """A chat completion."""
        if not head.path.endswith("/chat/completions"):
            return None
        text = "\n".join(flat(message.get("content") or "") for message in body.get("messages", ()))
        wanted = body.get("response_format") or {}
        schema = (wanted.get("json_schema") or {}).get("schema")
        return Asked(body.get("model", ""), text, bool(body.get("stream")), schema)

    def say(self, answer: Answer, received: Received) -> Response:
        """The completion, or its chunks ending in ``[DONE]``."""
        return self._chunks(answer, received) if received.asked.stream else self._completion(answer, received)

    def refuse(self, answer: Answer, received: Received) -> Response | None:
        """An ``error`` object with the status of the real service."""
        if answer.fault not in REFUSALS:
            return None
        status, kind, code, message = REFUSALS[answer.fault]
        words = message.format(model=received.model, key=key_of(received))
        wait = answer.retry_after if status in {429, 503} and answer.fault != "out_of_credit" else ""
        error = {"message": words, "type": kind, "param": None, "code": code}
        return whole({"error": error}, status, retry_after=wait)

    def _completion(self, answer: Answer, received: Received) -> Whole:
        message: dict[str, Any] = {"role": "assistant", "content": answer.text(received), "refusal": None}
        if answer.thinking:
            message["reasoning_content"] = answer.thinking
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(answer)}
        frame = _frame(answer, received, "chat.completion")
        return whole({**frame, "choices": [choice], "usage": _usage(answer, received)})

    def _chunks(self, answer: Answer, received: Received) -> Stream:
        frame = _frame(answer, received, "chat.completion.chunk")
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        deltas += [{"reasoning_content": answer.thinking}] if answer.thinking else []
        deltas += [{"content": piece} for piece in answer.split(received)]
        frames = [event({**frame, "choices": [_choice(delta, None)]}) for delta in deltas]
        if answer.fault == "incomplete":
            return Stream(tuple(frames))
        frames.append(event({**frame, "choices": [_choice({}, _finish(answer))]}))
        if (received.body.get("stream_options") or {}).get("include_usage"):
            frames.append(b"data: " + dumped({**frame, "choices": [], "usage": _usage(answer, received)}) + b"\n\n")
        return Stream((*frames, b"data: [DONE]\n\n"))


def _frame(answer: Answer, received: Received, kind: Literal["chat.completion", "chat.completion.chunk"]) -> Json:
    model = answer.model or received.model
    return {"id": "chatcmpl-wire", "object": kind, "created": 1700000000, "model": model, "system_fingerprint": "fp_w"}


def _choice(delta: Json, finish: str | None) -> Json:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _finish(answer: Answer) -> str | None:
    if answer.fault == "incomplete":
        return None
    if answer.fault == "filtered":
        return "content_filter"
    return "length" if answer.cut else answer.finish


def _usage(answer: Answer, received: Received) -> Json:
    counts = Counts.of(answer, received)
    return {
        "prompt_tokens": counts.prompt,
        "completion_tokens": counts.completion,
        "total_tokens": counts.prompt + counts.completion,
        "prompt_tokens_details": {"cached_tokens": counts.cached},
    }
