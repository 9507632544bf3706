"""A reply while it is being heard, so that streamed and whole replies come out the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from consilium.models.thinking import ThinkSplitter
from consilium.protocols.models import OnDelta
from consilium.types.request import Finish


@dataclass(slots=True)
class Hearing:
    """Collects what a provider says.

    ``finish`` starts as ``incomplete``: only a server that says how it ended is taken as finished.
    ``prompt_tokens`` counts the cached ones too, ``completion_tokens`` those of thinking too, since
    both are what is paid for.
    """

    on_delta: OnDelta | None = None
    model: str = ""
    finish: Finish = "incomplete"
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    heard: bool = False
    _pieces: list[str] = field(default_factory=list)
    _thoughts: list[str] = field(default_factory=list)
    _splitter: ThinkSplitter = field(default_factory=ThinkSplitter)

    def say(self, piece: str | None) -> None:
        """Take in a piece of the reply and pass it on, thinking inside it excepted."""
        self._keep(*self._splitter.feed(piece or ""))

    def close(self) -> None:
        """Take in what was held back: nothing more will come."""
        self._keep(*self._splitter.rest())

    def _keep(self, words: str, thought: str) -> None:
        self.think(thought)
        if words:
            self._pieces.append(words)
            if self.on_delta is not None:
                self.on_delta(words)

    def think(self, piece: str | None) -> None:
        """Take in a piece of thinking; it is kept apart and never passed on."""
        if piece:
            self._thoughts.append(piece)

    def count(self, prompt: int | None, completion: int | None, cached: int | None = 0) -> None:
        """Take in token counts; providers leave out what is zero."""
        self.prompt_tokens = prompt or 0
        self.completion_tokens = completion or 0
        self.cached_tokens = cached or 0

    def end(self, reason: str | None, finishes: dict[str, Finish]) -> None:
        """Take in the provider's word for how the reply ended; an unknown word means it did end."""
        if reason:
            self.finish = finishes.get(reason.lower(), "stop")

    @property
    def text(self) -> str:
        """The reply so far."""
        return "".join(self._pieces)

    @property
    def thinking(self) -> str:
        """The thinking so far."""
        return "".join(self._thoughts)
