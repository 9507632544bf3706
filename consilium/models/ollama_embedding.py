"""Embeddings of a local model through Ollama's ``/api/embed``."""

from __future__ import annotations

import json

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.ollama import OllamaModel
from consilium.types.request import JsonSchema, ModelRequest


class OllamaEmbedding(OllamaModel):
    """Turns each part of a request into a vector; the reply's text is a JSON list of them, in order."""

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        del prompt, schema
        reply = await self.client().embed(
            model=self.endpoint.model,
            input=[part.text for part in request.parts],
            keep_alive=self.endpoint.options.get("keep_alive"),
        )
        if len(reply.embeddings) != len(request.parts):
            raise self.error(Failure("broken"))
        hearing.heard = True
        hearing.model = reply.model or self.endpoint.model
        hearing.say(json.dumps([list(vector) for vector in reply.embeddings]))
        hearing.count(reply.prompt_eval_count, 0)
        hearing.end("stop", {"stop": "stop"})
