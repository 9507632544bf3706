"""Gemini through google-generativeai, which Google retired: only for who still has to use it.

The SDK's asynchronous half speaks gRPC and nothing else, so this uses its REST half in a thread.
A thread cannot be cancelled: a cancelled call returns at once, and its request ends by itself, at
the latest when its time is up.
"""
# ruff: noqa: PLC0415  the SDK is imported when the first request is sent

from __future__ import annotations

import threading
import warnings
from collections.abc import Generator
from contextlib import aclosing
from typing import Any, ClassVar, Final

from consilium.models.direct_google import FINISHES, contents
from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.schemas import openapi_schema
from consilium.models.threads import from_thread
from consilium.models.transport import Transport
from consilium.types.request import JsonSchema, ModelRequest

_settings: Final = threading.Lock()
"""The SDK keeps one configuration for the whole process; a client is made while it is ours."""


class LegacyGeminiModel(Transport[Any]):
    """A Gemini model behind the REST API ``v1beta``; options are fields of ``generationConfig``."""

    package: ClassVar[str] = "google.generativeai"
    extra: ClassVar[str] = "gemini-legacy"
    vendor: ClassVar[str] = "google"

    @classmethod
    def _load(cls) -> None:
        with warnings.catch_warnings():
            # It announces its end on import; whoever writes this transport on a card knows.
            warnings.simplefilter("ignore", FutureWarning)
            super()._load()

    def _supports(self, schema: JsonSchema) -> bool:
        return openapi_schema(schema) is not None

    def _open(self) -> Any:
        from google.generativeai.client import configure, get_default_generative_client

        self.refuse_proxy("google-generativeai")
        where = {"api_endpoint": self.endpoint.api_base} if self.endpoint.api_base else None
        headers = [(name.lower(), value) for name, value in self.endpoint.headers.items()]
        with _settings:
            configure(api_key=self.key(), transport="rest", client_options=where, default_metadata=headers)
            return get_default_generative_client()

    async def _close(self, client: Any) -> None:
        client.transport.close()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        client, sent = self.client(), self._request(request, prompt, schema)
        how = {"timeout": request.limits.timeout_s, "retry": None}

        def spoken() -> Generator[Any, None, None]:
            if hearing.on_delta is None:
                yield client.generate_content(sent, **how)
                return
            pieces = client.stream_generate_content(sent, **how)
            try:
                yield from pieces
            finally:
                pieces.cancel()  # closes the connection, which closing the client would not

        async with aclosing(from_thread(spoken)) as pieces:
            async for piece in pieces:
                self._hear(piece, hearing)

    def _failure(self, error: Exception) -> Failure | None:
        from google.api_core.exceptions import GoogleAPICallError

        if isinstance(error, ValueError):
            # What its readers of streams say of anything that is not an array of JSON.
            return Failure("broken")
        if not isinstance(error, GoogleAPICallError):
            return None
        response = getattr(error, "response", None)
        body = getattr(response, "text", "") or error.message
        return Failure(status=int(error.code or 500), body=body, headers=dict(getattr(response, "headers", {})))

    def _request(self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None) -> Any:
        from google.generativeai import protos

        config: dict[str, Any] = {"max_output_tokens": request.limits.max_tokens, **self.endpoint.options}
        if schema is not None:
            config |= {"response_mime_type": "application/json", "response_schema": openapi_schema(schema)}
        sent: dict[str, Any] = {"model": f"models/{self.endpoint.model}", "contents": contents(prompt)}
        if prompt.system:
            sent["system_instruction"] = {"parts": [{"text": prompt.system}]}
        try:
            return protos.GenerateContentRequest({**sent, "generation_config": config})
        except ValueError as error:
            # An option that the SDK does not know, told before it is sent.
            raise self.error(Failure(status=400, body=str(error))) from error

    def _hear(self, piece: Any, hearing: Hearing) -> None:
        hearing.model = piece.model_version or hearing.model
        if piece.prompt_feedback.block_reason:
            hearing.heard, hearing.finish = True, "filtered"
        for candidate in list(piece.candidates)[:1]:
            hearing.heard = True
            for part in candidate.content.parts:
                hearing.say(part.text)
            hearing.end(candidate.finish_reason.name if candidate.finish_reason else None, FINISHES)
        usage = piece.usage_metadata
        if usage.total_token_count:
            counts = (usage.prompt_token_count, usage.candidates_token_count, usage.cached_content_token_count)
            hearing.count(*counts)
