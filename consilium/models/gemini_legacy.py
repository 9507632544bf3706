"""Gemini through google-generativeai, which Google retired: only for who still has to use it.

The SDK's asynchronous half speaks gRPC and nothing else, so this uses its REST half in a thread.
A thread cannot be cancelled: a cancelled call returns at once, and its request ends by itself, at
the latest when its time is up.
"""
# ruff: noqa: PLC0415  the SDK is imported when the first request is sent

from __future__ import annotations

import threading
import warnings
from typing import Any, ClassVar, Final, TypeVar

from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.schemas import openapi_schema
from consilium.models.transport import Transport
from consilium.types.request import JsonSchema, ModelRequest

T = TypeVar("T")

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
        import google.generativeai as genai
        from google.generativeai.client import get_default_generative_client

        where = {"api_endpoint": self.endpoint.api_base} if self.endpoint.api_base else None
        headers = [(name.lower(), value) for name, value in self.endpoint.headers.items()]
        with _settings:
            genai.configure(api_key=self.key(), transport="rest", client_options=where, default_metadata=headers)
            return get_default_generative_client()

    async def _close(self, client: Any) -> None:
        client.transport.close()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        client, sent = self.client(), self._request(request, prompt, schema)
        how = {"timeout": request.limits.timeout_s, "retry": None}
        if hearing.on_delta is None:
            self._hear(await in_thread(lambda: client.generate_content(sent, **how)), hearing)
            return
        stream = await in_thread(lambda: iter(client.stream_generate_content(sent, **how)))
        while (piece := await in_thread(lambda: next(stream, None))) is not None:
            self._hear(piece, hearing)
