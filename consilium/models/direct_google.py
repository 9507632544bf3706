"""Gemini through google-genai; schemas as ``response_json_schema``."""
# ruff: noqa: PLC0415  the SDK is imported when the first request is sent

from __future__ import annotations

import json
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.transport import Transport
from consilium.types.request import Finish, JsonSchema, ModelRequest

if TYPE_CHECKING:
    import httpx2
    from google import genai
    from google.genai import types

API_VERSION: Final = "v1beta"
"""The SDK's own default is ``v1``, which lacks the ``-latest`` models and has refused system instructions."""

FINISHES: Final[dict[str, Finish]] = {
    "max_tokens": "length",
    "safety": "filtered",
    "recitation": "filtered",
    "language": "filtered",
    "blocklist": "filtered",
    "prohibited_content": "filtered",
    "spii": "filtered",
}
"""Gemini's words for the end of a reply, in lower case."""


@dataclass(frozen=True, slots=True)
class GoogleClient:
    """The SDK's client and the HTTP client under it, which the SDK leaves to us to close.

    Left alone the SDK would take aiohttp wherever that happens to be installed, and behave
    differently from one machine to the next.
    """

    sdk: genai.Client
    http: httpx2.AsyncClient


class GoogleModel(Transport[GoogleClient]):
    """A Gemini model with an API key; options are fields of ``GenerateContentConfig``.

    ``options.api_version`` picks the version of the API.
    """

    package: ClassVar[str] = "google.genai"
    extra: ClassVar[str] = "direct"
    vendor: ClassVar[str] = "google"

    def _open(self) -> GoogleClient:
        import httpx2
        from google import genai
        from google.genai import types

        http = httpx2.AsyncClient(proxy=self.endpoint.proxy, timeout=None)
        once = types.HttpRetryOptions(attempts=1)
        options = types.HttpOptions(
            base_url=self.endpoint.api_base,
            api_version=self.endpoint.options.get("api_version", API_VERSION),
            headers=dict(self.endpoint.headers),
            retry_options=once,
            httpx_async_client=http,
        )
        return GoogleClient(genai.Client(vertexai=False, api_key=self.key(), http_options=options), http)

    async def _close(self, client: GoogleClient) -> None:
        await client.sdk.aio.aclose()
        client.sdk.close()
        await client.http.aclose()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        models = self.client().sdk.aio.models
        sent: dict[str, Any] = {
            "model": self.endpoint.model,
            "contents": contents(prompt),
            "config": self._config(request, prompt, schema),
        }
        if hearing.on_delta is None:
            self._hear(await models.generate_content(**sent), hearing)
            return
        stream: Any = await models.generate_content_stream(**sent)
        async with aclosing(stream) as pieces:
            async for piece in pieces:
                self._hear(piece, hearing)

    def _failure(self, error: Exception) -> Failure | None:
        from google.genai import errors

        if not isinstance(error, errors.APIError):
            return None
        headers = getattr(error.response, "headers", None) or {}
        body = json.dumps(error.details, ensure_ascii=False, default=str)
        return Failure(status=error.code or 500, body=body, headers=dict(headers))

    def _config(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None
    ) -> types.GenerateContentConfig:
        from google.genai import types

        fields: dict[str, Any] = {"max_output_tokens": request.limits.max_tokens, **self.endpoint.options}
        fields.pop("api_version", None)
        fields["http_options"] = {"timeout": int(request.limits.timeout_s * 1000)}
        if prompt.system:
            fields["system_instruction"] = prompt.system
        if schema is not None:
            fields |= {"response_mime_type": "application/json", "response_json_schema": dict(schema)}
        try:
            return types.GenerateContentConfig(**fields)
        except ValueError as error:
            # An option that the SDK does not know, told before it is sent.
            raise self.error(Failure(status=400, body=str(error))) from error

    def _hear(self, piece: types.GenerateContentResponse, hearing: Hearing) -> None:
        hearing.model = piece.model_version or hearing.model
        if piece.prompt_feedback is not None and piece.prompt_feedback.block_reason:
            hearing.heard, hearing.finish = True, "filtered"
        for candidate in (piece.candidates or ())[:1]:
            hearing.heard = True
            for part in (candidate.content.parts if candidate.content else None) or ():
                (hearing.think if part.thought else hearing.say)(part.text)
            hearing.end(candidate.finish_reason.value if candidate.finish_reason else None, FINISHES)
        usage = piece.usage_metadata
        if usage is not None:
            completion = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)
            hearing.count(usage.prompt_token_count, completion, usage.cached_content_token_count)


def contents(prompt: Conversation) -> list[dict[str, Any]]:
    """The turns of a conversation as Gemini writes them."""
    sides = {"user": "user", "assistant": "model"}
    return [{"role": sides[turn.role], "parts": [{"text": turn.text}]} for turn in prompt.turns]
