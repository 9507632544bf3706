"""What all transports over an SDK share: the deadline, the fallback for schemas, errors and the price."""

from __future__ import annotations

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from importlib import import_module
from typing import ClassVar, Generic, TypeVar

from consilium.errors import BadRequest, ModelError
from consilium.models.failures import Failure, error_of
from consilium.models.hearing import Hearing
from consilium.models.messages import Conversation, conversation
from consilium.models.presence import missing_key, missing_package
from consilium.models.prices import cost_of, price_of
from consilium.models.wreck import wreck
from consilium.protocols.models import OnDelta
from consilium.types.member import Absence, Endpoint
from consilium.types.request import JsonSchema, ModelReply, ModelRequest, Usage
from consilium.wording import say

Client = TypeVar("Client")

_loaded: set[str] = set()


class Transport(ABC, Generic[Client]):
    """A ChatModel over somebody's SDK; a subclass says how its SDK is opened, asked and understood.

    The SDK is imported when the first request is sent, never before. Its client belongs to the
    event loop it was made in, so another loop (a second ``ask()`` of a script) gets another client.
    """

    package: ClassVar[str]
    extra: ClassVar[str] = ""
    vendor: ClassVar[str] = ""
    steps: ClassVar[Mapping[str, str]] = {}

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._client: Client | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._refused: set[str] = set()

    @property
    def model(self) -> str:
        """The model requested, as the provider names it."""
        return self.endpoint.model

    async def absence(self) -> Absence | None:
        """Look at the package and the key."""
        missing = missing_package(self.endpoint, self.package, self.extra)
        return missing or missing_key(self.endpoint, self.vendor)

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """Send one request; a schema that the provider rejects is left out and the request sent again.

        Raises:
            ModelError: the call failed; the subclass says how.
        """
        await self._warm()
        started = time.perf_counter()
        try:
            async with asyncio.timeout(request.limits.timeout_s):
                hearing, native = await self._with_schema(request, on_delta)
        except ModelError:
            raise
        except TimeoutError as error:
            raise self.error(Failure("timed_out")) from error
        except Exception as error:
            failure = self._failure(error) or wreck(error)
            if failure is None:
                raise
            raise self.error(failure) from error
        if not hearing.heard:
            raise self.error(Failure("broken"))
        if hearing.finish == "filtered" and not hearing.text:
            raise self.error(Failure("filtered"))
        return self._reply(hearing, native=native, seconds=time.perf_counter() - started)

    async def aclose(self) -> None:
        """Close the client; one whose loop is gone has nothing left to close."""
        client, self._client = self._client, None
        if client is not None and self._loop is asyncio.get_running_loop():
            await self._close(client)

    @classmethod
    def _load(cls) -> None:
        """Import the SDK; runs in a thread, since the large ones take seconds."""
        import_module(cls.package)

    @abstractmethod
    def _open(self) -> Client:
        """A client of the SDK for this endpoint, with the SDK's own retries off."""

    @abstractmethod
    async def _close(self, client: Client) -> None:
        """Close the client's connections."""

    @abstractmethod
    async def _ask(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, hearing: Hearing
    ) -> None:
        """Send the request and tell ``hearing`` what comes back, streaming where it has a listener."""

    @abstractmethod
    def _failure(self, error: Exception) -> Failure | None:
        """What an exception of the SDK means; None where it is not one of its own."""

    def _supports(self, schema: JsonSchema) -> bool:
        """Whether the provider can be held to this schema, as far as is known before asking."""
        del schema
        return True

    def _cost(self, model: str, usage: Usage) -> float | None:
        """US dollars of a call, by the price of the model that answered."""
        return cost_of(price_of(model) or price_of(self.endpoint.model), usage)

    def error(self, failure: Failure) -> ModelError:
        """The error that a failure of this transport comes to."""
        return error_of(failure, self.endpoint, self.steps)

    def client(self) -> Client:
        """The client of this event loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._loop is not loop:
            self._client, self._loop = self._open(), loop
        return self._client

    def key(self) -> str:
        """The API key; a server of one's own that needs none is given a word in its place.

        Raises:
            AuthFailed: there is neither a key nor such a server.
        """
        if not self.endpoint.api_key and not self.endpoint.api_base:
            raise self.error(Failure(status=HTTPStatus.UNAUTHORIZED))
        return self.endpoint.api_key or "none"

    def refuse_proxy(self, sdk: str) -> None:
        """Fail rather than go around a proxy: it may be there because the direct way is closed.

        Raises:
            BadRequest: this member has a proxy of its own and the SDK cannot be given one.
        """
        if self.endpoint.proxy:
            values = {"model": self.model, "sdk": sdk}
            step = say("models.proxy_unsupported_step", **values)
            raise BadRequest(say("models.proxy_unsupported", **values), next_step=step, model=self.model)

    async def _warm(self) -> None:
        """Import the SDK before the clock runs, without holding the event loop up."""
        if self.package in _loaded:
            return
        try:
            await asyncio.to_thread(self._load)
        except ImportError as error:
            missing = missing_package(self.endpoint, self.package, self.extra)
            if missing is None:
                raise
            raise BadRequest(missing.reason, next_step=missing.fix, model=self.model) from error
        _loaded.add(self.package)

    async def _with_schema(self, request: ModelRequest, on_delta: OnDelta | None) -> tuple[Hearing, bool]:
        prompt = conversation(request.parts)
        mark = json.dumps(request.schema, sort_keys=True)
        if request.schema is not None and mark not in self._refused and self._supports(request.schema):
            try:
                return await self._once(request, prompt, request.schema, on_delta), True
            except BadRequest:
                hearing = await self._once(request, prompt, None, on_delta)
                # It was the schema: the provider need not be asked again with it.
                self._refused.add(mark)
                return hearing, False
        return await self._once(request, prompt, None, on_delta), False

    async def _once(
        self, request: ModelRequest, prompt: Conversation, schema: JsonSchema | None, on_delta: OnDelta | None
    ) -> Hearing:
        hearing = Hearing(on_delta)
        try:
            await self._ask(request, prompt, schema, hearing)
            hearing.close()
        except Exception as error:
            failure = self._failure(error)
            if failure is None:
                raise
            raise self.error(failure) from error
        return hearing

    def _reply(self, hearing: Hearing, *, native: bool, seconds: float) -> ModelReply:
        usage = Usage(hearing.prompt_tokens, hearing.completion_tokens, hearing.cached_tokens, None, calls=1)
        model = hearing.model or self.endpoint.model
        # A reply without a word is never a whole one, whatever the server calls it.
        finish = "incomplete" if hearing.finish == "stop" and not hearing.text.strip() else hearing.finish
        paid = replace(usage, cost_usd=self._cost(model, usage))
        return ModelReply(hearing.text, model, finish, paid, native, hearing.thinking, seconds)
