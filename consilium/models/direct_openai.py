"""OpenAI, and every server that speaks its chat completions, through the OpenAI SDK itself."""
# ruff: noqa: PLC0415  the SDK is imported when the first request is sent

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.schemas import response_format
from consilium.models.transport import Transport
from consilium.models.wreck import wreck
from consilium.types.request import Finish, JsonSchema, ModelRequest

if TYPE_CHECKING:
    import openai
    from openai.types.completion_usage import CompletionUsage

_FINISHES: Final[dict[str, Finish]] = {"stop": "stop", "length": "length", "content_filter": "filtered"}


class OpenAIModel(Transport["openai.AsyncOpenAI"]):
    """A model behind ``/v1/chat/completions``; options go into the body under their own names."""

    package: ClassVar[str] = "openai"
    extra: ClassVar[str] = "direct"
    vendor: ClassVar[str] = "openai"

    def _open(self) -> openai.AsyncOpenAI:
        import httpx
        import openai

        # The SDK keeps up to a hundred idle connections, among which httpcore then searches for
        # every request: 64 calls side by side took five times as long.
        few = httpx.Limits(max_connections=100, max_keepalive_connections=20)
        return openai.AsyncOpenAI(
            api_key=self.key(),
            base_url=self.endpoint.api_base,
            default_headers=dict(self.endpoint.headers),
            max_retries=0,
            http_client=openai.DefaultAsyncHttpxClient(proxy=self.endpoint.proxy, limits=few),
        )

    async def _close(self, client: openai.AsyncOpenAI) -> None:
        await client.close()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        create: Any = self.client().chat.completions.create
        sent = self._arguments(request, prompt, schema)
        if hearing.on_delta is None:
            self._hear_whole(await create(**sent), hearing)
            return
        async with await create(stream=True, stream_options={"include_usage": True}, **sent) as chunks:
            async for chunk in chunks:
                self._hear_chunk(chunk, hearing)

    def _failure(self, error: Exception) -> Failure | None:
        import openai

        if isinstance(error, openai.APIStatusError):
            return Failure(status=error.status_code, body=error.response.text, headers=error.response.headers)
        if isinstance(error, openai.APIError):
            # Connections that failed have a cause; an error told inside a stream has only words.
            return wreck(error) or Failure(status=500, body=error.message)
        return None

    def _arguments(self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None) -> dict[str, Any]:
        # Servers that only resemble OpenAI know the older name of the limit.
        limit = "max_tokens" if self.endpoint.api_base else "max_completion_tokens"
        body: dict[str, Any] = {limit: request.limits.max_tokens, **self.endpoint.options}
        if "max_completion_tokens" in self.endpoint.options:
            body.pop("max_tokens", None)
        if schema is not None:
            body["response_format"] = response_format(request)
        model = {"model": self.endpoint.model, "messages": prompt.as_messages()}
        return {**model, "extra_body": body, "timeout": request.limits.timeout_s}

    def _hear_whole(self, reply: Any, hearing: Hearing) -> None:
        # A page that is not JSON at all comes back from the SDK as text.
        choices = getattr(reply, "choices", None)
        if not choices:
            return
        hearing.heard = True
        hearing.model = reply.model
        hearing.think(getattr(choices[0].message, "reasoning_content", None))
        hearing.say(choices[0].message.content)
        hearing.end(choices[0].finish_reason, _FINISHES)
        self._count(reply.usage, hearing)

    def _hear_chunk(self, chunk: Any, hearing: Hearing) -> None:
        hearing.heard = True
        hearing.model = chunk.model or hearing.model
        if chunk.usage is not None:
            self._count(chunk.usage, hearing)
        for choice in chunk.choices:
            hearing.think(getattr(choice.delta, "reasoning_content", None))
            hearing.say(choice.delta.content)
            hearing.end(choice.finish_reason, _FINISHES)

    def _count(self, usage: CompletionUsage | None, hearing: Hearing) -> None:
        if usage is not None:
            details = usage.prompt_tokens_details
            hearing.count(usage.prompt_tokens, usage.completion_tokens, details.cached_tokens if details else 0)
