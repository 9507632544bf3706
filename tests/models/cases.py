"""Every way to a model that the conformance suite drives, and how each is pointed at the wire server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consilium.models import open_model
from consilium.models.faults import Fault
from consilium.protocols.models import ChatModel
from consilium.types.member import Endpoint
from consilium.types.request import Limits, ModelRequest, Part
from tests.wire import WireServer
from tests.wire.records import Provider

KEY = "sk-test-0123456789abcdef"
QUESTION = "Растёт ли МПК от интервальных тренировок?"
REPLY = '{"answer": "да — yes", "n": 0.5}'
SCHEMA = {
    "type": "object",
    "properties": {"answer": {"type": "string"}, "n": {"type": "number", "minimum": 0}},
    "required": ["answer"],
}
PARTS = (
    Part("Be brief.", "prompt", role="system"),
    Part(QUESTION, "question"),
    Part("Passage: ёж и мёд.", "evidence"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One transport with one provider behind it.

    ``provider`` None is a member played from a file. ``lacks`` names faults its provider cannot
    have, ``thinks`` whether thinking reaches us, ``hangs_up`` whether cancelling closes the
    connection at once.
    """

    name: str
    transport: str
    model: str
    provider: Provider | None = None
    vendor: str = ""
    lacks: frozenset[Fault] = frozenset()
    thinks: bool = True
    hangs_up: bool = True
    options: dict[str, Any] = field(default_factory=dict)

    def endpoint(self, wire: WireServer, **more: Any) -> Endpoint:
        """The member's endpoint, pointed at the server."""
        bases: dict[Provider | None, str] = {
            "openai": wire.openai_base,
            "anthropic": wire.anthropic_base,
            "google": wire.google_base,
            "ollama": wire.ollama_base,
        }
        given: dict[str, Any] = {"vendor": self.vendor, "api_key": KEY, "key_env": "TEST_KEY"}
        given |= {"api_base": bases.get(self.provider), "options": self.options}
        return Endpoint("m1", self.model, **{**given, **more})

    def open(self, wire: WireServer, folder: Path, reply: str = REPLY, **how: Any) -> ChatModel:
        """The transport, with a server or a file that gives ``reply`` in the way ``how`` says."""
        if self.provider is not None:
            wire.script(reply, **how)
            return open_model(self.transport, self.endpoint(wire))
        path = folder / f"{self.name}.jsonl"
        known = {name: value for name, value in how.items() if name in {"fault", "delay_s", "model", "thinking"}}
        row = {"purpose": "answer", "match": "МПК", **known} if self.name == "scripted" else {"question": QUESTION}
        path.write_text(json.dumps({**row, "reply": reply}, ensure_ascii=False) + "\n", encoding="utf-8")
        return open_model(self.transport, self.endpoint(wire, file=path))


# Ollama has no filter, and tells of a prompt that is too long only by what it read of it.
_OLLAMA_LACKS: frozenset[Fault] = frozenset({"filtered"})

CASES = (
    Case("ollama", "ollama", "qwen3", "ollama", "ollama", lacks=_OLLAMA_LACKS),
    Case("direct-openai", "direct", "gpt-4o", "openai", "openai"),
    Case("direct-anthropic", "direct", "claude-sonnet-5", "anthropic", "anthropic"),
    Case("direct-google", "direct", "gemini-2.5-flash", "google", "google"),
    Case("gemini-legacy", "gemini-legacy", "gemini-2.5-flash", "google", "google", thinks=False, hangs_up=False),
    Case("litellm-openai", "litellm", "openai/gpt-4o", "openai", "openai"),
    Case("litellm-anthropic", "litellm", "anthropic/claude-sonnet-5", "anthropic", "anthropic"),
    Case("litellm-gemini", "litellm", "gemini/gemini-2.5-flash", "google", "google"),
    Case("litellm-ollama", "litellm", "ollama_chat/qwen3", "ollama", "ollama", lacks=_OLLAMA_LACKS),
    Case("scripted", "scripted", "a-script"),
    Case("recorded", "recorded", "a-recording", thinks=False),
)
WIRED = tuple(case for case in CASES if case.provider is not None)
FAULTY = tuple(case for case in CASES if case.name != "recorded")


def request(*, timeout_s: float = 10.0, schema: bool = False, parts: tuple[Part, ...] = PARTS) -> ModelRequest:
    """A request that every case understands."""
    limits = Limits(max_tokens=200, timeout_s=timeout_s)
    wanted = SCHEMA if schema else None
    return ModelRequest("run", "answer", "m1", 1, parts, schema=wanted, schema_name="answer", limits=limits)


async def until(condition: Callable[[], bool], limit_s: float = 30.0) -> None:
    """Wait for something that happens elsewhere; fails when it does not."""
    async with asyncio.timeout(limit_s):
        while not condition():  # noqa: ASYNC110  the condition lies in another thread
            await asyncio.sleep(0.005)
