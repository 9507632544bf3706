"""What is sent to a model and what comes back, whichever transport carries it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Purpose = Literal["answer", "critique", "revise", "judge", "repair", "rewrite", "same", "support", "embed"]
Role = Literal["system", "user", "assistant"]
Finish = Literal["stop", "length", "filtered", "incomplete"]
JsonSchema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a prompt with where it came from; privacy is a property of this text."""

    text: str
    origin: str
    private: bool = False
    role: Role = "user"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use: output tokens and seconds."""

    max_tokens: int = 2048
    timeout_s: float = 120.0


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One request to one model.

    ``call_key`` names the call in the journal. It is derived from what is asked and from whom,
    never from anything random, so a resumed run finds the reply it already paid for.
    """

    run_id: str
    purpose: Purpose
    member: str
    round: int
    parts: tuple[Part, ...]
    template: str = ""
    target: str = ""
    ordinal: int = 0
    schema: JsonSchema | None = None
    schema_name: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def call_key(self) -> str:
        """SHA-256 over run, template, inputs, member, round, purpose, target and ordinal."""
        inputs = [(part.role, part.origin, part.text) for part in self.parts]
        place = [self.run_id, self.template, self.member, self.round, self.purpose, self.target, self.ordinal]
        material = json.dumps([place, inputs], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(material.encode(errors="surrogatepass")).hexdigest()

    @property
    def private(self) -> bool:
        """Whether any part of the prompt is private."""
        return any(part.private for part in self.parts)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and money of one call or of many; ``cost_usd`` is None where no price is known."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float | None = 0.0
    calls: int = 0
    possibly_billed_twice: int = 0

    def __add__(self, other: Usage) -> Usage:
        """Sum of two usages; an unknown price makes the sum's price unknown."""
        unknown = self.cost_usd is None or other.cost_usd is None
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
            None if unknown else (self.cost_usd or 0.0) + (other.cost_usd or 0.0),
            self.calls + other.calls,
            self.possibly_billed_twice + other.possibly_billed_twice,
        )


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A model's raw reply.

    ``model`` is the one that answered, which providers may silently substitute for the one asked.
    ``finish`` is ``length`` for a reply cut at the token limit and ``incomplete`` for one that the
    server broke off without saying so. ``thinking`` never enters the debate.
    """

    text: str
    model: str
    finish: Finish = "stop"
    usage: Usage = field(default_factory=Usage)
    native_schema: bool = False
    thinking: str = ""
    seconds: float = 0.0
