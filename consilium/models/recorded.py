"""A member that gives the answers some model gave before, found again by their question."""

from __future__ import annotations

import time
import unicodedata
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from consilium.errors import BadRequest
from consilium.models.rows import question_of, read_rows, written
from consilium.models.tokens import likely_tokens
from consilium.protocols.models import OnDelta
from consilium.types.member import Absence, Endpoint
from consilium.types.request import Finish, ModelReply, ModelRequest, Usage
from consilium.wording import say


class RecordedRow(BaseModel):
    """One line of a recording; whatever else was recorded with it does not matter here."""

    model_config = ConfigDict(extra="ignore")

    question: str
    reply: str | dict[str, Any] | list[Any]


class RecordedModel:
    """A ChatModel that answers from the recording in ``endpoint.file``."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    @property
    def model(self) -> str:
        """The name the card gives it."""
        return self.endpoint.model

    @cached_property
    def _replies(self) -> dict[str, str]:
        rows = read_rows(self.endpoint, "recording", RecordedRow)
        # Of two recordings of one question the first counts, as in a script.
        return {normalised(row.question): written(row.reply) for row in reversed(rows) if row.question.strip()}

    async def absence(self) -> Absence | None:
        """Never absent; a recording that cannot be read is a mistake in the configuration.

        Raises:
            ConfigError: the file is missing, or a line of it is wrong.
        """
        assert self._replies is not None
        return None

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """The recorded reply to this question.

        Raises:
            BadRequest: nothing was recorded for it.
        """
        started = time.perf_counter()
        text = self._find(normalised(question_of(request)))
        if text is None:
            values = {"path": self.endpoint.file, "purpose": request.purpose, "round": request.round}
            step = say("models.add_row", **values)
            raise BadRequest(say("models.no_row", **values), next_step=step, model=self.model)
        if on_delta is not None:
            on_delta(text)
        prompt = sum(likely_tokens(part.text) for part in request.parts)
        usage = Usage(prompt, likely_tokens(text), 0, 0.0, calls=1)
        finish: Finish = "stop" if text.strip() else "incomplete"
        native = request.schema is not None
        return ModelReply(text, self.model, finish, usage, native, seconds=time.perf_counter() - started)

    async def aclose(self) -> None:
        """Nothing is open."""

    def _find(self, asked: str) -> str | None:
        """By equality, else the longest recorded question inside the asked one, else one around it."""
        if asked in self._replies:
            return self._replies[asked]
        inside = [question for question in self._replies if question in asked]
        if inside:
            return self._replies[max(inside, key=len)]
        around = [question for question in self._replies if asked and asked in question]
        return self._replies[min(around, key=len)] if around else None


def normalised(question: str) -> str:
    r"""A question without what copying changes: case, spaces, forms of one letter.

    >>> normalised("Is  it\nso?") == normalised("is it so?")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", question).casefold().replace("ё", "е").split())
