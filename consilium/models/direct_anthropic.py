"""Claude through Anthropic's own SDK; schemas as ``output_config.format``."""
# ruff: noqa: PLC0415  the SDK is imported when the first request is sent

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Final

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.transport import Transport
from consilium.models.wreck import wreck
from consilium.types.request import Finish, JsonSchema, ModelRequest

if TYPE_CHECKING:
    import anthropic

_FINISHES: Final[dict[str, Finish]] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "filtered",
}
# The SDK no longer has these parameters and current models answer 400 to them.
_REFUSED_OPTIONS: Final = {"temperature", "top_p", "top_k"}
# What an error inside a stream, whose status is 200, would have had as its status.
_STATUSES: Final = {
    "rate_limit_error": HTTPStatus.TOO_MANY_REQUESTS,
    "authentication_error": HTTPStatus.UNAUTHORIZED,
    "permission_error": HTTPStatus.FORBIDDEN,
    "invalid_request_error": HTTPStatus.BAD_REQUEST,
    "not_found_error": HTTPStatus.NOT_FOUND,
}


class AnthropicModel(Transport["anthropic.AsyncAnthropic"]):
    """A model behind ``/v1/messages``; options go into the body under their own names."""

    package: ClassVar[str] = "anthropic"
    extra: ClassVar[str] = "direct"
    vendor: ClassVar[str] = "anthropic"

    def _open(self) -> anthropic.AsyncAnthropic:
        import anthropic

        proxy = self.endpoint.proxy
        return anthropic.AsyncAnthropic(
            api_key=self.key(),
            base_url=self.endpoint.api_base,
            default_headers=dict(self.endpoint.headers),
            max_retries=0,
            http_client=anthropic.DefaultAsyncHttpxClient(proxy=proxy) if proxy else None,
        )

    async def _close(self, client: anthropic.AsyncAnthropic) -> None:
        await client.close()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        create: Any = self.client().messages.create
        sent = self._arguments(request, prompt, schema)
        if hearing.on_delta is None:
            self._hear_whole(await create(**sent), hearing)
            return
        async with await create(stream=True, **sent) as events:
            async for event in events:
                self._hear_event(event, hearing)

    def _failure(self, error: Exception) -> Failure | None:
        import anthropic

        if isinstance(error, anthropic.APIStatusError):
            body = json.dumps(error.body, ensure_ascii=False) if error.body else error.message
            status = error.status_code
            if status == HTTPStatus.OK:
                kind = error.body.get("error", {}).get("type") if isinstance(error.body, dict) else ""
                status = _STATUSES.get(kind or "", HTTPStatus.SERVICE_UNAVAILABLE)
            return Failure(status=status, body=body, headers=error.response.headers)
        if isinstance(error, anthropic.APIError):
            return wreck(error) or Failure(status=500, body=error.message)
        return None

    def _arguments(self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None) -> dict[str, Any]:
        body = {name: value for name, value in self.endpoint.options.items() if name not in _REFUSED_OPTIONS}
        if schema is not None:
            body["output_config"] = {**body.get("output_config", {}), "format": self._format(schema)}
        sent: dict[str, Any] = {
            "model": self.endpoint.model,
            "max_tokens": body.pop("max_tokens", request.limits.max_tokens),
            "messages": [{"role": turn.role, "content": turn.text} for turn in prompt.turns],
            "timeout": request.limits.timeout_s,
            "extra_body": body or None,
        }
        return sent | ({"system": prompt.system} if prompt.system else {})

    def _format(self, schema: JsonSchema) -> dict[str, Any]:
        import anthropic

        # The SDK's own converter closes objects and moves limits that are not enforced into descriptions.
        return {"type": "json_schema", "schema": anthropic.transform_schema(dict(schema))}

    def _hear_whole(self, reply: Any, hearing: Hearing) -> None:
        # A page that is not JSON at all comes back from the SDK as text.
        if not hasattr(reply, "content"):
            return
        hearing.heard = True
        hearing.model = reply.model
        for block in reply.content:
            hearing.think(getattr(block, "thinking", None))
            hearing.say(getattr(block, "text", None))
        hearing.end(reply.stop_reason, _FINISHES)
        self._count(reply.usage, reply.usage.output_tokens, hearing)

    def _hear_event(self, event: Any, hearing: Hearing) -> None:
        hearing.heard = True
        if event.type == "message_start":
            hearing.model = event.message.model
            self._count(event.message.usage, 0, hearing)
        elif event.type == "content_block_delta":
            hearing.think(getattr(event.delta, "thinking", None))
            hearing.say(getattr(event.delta, "text", None))
        elif event.type == "message_delta":
            hearing.end(event.delta.stop_reason, _FINISHES)
            hearing.completion_tokens = event.usage.output_tokens

    def _count(self, usage: Any, completion: int, hearing: Hearing) -> None:
        """Anthropic counts cached tokens beside the input; the input proper excludes them."""
        cached = usage.cache_read_input_tokens or 0
        written = usage.cache_creation_input_tokens or 0
        hearing.count(usage.input_tokens + cached + written, completion, cached)
