"""Gemini ``generateContent`` and ``streamGenerateContent``, v1 and v1beta, as SSE or as one JSON array."""

from __future__ import annotations

import re
from typing import Any

from consilium.models.faults import Fault
from tests.wire.dialect import Json, dumped, event, flat, key_of, whole
from tests.wire.records import Asked, Head, Provider, Received, Response, Stream, Whole
from tests.wire.script import Answer, Counts

PATH = re.compile(r"/v1(?:beta|alpha)?/models/(?P<model>[^:]+):(?P<verb>generateContent|streamGenerateContent)$")

REFUSALS: dict[Fault, tuple[int, str, str]] = {
    "rate_limit": (429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    "server_error": (500, "INTERNAL", "An internal error has occurred."),
    "overloaded": (503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    # Gemini answers 400, not 401 and not 403, to a wrong key and to a blocked country.
    "auth": (400, "INVALID_ARGUMENT", "API key not valid: {key}. Please pass a valid API key."),
    "region": (400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
    "model_missing": (404, "NOT_FOUND", "models/{model} is not found for API version v1beta."),
    "context_too_long": (
        400, "INVALID_ARGUMENT",
        "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
    ),
    "out_of_credit": (429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."),
    "bad_request": (400, "INVALID_ARGUMENT", "Invalid value at 'generation_config.temperature'"),
    "schema_refused": (400, "INVALID_ARGUMENT", "Unknown name in generation_config.response_json_schema"),
}  # fmt: skip


class GoogleDialect:
    """The Gemini API with an API key."""

    provider: Provider = "google"

    def visit(self, head: Head, body: Json) -> Whole | None:
        """Nothing but model calls is served."""
        return None

    def read(self, head: Head, body: Json) -> Asked | None:
        """A generation; the system instruction counts as text."""
        found = PATH.match(head.path)
        if found is None:
            return None
        system = body.get("systemInstruction") or body.get("system_instruction") or {}
        text = "\n".join([flat(system), *(flat(content) for content in body.get("contents", ()))])
        config = body.get("generationConfig") or body.get("generation_config") or {}
        names = ("responseJsonSchema", "responseSchema", "response_json_schema", "response_schema")
        schema = next((config[name] for name in names if config.get(name)), None)
        return Asked(found["model"], text, found["verb"].startswith("stream"), schema)

    def say(self, answer: Answer, received: Received) -> Response:
        """One response object, or one per piece."""
        if not received.asked.stream:
            return whole(self._object(answer, received, answer.text(received), answer.thinking, last=True))
        return _framed(self._pieces(answer, received), received)

    def refuse(self, answer: Answer, received: Received) -> Response | None:
        """A ``google.rpc`` status; how long to wait stands in the body, not in a header."""
        if answer.fault not in REFUSALS:
            return None
        code, status, message = REFUSALS[answer.fault]
        words = message.format(model=received.model, key=key_of(received))
        error: dict[str, Any] = {"code": code, "message": words, "status": status}
        if code == 429 and answer.fault == "rate_limit":
            delay = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{answer.retry_after}s"}
            error["details"] = [delay]
        return whole({"error": error}, code)

    def _pieces(self, answer: Answer, received: Received) -> list[Json]:
        pieces = answer.split(received) or [""]
        objects = [self._object(answer, received, "", answer.thinking)] if answer.thinking else []
        objects += [self._object(answer, received, piece) for piece in pieces[:-1]]
        return [*objects, self._object(answer, received, pieces[-1], last=True)]

    def _object(
        self, answer: Answer, received: Received, words: str, thinking: str = "", *, last: bool = False
    ) -> Json:
        counts = Counts.of(answer, received)
        frame: dict[str, Any] = {"modelVersion": answer.model or received.model, "responseId": "wire"}
        frame["usageMetadata"] = _usage(counts)
        if answer.fault == "filtered":
            return {**frame, "promptFeedback": {"blockReason": "SAFETY"}}
        parts = [{"text": thinking, "thought": True}] if thinking else []
        parts += [{"text": words}] if words else []
        candidate: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
        if last and answer.fault != "incomplete":
            candidate["finishReason"] = "MAX_TOKENS" if answer.cut else "STOP"
        return {**frame, "candidates": [candidate]}


def _framed(objects: list[Json], received: Received) -> Stream:
    if received.head.query.get("alt") == "sse":
        return Stream(tuple(event(item) for item in objects))
    commas = [b"[", *[b",\r\n"] * (len(objects) - 1)]
    frames = [comma + dumped(item) for comma, item in zip(commas, objects, strict=True)]
    return Stream((*frames, b"]"), "application/json")


def _usage(counts: Counts) -> Json:
    usage = {"promptTokenCount": counts.prompt, "candidatesTokenCount": counts.completion}
    usage["totalTokenCount"] = counts.prompt + counts.completion
    return usage | ({"cachedContentTokenCount": counts.cached} if counts.cached else {})
