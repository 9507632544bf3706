"""A line whose every guard writes down when it was passed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from consilium.calls import ELSEWHERE, CallLine, DailyBudget, Limiter, Seam, Weights
from consilium.protocols import OnDelta
from consilium.types.event import Event, EventKind
from consilium.types.member import Absence, MemberCard
from consilium.types.request import Limits, ModelReply, ModelRequest, Part, Purpose, Usage

LOCAL = MemberCard("home", "qwen", "alibaba", local=True)
CLOUD = MemberCard("cloud", "gpt", "openai", local=False)

Answer = ModelReply | BaseException


def request(
    text: str = "Why?",
    *,
    private: bool = False,
    purpose: Purpose = "answer",
    ordinal: int = 0,
    timeout_s: float = 5.0,
) -> ModelRequest:
    parts = (Part("Be brief.", "system", role="system"), Part(text, "question", private=private))
    return ModelRequest("run", purpose, "home", 0, parts, ordinal=ordinal, limits=Limits(100, timeout_s))


def reply(text: str = "Because.", *, cost: float | None = 0.01) -> ModelReply:
    return ModelReply(text, "gpt-2026", usage=Usage(10, 5, 0, cost, 1))


@dataclass
class Clock:
    """Time that stands still until it is moved."""

    seconds: float = 0.0

    def now(self) -> str:
        return "2026-01-01T00:00:00.000Z"

    def monotonic(self) -> float:
        return self.seconds


@dataclass
class Log:
    trace: list[str]
    events: list[Event] = field(default_factory=list)

    def emit(self, kind: EventKind, *, member: str = "", round_: int = 0, **data: Any) -> Event:
        event = Event("run", len(self.events) + 1, "", kind, member, round_, data)
        self.events.append(event)
        self.trace.append(kind)
        return event

    def delta(self, text: str, *, member: str, round_: int, purpose: str) -> None:
        raise NotImplementedError

    @property
    def watched(self) -> bool:
        return True

    def listen(self, listener: Callable[[Event], None]) -> None:
        raise NotImplementedError

    def data(self, kind: str) -> list[Mapping[str, Any]]:
        return [event.data for event in self.events if event.kind == kind]


@dataclass
class Journal:
    trace: list[str]
    kept: dict[str, ModelReply] = field(default_factory=dict)

    def begin(self, request: ModelRequest) -> ModelReply | None:
        self.trace.append("journal.begin")
        return self.kept.get(request.call_key)

    def withdraw(self, request: ModelRequest) -> None:
        self.trace.append("journal.withdraw")

    def finish(self, request: ModelRequest, reply: ModelReply) -> None:
        self.trace.append("journal.finish")
        self.kept[request.call_key] = reply

    def usage(self, run_id: str) -> Usage:
        return Usage()


class Budget(DailyBudget):
    """The real budget, watched."""

    def __init__(self, trace: list[str], per_question: float, spent_today: Callable[[], float]) -> None:
        super().__init__(per_question, 10.0, spent_today)
        self.trace = trace

    def reserve(self, key: str, estimate_usd: float) -> None:
        self.trace.append("budget.reserve")
        super().reserve(key, estimate_usd)

    def settle(self, key: str, cost_usd: float | None) -> None:
        self.trace.append("budget.settle")
        super().settle(key, cost_usd)

    def release(self, key: str) -> None:
        self.trace.append("budget.release")
        super().release(key)

    @property
    def set_aside(self) -> float:
        return sum(self._reserved.values())

    @property
    def spent(self) -> float:
        return self._spent


@dataclass
class Transport:
    """Answers from a list, the last answer for ever; counts who is inside at once."""

    trace: list[str]
    answers: list[Answer]
    gate: asyncio.Event | None = None
    seen: list[ModelRequest] = field(default_factory=list)
    inside: int = 0
    most_inside: int = 0
    model: str = "gpt"

    async def absence(self) -> Absence | None:
        return None

    async def complete(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        self.seen.append(request)
        self.trace.append("transport")
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        try:
            if self.gate is not None:
                await self.gate.wait()
            await asyncio.sleep(0)
            answer = self.answers[min(len(self.seen), len(self.answers)) - 1]
            if isinstance(answer, BaseException):
                raise answer
            return answer
        finally:
            self.inside -= 1

    async def aclose(self) -> None:
        return None


class Turns(Limiter):
    """The real limiter, watched."""

    def __init__(self, trace: list[str]) -> None:
        super().__init__()
        self.trace = trace

    @asynccontextmanager
    async def turn(self, server: str, concurrent: int, weights: Weights = ELSEWHERE) -> Any:
        async with super().turn(server, concurrent, weights):
            self.trace.append("limiter")
            yield


@dataclass
class Line:
    """One line with everything that can be asked about it."""

    send: Callable[..., Any]
    trace: list[str]
    budget: Budget
    journal: Journal
    log: Log
    transport: Transport
    waits: list[float]
    clock: Clock


def a_line(
    *answers: Answer,
    card: MemberCard = CLOUD,
    estimate: float | Iterable[float] = 0.02,
    limit: float = 1.0,
    concurrent: int = 4,
    tries: int = 3,
    gate: asyncio.Event | None = None,
    spent_today: Callable[[], float] = lambda: 0.0,
) -> Line:
    trace: list[str] = []
    waits: list[float] = []
    clock = Clock()
    budget, journal, log = Budget(trace, limit, spent_today), Journal(trace), Log(trace)
    transport = Transport(trace, list(answers) or [reply()], gate)
    estimates: Iterator[float] | None = None if isinstance(estimate, float) else iter(estimate)

    def cost(_: ModelRequest) -> float:
        return estimate if isinstance(estimate, float) else next(estimates or iter(()))

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.seconds += seconds

    seam = Seam(journal, budget, Turns(trace), log, clock)
    line = CallLine(card, transport, seam, cost, "server", concurrent, tries, sleep)
    return Line(line.send, trace, budget, journal, log, transport, waits, clock)
