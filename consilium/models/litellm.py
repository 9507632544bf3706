"""Cloud models through LiteLLM's SDK, and nothing else of LiteLLM.

LiteLLM is large: it takes seconds and 170 MB to import, it would fetch price lists while it does,
read ``.env`` files, retry on its own and log. All of that is switched off here, and it is imported
in a thread when the first request is sent.
"""
# ruff: noqa: PLC0415  the SDK is imported when the first request is sent

from __future__ import annotations

import logging
import os
import re
from contextlib import aclosing
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Final

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.overheard import last_heard, listen, overhear
from consilium.models.presence import missing_key, missing_package
from consilium.models.schemas import response_format
from consilium.models.tokens import likely_tokens
from consilium.models.transport import Transport
from consilium.models.window import fitting_window, looks_truncated
from consilium.models.wreck import wreck
from consilium.types.member import Absence, Endpoint
from consilium.types.request import Finish, JsonSchema, ModelRequest, Usage

if TYPE_CHECKING:
    import httpx

_ENVIRONMENT: Final = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_MODE": "PRODUCTION",
}
_PREFIXES: Final = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google": "gemini",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "xai": "xai",
    "ollama": "ollama_chat",
}
# Which kind of client LiteLLM takes for a provider is written nowhere; these were tried.
_OWN_HTTP: Final = {"anthropic", "gemini", "ollama_chat", "mistral", "deepseek", "xai", "openrouter"}
# Servers that take a schema though LiteLLM's table does not know their models; a refusal falls back.
_TAKE_SCHEMAS: Final = {"openai", "ollama_chat", "hosted_vllm", "llamafile", "lm_studio"}
_LOCAL: Final = {"ollama", "ollama_chat"}
_FINISHES: Final[dict[str, Finish]] = {"stop": "stop", "length": "length", "content_filter": "filtered"}
_PREAMBLE: Final = re.compile(r"^((litellm\.)?\w*(Error|Exception)( -|:) ?)+")


def litellm_name(endpoint: Endpoint) -> tuple[str, str]:
    """LiteLLM's provider for a model, and LiteLLM's name for the model.

    A name without the provider's prefix gets that of the vendor: LiteLLM knows the famous models
    without one, but takes a bare ``gemini-…`` for one of Vertex AI.

    >>> litellm_name(Endpoint("m", "gemini-3", vendor="google"))
    ('gemini', 'gemini/gemini-3')
    """
    prefix, slash, _ = endpoint.model.partition("/")
    own = _PREFIXES.get(endpoint.vendor)
    if slash and (own is None or prefix.islower()):
        return prefix, endpoint.model
    return (own, f"{own}/{endpoint.model}") if own else ("", endpoint.model)


@dataclass(frozen=True, slots=True)
class LiteLLMClient:
    """The HTTP client of one member, and the same in the wrapping that LiteLLM wants for its provider."""

    http: httpx.AsyncClient
    wrapped: Any


class LiteLLMModel(Transport[LiteLLMClient]):
    """Any model that LiteLLM knows, by LiteLLM's name for it (``anthropic/claude-…``)."""

    package: ClassVar[str] = "litellm"

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self.provider, self.name = litellm_name(endpoint)

    async def absence(self) -> Absence | None:
        """Look at the package and at the key of the model's provider."""
        return missing_package(self.endpoint, self.package, self.extra) or missing_key(self.endpoint, self.provider)

    @classmethod
    def _load(cls) -> None:
        """Import LiteLLM so that it neither calls home nor speaks."""
        os.environ.update(_ENVIRONMENT)
        import litellm

        litellm.suppress_debug_info = True
        litellm.drop_params = True
        litellm.disable_streaming_logging = True
        litellm.disable_aiohttp_transport = True
        litellm.turn_off_message_logging = True
        litellm.num_retries = 0
        for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)

    def _open(self) -> LiteLLMClient:
        import httpx
        import openai
        from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

        http = httpx.AsyncClient(
            proxy=self.endpoint.proxy,
            timeout=httpx.Timeout(None),  # each call has its own
            headers={"accept-encoding": "identity"},  # what is overheard is read as it comes
            event_hooks={"response": [overhear]},
        )
        if self.provider == "openai":
            base = self.endpoint.api_base
            return LiteLLMClient(
                http, openai.AsyncOpenAI(api_key=self.key(), base_url=base, http_client=http, max_retries=0)
            )
        if self.provider not in _OWN_HTTP:
            self.refuse_proxy(f"LiteLLM ({self.provider})")
            return LiteLLMClient(http, None)
        handler = AsyncHTTPHandler()
        handler.client = http
        return LiteLLMClient(http, handler)

    async def _close(self, client: LiteLLMClient) -> None:
        await client.http.aclose()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        import litellm

        heard = listen()
        sent = self._arguments(request, prompt, schema)
        if hearing.on_delta is None:
            self._hear_whole(await litellm.acompletion(**sent), hearing)
        else:
            sent["stream_options"] = {"include_usage": True}
            async with aclosing(await litellm.acompletion(stream=True, **sent)) as chunks:
                async for chunk in chunks:
                    self._hear_chunk(chunk, hearing)
                hearing.end(chunks.received_finish_reason or chunks.intermittent_finish_reason, _FINISHES)
        hearing.heard = hearing.heard and heard.readable
        hearing.model = heard.model or hearing.model
        hearing.finish = "incomplete" if heard.broke_off else hearing.finish
        if self.provider in _LOCAL and looks_truncated(hearing.prompt_tokens, sent["num_ctx"], prompt.text):
            raise self.error(Failure("truncated"))

    def _supports(self, schema: JsonSchema) -> bool:
        import litellm

        del schema
        return self.provider in _TAKE_SCHEMAS or litellm.supports_response_schema(self.name)

    def _failure(self, error: Exception) -> Failure | None:
        import openai

        # LiteLLM's errors are all children of the OpenAI SDK's.
        if not isinstance(error, openai.APIError):
            return None
        told = last_heard().failure
        if told is not None:
            return told
        below = wreck(error.__cause__ or error.__context__)
        if below is not None or isinstance(error, openai.APITimeoutError):
            return below or Failure("timed_out")
        if isinstance(error, openai.APIConnectionError):
            # LiteLLM's word for any exception of its own while it reads a reply.
            return Failure("broken")
        status = int(getattr(error, "status_code", 0) or HTTPStatus.INTERNAL_SERVER_ERROR)
        return Failure(status=status, body=_PREAMBLE.sub("", str(error.message)))

    def _cost(self, model: str, usage: Usage) -> float | None:
        return 0.0 if self.provider in _LOCAL else super()._cost(model, usage)

    def _arguments(self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None) -> dict[str, Any]:
        sent: dict[str, Any] = {
            "model": self.name,
            "messages": prompt.as_messages(),
            "max_tokens": request.limits.max_tokens,
            "timeout": request.limits.timeout_s,
            "max_retries": 0,
            "num_retries": 0,
            "api_base": self._api_base(),
            "api_key": self.endpoint.api_key,
            "extra_headers": dict(self.endpoint.headers) or None,
            "client": self.client().wrapped,
            "response_format": response_format(request) if schema is not None else None,
        }
        if self.provider in _LOCAL:
            sent["num_ctx"] = fitting_window(likely_tokens(prompt.text) + request.limits.max_tokens)
        if "max_completion_tokens" in self.endpoint.options:
            del sent["max_tokens"]
        return {name: value for name, value in {**sent, **self.endpoint.options}.items() if value is not None}

    def _api_base(self) -> str | None:
        base = self.endpoint.api_base
        if base and self.provider == "gemini" and not re.search(r"/v\d\w*/?$", base):
            # Every other transport takes an address without the API's version, this provider does not.
            return f"{base.rstrip('/')}/v1beta"
        return base

    def _hear_whole(self, reply: Any, hearing: Hearing) -> None:
        choice = reply.choices[0]
        hearing.heard = True
        hearing.model = self._named(reply.model)
        hearing.think(getattr(choice.message, "reasoning_content", None))
        hearing.say(choice.message.content)
        hearing.end(choice.finish_reason, _FINISHES)
        self._count(reply, hearing)

    def _hear_chunk(self, chunk: Any, hearing: Hearing) -> None:
        hearing.model = self._named(chunk.model) or hearing.model
        self._count(chunk, hearing)
        for choice in chunk.choices:
            hearing.heard = True
            hearing.think(getattr(choice.delta, "reasoning_content", None))
            hearing.say(choice.delta.content)

    def _count(self, spoken: Any, hearing: Hearing) -> None:
        usage = getattr(spoken, "usage", None)
        if usage is not None:
            details = usage.prompt_tokens_details
            cached = details.cached_tokens if details is not None else 0
            hearing.count(usage.prompt_tokens, usage.completion_tokens, cached)

    def _named(self, model: str | None) -> str:
        """The provider's name for a model, without LiteLLM's prefix."""
        return (model or "").removeprefix(f"{self.provider}/")
