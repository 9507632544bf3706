"""A member that plays a script: replies, delays and faults from a JSONL file, without a network."""

from __future__ import annotations

import asyncio
import time
from functools import cached_property
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from consilium.errors import BadRequest, ModelError
from consilium.models.failures import Failure, error_of
from consilium.models.faults import Fault, meaning
from consilium.models.rows import question_of, read_rows, written
from consilium.models.tokens import likely_tokens
from consilium.protocols.models import OnDelta
from consilium.types.member import Absence, Endpoint
from consilium.types.request import Finish, ModelReply, ModelRequest, Purpose, Usage
from consilium.wording import say

PIECES: Final = 8
SLOW_S: Final = 0.3
"""How late a ``slow`` reply comes where the row names no delay."""

_STATUS: Final[dict[Fault, Failure]] = {
    "rate_limit": Failure(status=429),
    "server_error": Failure(status=500),
    "overloaded": Failure(status=503),
    "timeout": Failure("timed_out"),
    "refused_connection": Failure("unreachable"),
    "disconnect": Failure("unreachable"),
    "auth": Failure(status=401),
    "region": Failure(status=403, body="country, region or territory not supported"),
    "model_missing": Failure(status=404),
    "context_too_long": Failure(status=400, body="context_length_exceeded"),
    "out_of_credit": Failure(status=402),
    "filtered": Failure("filtered"),
    "bad_request": Failure(status=400),
    "garbage": Failure("broken"),
}


class ScriptRow(BaseModel):
    """One line of a script; the first line that fits a request is played, as often as it fits."""

    model_config = ConfigDict(extra="forbid")

    purpose: Purpose
    round: int | None = None
    match: str = ""
    reply: str | dict[str, Any] | list[Any] = ""
    delay_s: float = Field(default=0.0, ge=0)
    fault: Fault | None = None
    model: str = ""
    thinking: str = ""

    def fits(self, request: ModelRequest) -> bool:
        """Whether purpose, round and words of the question agree."""
        return (
            self.purpose == request.purpose
            and self.round in {None, request.round}
            and self.match in question_of(request)
        )


class ScriptedModel:
    """A ChatModel that answers from ``endpoint.file``."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    @property
    def model(self) -> str:
        """The name the card gives it."""
        return self.endpoint.model

    @cached_property
    def _rows(self) -> list[ScriptRow]:
        return read_rows(self.endpoint, "script", ScriptRow)

    async def absence(self) -> Absence | None:
        """Never absent; a script that cannot be read is a mistake in the configuration.

        Raises:
            ConfigError: the file is missing, or a line of it is wrong.
        """
        assert self._rows is not None
        return None

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """Play the first row that fits.

        Raises:
            ModelError: the row's fault, or BadRequest where no row fits.
        """
        started = time.perf_counter()
        row = next((row for row in self._rows if row.fits(request)), None)
        if row is None:
            raise self._unscripted(request)
        try:
            async with asyncio.timeout(request.limits.timeout_s):
                text = await self._play(row, on_delta)
        except TimeoutError as error:
            raise error_of(Failure("timed_out"), self.endpoint) from error
        return self._reply(row, request, text, time.perf_counter() - started)

    async def aclose(self) -> None:
        """Nothing is open."""

    async def _play(self, row: ScriptRow, on_delta: OnDelta | None) -> str:
        delay = row.delay_s or (SLOW_S if row.fault == "slow" else 0.0)
        if row.fault in _STATUS:
            await asyncio.sleep(delay)
            raise error_of(_STATUS[row.fault], self.endpoint)
        text = _faulty(written(row.reply), row.fault)
        if on_delta is None:
            await asyncio.sleep(delay)
            return text
        size = max(1, -(-len(text) // PIECES))
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        # The delay is spread over the pieces, so that a scripted debate looks like a live one.
        for piece in pieces or [""]:
            await asyncio.sleep(delay / max(1, len(pieces)))
            on_delta(piece)
        return text

    def _reply(self, row: ScriptRow, request: ModelRequest, text: str, seconds: float) -> ModelReply:
        finish: Finish = "stop"
        if row.fault is not None:
            meant = meaning(row.fault)
            finish = meant if isinstance(meant, str) else finish
        prompt = sum(likely_tokens(part.text) for part in request.parts)
        usage = Usage(prompt, likely_tokens(row.thinking + text), 0, 0.0, calls=1)
        native = request.schema is not None and row.fault != "schema_refused"
        finish = "incomplete" if finish == "stop" and not text.strip() else finish
        return ModelReply(text, row.model or self.model, finish, usage, native, row.thinking, seconds)

    def _unscripted(self, request: ModelRequest) -> ModelError:
        values = {"path": self.endpoint.file, "purpose": request.purpose, "round": request.round}
        step = say("models.add_row", **values)
        return BadRequest(say("models.no_row", **values), next_step=step, model=self.model)


def _faulty(text: str, fault: Fault | None) -> str:
    if fault == "empty":
        return ""
    return text[: len(text) // 2] if fault == "incomplete" else text
