"""Local models through Ollama's native ``/api/chat``: thinking, window, keep-alive, schema as ``format``."""

# ruff: noqa: PLC0415  the SDK is imported when the first request is sent
from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, ClassVar, Final

from consilium.models.failures import Failure
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation
from consilium.models.presence import missing_package
from consilium.models.tokens import fewest_tokens, likely_tokens
from consilium.models.transport import Transport
from consilium.models.window import fitting_window, looks_truncated
from consilium.types.member import Absence, Endpoint
from consilium.types.request import Finish, JsonSchema, ModelRequest, Usage
from consilium.wording import say

if TYPE_CHECKING:
    import ollama

ABSENCE_LIMIT_S: Final = 2.0
"""Seconds a local server has to say which models it holds."""

_OWN_FIELDS: Final = ("think", "keep_alive", "logprobs", "top_logprobs")
_FINISHES: Final[dict[str, Finish]] = {"stop": "stop", "length": "length"}


class OllamaModel(Transport[Any]):
    """A model that Ollama has pulled.

    Ollama cuts a prompt that does not fit and says nothing, so the prompt is measured before, a
    window is asked for that holds it, and what was read is compared with that window after.
    """

    package: ClassVar[str] = "ollama"
    vendor: ClassVar[str] = "ollama"
    steps: ClassVar[Mapping[str, str]] = {
        "unreachable_step": "ollama_unreachable_step",
        "missing_step": "ollama_missing_step",
    }

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self._longest: int | None = None

    async def absence(self) -> Absence | None:
        """Ask the server which models it has, within two seconds."""
        missing = missing_package(self.endpoint, self.package, self.extra)
        if missing is not None:
            return missing
        await self._warm()
        try:
            async with asyncio.timeout(ABSENCE_LIMIT_S):
                listed = await self.client().list()
        except self._errors():
            return Absence(self.endpoint.member, say("models.ollama_down", where=self._address()), "ollama serve")
        names = {_tagged(entry.model or "") for entry in listed.models}
        if _tagged(self.endpoint.model) in names:
            return None
        reason = say("models.ollama_not_pulled", model=self.endpoint.model)
        return Absence(self.endpoint.member, reason, f"ollama pull {self.endpoint.model}")

    def _open(self) -> Any:
        import ollama

        headers = dict(self.endpoint.headers)
        if self.endpoint.api_key:
            headers["authorization"] = f"Bearer {self.endpoint.api_key}"
        return ollama.AsyncClient(host=self.endpoint.api_base, headers=headers, proxy=self.endpoint.proxy)

    async def _close(self, client: Any) -> None:
        await client.close()

    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        window = await self._window(request, prompt)
        sent = self._arguments(request, prompt, schema, window)
        if hearing.on_delta is None:
            self._hear(await self.client().chat(**sent), hearing)
        else:
            async with aclosing(await self.client().chat(stream=True, **sent)) as lines:
                async for line in lines:
                    self._hear(line, hearing)
        if looks_truncated(hearing.prompt_tokens, window, prompt.text):
            raise self.error(Failure("truncated"))

    def _failure(self, error: Exception) -> Failure | None:
        import ollama

        if not isinstance(error, ollama.ResponseError):
            return None
        # The SDK keeps the words and drops the response; it is still the error being handled.
        response = getattr(error.__context__, "response", None)
        status = error.status_code if error.status_code > 0 else 500
        return Failure(status=status, body=str(error.error), headers=dict(getattr(response, "headers", {})))

    def _cost(self, model: str, usage: Usage) -> float | None:
        del model, usage  # what runs on this machine costs nothing
        return 0.0

    def _arguments(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, window: int
    ) -> dict[str, Any]:
        given = dict(self.endpoint.options)
        sent: dict[str, Any] = {name: given.pop(name) for name in _OWN_FIELDS if name in given}
        sent |= {"model": self.endpoint.model, "messages": prompt.as_messages()}
        sent["options"] = {"num_predict": request.limits.max_tokens, **given, "num_ctx": window}
        return sent | ({"format": dict(schema)} if schema is not None else {})

    async def _window(self, request: ModelRequest, prompt: Conversation) -> int:
        given = self.endpoint.options.get("num_ctx")
        window = int(given) if given else fitting_window(likely_tokens(prompt.text) + request.limits.max_tokens)
        if self._longest is None:
            self._longest = await self._trained_window()
        window = min(window, self._longest or window)
        if fewest_tokens(prompt.text) > window:
            raise self.error(Failure("truncated"))
        return window

    async def _trained_window(self) -> int:
        """The longest prompt the model was made for; 0 where the server does not say."""
        import ollama

        try:
            card = await self.client().show(self.endpoint.model)
        except ollama.ResponseError:
            return 0
        lengths = [value for name, value in (card.modelinfo or {}).items() if name.endswith(".context_length")]
        return int(lengths[0]) if lengths else 0

    def _hear(self, line: ollama.ChatResponse, hearing: Hearing) -> None:
        hearing.heard = True
        hearing.model = line.model or hearing.model
        hearing.think(line.message.thinking)
        hearing.say(line.message.content)
        if line.done:
            hearing.end(line.done_reason or "stop", _FINISHES)
            hearing.count(line.prompt_eval_count, line.eval_count)

    def _errors(self) -> tuple[type[Exception], ...]:
        import httpx
        import ollama

        return (ollama.ResponseError, httpx.HTTPError, OSError, TimeoutError)

    def _address(self) -> str:
        return self.endpoint.api_base or "http://127.0.0.1:11434"


def _tagged(name: str) -> str:
    """The name with its tag: ``qwen3`` and ``qwen3:latest`` are one model."""
    return name if ":" in name else f"{name}:latest"
