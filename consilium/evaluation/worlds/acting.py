"""Models that are played by code: transports whose replies a function makes out of what it is sent."""

from __future__ import annotations

from collections.abc import Callable

from consilium.errors import AuthFailed
from consilium.models.tokens import likely_tokens
from consilium.protocols.models import OnDelta
from consilium.types.member import Absence
from consilium.types.request import ModelReply, ModelRequest, Usage
from consilium.wording import say

Play = Callable[[ModelRequest], str | None]
"""The reply to a request; None where the model that is played fails."""


class Actor:
    """A ChatModel without a network.

    Args:
        model: the name it answers under.
        play: makes its replies.
    """

    def __init__(self, model: str, play: Play) -> None:
        self._model = model
        self.play = play

    @property
    def model(self) -> str:
        """The name it answers under."""
        return self._model

    async def absence(self) -> Absence | None:
        """Never absent: a judge that is to be missing is given no seat."""
        return None

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """What the part has to say.

        Raises:
            ModelError: the part is that of a model that fails.
        """
        text = self.play(request)
        if text is None:
            raise AuthFailed(say("evaluation.played_dead"), model=self._model)
        if on_delta is not None:
            on_delta(text)
        prompt = sum(likely_tokens(part.text) for part in request.parts)
        usage = Usage(prompt, likely_tokens(text), 0, 0.0, calls=1)
        return ModelReply(text, self._model, "stop", usage, native_schema=request.schema is not None)

    async def aclose(self) -> None:
        """Nothing is open."""
