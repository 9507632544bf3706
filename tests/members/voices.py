"""Members with real prompts and a real verifier over a tiny vault, whose models say what is queued."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consilium.errors import (
    AuthFailed,
    BadRequest,
    ContextTooLong,
    LimitReached,
    ModelMissing,
    OutOfCredit,
    PrivacyBreach,
    RateLimited,
    Refused,
    RegionBlocked,
    ServerFault,
    TimedOut,
    Unreachable,
)
from consilium.knowledge import Library
from consilium.knowledge.quotes import SourceVerifier
from consilium.members import ModelMember, Seat, Voice
from consilium.protocols import Brief, OnDelta
from consilium.types.event import Event, EventKind
from consilium.types.evidence import Passage
from consilium.types.member import Absence, MemberCard
from consilium.types.question import Language, Question
from consilium.types.request import Limits, ModelReply, ModelRequest
from tests.members.prompting_cases import PROMPTS

PUBLIC_WORDS = "In 24 cyclists caffeine shortened a 40 km time trial by 2.3 %."
PRIVATE_WORDS = "My own rides with coffee were not a second faster."
VAULT = {
    "Caffeine.md": f"# Caffeine\n\n> [!quote] A trial\n> {PUBLIC_WORDS} ^trial\n\nA habit of coffee changed nothing.\n",
    "Diary.md": f"---\nprivate: true\n---\n\n# Diary\n\n{PRIVATE_WORDS}\n",
}
FAILURES = [
    error("no", next_step="try later")
    for error in (
        Unreachable, TimedOut, RateLimited, ServerFault, AuthFailed, RegionBlocked, ModelMissing, ContextTooLong,
        OutOfCredit, Refused, BadRequest, LimitReached, PrivacyBreach,
    )
]  # fmt: skip
"""One of everything that can become of a call."""

Reply = str | BaseException | Mapping[str, Any]


def make_index(folder: Path, notes: Mapping[str, str] = VAULT) -> Library:
    """An index over the notes given."""
    vault = folder / "vault"
    vault.mkdir()
    for name, text in notes.items():
        (vault / name).write_text(text, encoding="utf-8")
    index = Library(folder / "index.db", [vault])
    index.refresh()
    return index


def make_brief(index: Library, question: Question, *, limit: int = 8, **more: Any) -> Brief:
    """What the whole panel is given: every passage that shares a word with the question or with coffee."""
    evidence: Sequence[Passage] = index.search(f"{question.text} caffeine coffee", limit)
    return Brief("run", question, tuple(evidence), "f3a91c", more.pop("secret", "the run's secret"), **more)


def card(name: str = "ann", *, local: bool = False) -> MemberCard:
    """A model's card."""
    return MemberCard(name, f"model-{name}", f"vendor-{name}", local=local)


@dataclass
class Line:
    """A Caller that hands out queued replies and remembers what it was asked.

    What is queued is sent in order; after the last reply ``otherwise`` makes one, or the test fails.
    """

    replies: list[Reply] = field(default_factory=list)
    otherwise: Callable[[ModelRequest], Reply] | None = None
    requests: list[ModelRequest] = field(default_factory=list)

    async def send(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        self.requests.append(request)
        if not self.replies and self.otherwise is None:
            message = f"nobody expected {request.purpose} of {request.member}"
            raise AssertionError(message)
        reply = self.replies.pop(0) if self.replies or self.otherwise is None else self.otherwise(request)
        if isinstance(reply, BaseException):
            raise reply
        text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
        if on_delta:
            on_delta(text)
        return ModelReply(text, f"{request.member}-2026")

    @property
    def purposes(self) -> list[str]:
        return [request.purpose for request in self.requests]


@dataclass
class Log:
    """An event log that only remembers."""

    events: list[Event] = field(default_factory=list)

    def emit(self, kind: EventKind, *, member: str = "", round_: int = 0, **data: Any) -> Event:
        event = Event("run", len(self.events) + 1, "2026-01-01T00:00:00Z", kind, member, round_, data)
        self.events.append(event)
        return event

    def delta(self, text: str, *, member: str, round_: int, purpose: str) -> None:
        self.emit("token.delta", member=member, round_=round_, text=text, purpose=purpose)

    @property
    def watched(self) -> bool:
        return True

    def listen(self, listener: Callable[[Event], None]) -> None:
        raise NotImplementedError


class Wire:
    """A transport that is there and is never used: the line is replaced."""

    model = "wire"

    async def absence(self) -> Absence | None:
        return None

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        raise NotImplementedError

    async def aclose(self) -> None:
        """Nothing is open."""


def make_voice(
    line: Line, name: str = "ann", *, local: bool = False, log: Log | None = None, own_schema: Any = None
) -> Voice:
    """A model on the other end of ``line``."""
    seats: dict[Language, Seat] = {"en": Seat("physiologist"), "ru": Seat("физиолог")}
    return Voice(card(name, local=local), line, PROMPTS, seats, log or Log(), Limits(), own_schema)


def make_member(
    line: Line, index: Library, name: str = "ann", *, local: bool = False, log: Log | None = None
) -> ModelMember:
    """A seat taken by the model on the other end of ``line``."""
    return ModelMember(make_voice(line, name, local=local, log=log), Wire(), SourceVerifier(index))


def said(request: ModelRequest) -> str:
    """Everything a request says."""
    return "\n".join(part.text for part in request.parts)


def answered(answer: str | None = "It does.", *texts: str, **fields: Any) -> dict[str, Any]:
    """A reply that fills the answer form in."""
    claims = [{"text": text, "quotes": []} for text in texts or ("Caffeine shortens time trials.",)]
    form = {"claims": claims, "would_prove_wrong": "", "stance": "supports", "answer": answer, "missing": ""}
    return {**form, "confidence": "likely", **fields}


def quoting(quote: str, passage: str = "", text: str = "Caffeine shortens time trials.") -> list[dict[str, Any]]:
    """The claims of a reply that quotes one passage."""
    return [{"text": text, "quotes": [{"passage": passage, "quote": quote}]}]


def judged(verdict: str = "It does [c1].", **fields: Any) -> dict[str, Any]:
    """A reply that fills the judge's form in."""
    form: dict[str, Any] = {
        "answered": [],
        "overturn": None,
        "body": "",
        "would_change": "",
        "limitations": [],
        "position": None,
    }
    return {**form, "verdict": verdict, **fields}
