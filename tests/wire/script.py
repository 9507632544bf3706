"""What the server will say: rules tried in order, the first that fits is played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from consilium.models.faults import Fault
from tests.wire.records import Provider, Received

Reply = str | Callable[[Received], str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the server.

    ``model`` is the model that says it answered (empty: the one asked). Token counts left at None
    are guessed from the text. A stream is cut into ``pieces``, ``pace_s`` apart, after ``delay_s``.
    """

    reply: Reply = "ok"
    fault: Fault | None = None
    delay_s: float = 0.0
    pace_s: float = 0.0
    pieces: int = 4
    thinking: str = ""
    model: str = ""
    finish: Literal["stop", "length"] = "stop"
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cached_tokens: int = 0
    retry_after: str = "2"

    @property
    def cut(self) -> bool:
        """Whether the reply ends at the token limit."""
        return self.fault == "cut_off" or self.finish == "length"

    def text(self, received: Received) -> str:
        """The words of the reply, after the faults that only change the words."""
        words = self.reply if isinstance(self.reply, str) else self.reply(received)
        if self.fault in {"empty", "filtered"}:
            return ""
        return words[: len(words) // 2] if self.fault == "incomplete" else words

    def split(self, received: Received) -> list[str]:
        """The reply's words cut into the pieces of a stream."""
        words = self.text(received)
        size = max(1, -(-len(words) // max(1, self.pieces)))
        return [words[start : start + size] for start in range(0, len(words), size)]


def guess_tokens(text: str) -> int:
    """About as many tokens as ``text`` has; providers count their own way."""
    return len(text) // 4 + 1


@dataclass(frozen=True, slots=True)
class Counts:
    """The token counts that a reply reports."""

    prompt: int
    completion: int
    cached: int

    @classmethod
    def of(cls, answer: Answer, received: Received) -> Counts:
        """Counts as scripted, guessed from the texts where the script leaves them open."""
        words = answer.thinking + answer.text(received)
        prompt = guess_tokens(received.text) if answer.prompt_tokens is None else answer.prompt_tokens
        completion = guess_tokens(words) if answer.completion_tokens is None else answer.completion_tokens
        return cls(prompt, completion, answer.cached_tokens)


@dataclass(slots=True)
class Rule:
    """An answer with the requests it fits; ``times`` None means always."""

    answer: Answer
    match: str = ""
    model: str = ""
    provider: Provider | None = None
    times: int | None = None

    def fits(self, received: Received) -> bool:
        """Whether this rule still applies, and to this request."""
        return (
            self.times != 0
            and self.match in received.text
            and self.model in {"", received.model}
            and self.provider in {None, received.provider}
        )


@dataclass(slots=True)
class Script:
    """The rules in order, and the answer where none fits."""

    default: Answer = field(default_factory=Answer)
    rules: list[Rule] = field(default_factory=list)

    def choose(self, received: Received) -> Answer:
        """The answer of the first rule that fits; counts its use."""
        for rule in self.rules:
            if rule.fits(received):
                if rule.times is not None:
                    rule.times -= 1
                return rule.answer
        return self.default
