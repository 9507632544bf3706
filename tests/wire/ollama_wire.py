"""Ollama's native API: ``/api/chat`` whole and as NDJSON, embeddings, the models and the version."""

from __future__ import annotations

from typing import Any

from consilium.models.faults import Fault
from tests.wire.dialect import Json, dumped, flat, whole
from tests.wire.records import Asked, Head, Provider, Received, Response, Stream, Whole
from tests.wire.script import Answer, Counts
from tests.wire.vectors import inputs, vector

STAMP = "2026-01-01T00:00:00Z"

REFUSALS: dict[Fault, tuple[int, str]] = {
    "rate_limit": (429, "you have reached your usage limit, please wait"),
    "server_error": (500, "llama runner process has terminated: exit status 2"),
    "overloaded": (503, "server busy, please try again.  maximum pending requests exceeded"),
    "auth": (401, "unauthorized"),
    "region": (403, "this service is not available in your country"),
    "model_missing": (404, "model '{model}' not found"),
    "out_of_credit": (402, "payment required: add credit to continue"),
    "bad_request": (400, '"{model}" does not support thinking'),
    "schema_refused": (400, 'invalid format: expected "json" or a valid JSON Schema object'),
}


class OllamaDialect:
    """A local Ollama that has pulled ``models`` and runs them with ``context`` tokens at most."""

    provider: Provider = "ollama"

    def __init__(self) -> None:
        self.models: list[str] = ["qwen3:latest"]
        self.context = 40960
        self.embedded: list[str] = []

    def visit(self, head: Head, body: Json) -> Whole | None:
        """The models pulled, one model's card, embeddings, the version."""
        if head.path == "/api/tags":
            return whole({"models": [self._tag(name) for name in self.models]})
        if head.path == "/api/show":
            return self._show(str(body.get("model") or body.get("name") or ""))
        if head.path == "/api/embed":
            texts = inputs(body)
            self.embedded += texts
            return whole({"model": body["model"], "embeddings": [vector(text) for text in texts]})
        return whole({"version": "0.12.0"}) if head.path == "/api/version" else None

    def read(self, head: Head, body: Json) -> Asked | None:
        """A chat; Ollama streams unless told not to."""
        if head.path != "/api/chat":
            return None
        text = "\n".join(flat(message.get("content") or "") for message in body.get("messages", ()))
        schema = body["format"] if isinstance(body.get("format"), dict) else None
        num_ctx = (body.get("options") or {}).get("num_ctx")
        return Asked(body.get("model", ""), text, body.get("stream") is not False, schema, num_ctx)

    def say(self, answer: Answer, received: Received) -> Response:
        """One object with ``done``, or a line per piece."""
        if not received.asked.stream:
            return whole(self._last(answer, received, answer.text(received), answer.thinking))
        lines = [self._line(answer, received, "", answer.thinking)] if answer.thinking else []
        lines += [self._line(answer, received, piece) for piece in answer.split(received)]
        lines.append(self._last(answer, received, "", ""))
        return Stream(tuple(dumped(line) + b"\n" for line in lines), "application/x-ndjson")

    def refuse(self, answer: Answer, received: Received) -> Response | None:
        """An ``error`` string with a status."""
        if answer.fault not in REFUSALS:
            return None
        status, message = REFUSALS[answer.fault]
        wait = answer.retry_after if status in {429, 503} else ""
        return whole({"error": message.format(model=received.model)}, status, retry_after=wait)

    def _line(self, answer: Answer, received: Received, piece: str, thinking: str = "") -> dict[str, Any]:
        message = {"role": "assistant", "content": piece} | ({"thinking": thinking} if thinking else {})
        return {"model": answer.model or received.model, "created_at": STAMP, "message": message, "done": False}

    def _last(self, answer: Answer, received: Received, words: str, thinking: str) -> dict[str, Any]:
        line = self._line(answer, received, words, thinking)
        if answer.fault == "incomplete":
            # As seen on a real server: 200, done=false, and no reason given.
            return line
        counts = Counts.of(answer, received)
        window = received.asked.num_ctx or 4096
        # An over-long prompt is cut silently: all that shows is a prompt as long as the window.
        prompt = window if answer.fault == "context_too_long" else counts.prompt
        reason = "length" if answer.cut else answer.finish
        timing = {"total_duration": 10**6, "load_duration": 1000, "prompt_eval_duration": 1000, "eval_duration": 1000}
        numbers = {"prompt_eval_count": prompt, "eval_count": counts.completion, **timing}
        return {**line, "done": True, "done_reason": reason, **numbers}

    def _tag(self, name: str) -> Json:
        details = {"format": "gguf", "family": "qwen3", "parameter_size": "8.2B", "quantization_level": "Q4_K_M"}
        return {"name": name, "model": name, "modified_at": STAMP, "size": 1, "digest": "0" * 64, "details": details}

    def _show(self, name: str) -> Whole:
        known = {pulled for tag in self.models for pulled in (tag, tag.removesuffix(":latest"))}
        if name not in known:
            return whole({"error": f"model '{name}' not found"}, 404)
        info = {"general.architecture": "qwen3", "qwen3.context_length": self.context}
        card = {"template": "{{ .Prompt }}", "details": {"family": "qwen3"}, "capabilities": ["completion"]}
        return whole({**card, "model_info": info, "modified_at": STAMP})
