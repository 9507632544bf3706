"""Embeddings of any model that LiteLLM knows."""

# ruff: noqa: PLC0415  the SDK is imported when the first request is sent
from __future__ import annotations

import json

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.litellm import LiteLLMModel
from consilium.models.messages import Conversation
from consilium.models.overheard import listen
from consilium.types.request import JsonSchema, ModelRequest


class LiteLLMEmbedding(LiteLLMModel):
    """Turns each part of a request into a vector; the reply's text is a JSON list of them, in order."""

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        import litellm

        del prompt, schema
        listen()
        sent = {
            "model": self.name,
            "input": [part.text for part in request.parts],
            "timeout": request.limits.timeout_s,
            "max_retries": 0,
            "api_base": self._api_base(),
            "api_key": self.endpoint.api_key,
            "extra_headers": dict(self.endpoint.headers) or None,
            "client": self.client().wrapped,
            "encoding_format": "float" if self.provider == "openai" else None,
        }
        reply = await litellm.aembedding(**{name: value for name, value in sent.items() if value is not None})
        rows = sorted(reply.data, key=lambda row: row["index"])
        if len(rows) != len(request.parts):
            raise self.error(Failure("broken"))
        hearing.heard = True
        hearing.model = self._named(reply.model)
        hearing.say(json.dumps([row["embedding"] for row in rows]))
        hearing.count(reply.usage.prompt_tokens if reply.usage else 0, 0)
        hearing.end("stop", {"stop": "stop"})
