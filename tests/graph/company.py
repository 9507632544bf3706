"""A company of in-memory members, so that the machine is walked without transports or a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from langgraph.checkpoint.memory import InMemorySaver

from consilium.deciding import Plurality, SplitGate
from consilium.deciding.gate import Debate
from consilium.graph import Context, State, build_graph
from consilium.graph.context import Topology
from consilium.members.template_judge import template_judgement
from consilium.protocols import Brief, Colleague
from consilium.types.codec import from_plain, to_plain
from consilium.types.event import Event, EventKind
from consilium.types.evidence import Passage
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point, abstention
from consilium.types.question import Option, Question
from consilium.types.request import Usage
from consilium.types.verdict import Judgement, LedgerClaim, Settlement, VerdictRecord

CHOICE = Question("Which?", "choice", (Option("A", "first"), Option("B", "second"), Option("C", "third")), "en")
OPEN = Question("Does it help?", "open", (), "en")


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

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]


@dataclass
class Player:
    """A member that says what it is told to, and remembers what it was shown."""

    card: MemberCard
    position: str | None
    moves_to: str | None = None
    names_reason: bool = True
    points: bool = True
    claims: int = 1
    private: bool = False
    votes: bool = True
    seen: list[Colleague] = field(default_factory=list)
    heard: list[Sequence[Critique]] = field(default_factory=list)
    rivals: list[Colleague | None] = field(default_factory=list)

    async def absence(self) -> Absence | None:
        return None

    async def answer(self, brief: Brief) -> Opinion:
        if self.position is None:
            return abstention(self.card.name, 0, "silent", cause="Unreachable")
        names = [opaque_id("c", brief.fence, self.card.name, 0, place) for place in range(self.claims)]
        claims = tuple(Claim(name, f"{self.position} because {self.card.name}") for name in names)
        position = self.position if self.votes else None
        return Opinion(self.card.name, 0, self.position, position, 0.6, claims, private=self.private)

    async def critique(self, brief: Brief, target: Colleague, round_: int) -> Critique:
        self.seen.append(target)
        points = tuple(Point(claim.id, "attack", "not so") for claim in target.opinion.claims) if self.points else ()
        name = opaque_id("k", brief.fence, round_, self.card.name, target.opinion.member)
        return Critique(name, self.card.name, target.opinion.member, round_, points)

    async def revise(
        self, brief: Brief, own: Opinion, critiques: Sequence[Critique], rival: Colleague | None, round_: int
    ) -> Opinion:
        self.heard.append(critiques)
        self.rivals.append(rival)
        if self.moves_to is None:
            return replace(own, round=round_)
        change = Change(
            own.position or "",
            self.moves_to,
            critiques[0].id if self.names_reason else "",
            "new words" if self.names_reason else "",
            capitulation=not self.names_reason,
        )
        if change.capitulation:
            return replace(own, round=round_, change=change)
        return replace(own, round=round_, position=self.moves_to, answer=self.moves_to, change=change)


@dataclass
class Bench:
    """A judge that uses the template and remembers the case."""

    cases: list[tuple[Sequence[Colleague], Sequence[LedgerClaim], Settlement]] = field(default_factory=list)
    judgement: Judgement | None = None

    async def judge(
        self, brief: Brief, opinions: Sequence[Colleague], ledger: Sequence[LedgerClaim], settlement: Settlement
    ) -> Judgement:
        self.cases.append((opinions, ledger, settlement))
        return self.judgement or template_judgement(brief.question, ledger, settlement)


class Rewrite:
    """Rewrites by putting a mark in front."""

    async def rewrite(self, brief: Brief) -> Question:
        return replace(brief.question, text=f"[standing alone] {brief.question.text}")


@dataclass
class Shelf:
    """A retriever over a fixed list."""

    passages: Sequence[Passage] = ()
    queries: list[str] = field(default_factory=list)

    def search(self, query: str, limit: int, *, private: bool = False) -> Sequence[Passage]:
        self.queries.append(query)
        return self.passages[:limit]


class Still:
    """A clock that stands still."""

    def now(self) -> str:
        return "2026-01-01T00:00:00.000Z"

    def monotonic(self) -> float:
        return 5.0


def model(name: str, *, local: bool = True, debates: bool = True) -> MemberCard:
    return MemberCard(name, f"model-of-{name}", f"vendor-of-{name}", local=local, debates=debates)


def expert(name: str) -> MemberCard:
    return MemberCard(name, "librarian", name, local=True, expert=True, debates=False)


def company(
    players: Sequence[Player],
    *,
    debate: Debate = "when_split",
    rounds: int = 1,
    topology: Topology = "ring",
    readers: int = 2,
    quorum: int = 1,
    settle_at: float = 0.75,
    absent: Mapping[str, tuple[MemberCard, Absence]] | None = None,
    bench: Bench | None = None,
    shelf: Shelf | None = None,
) -> Context:
    return Context(
        run_id="run",
        secret="secret",
        members={player.card.name: player for player in players},
        absent=absent or {},
        judge=bench or Bench(),
        rewriter=Rewrite(),
        retriever=shelf or Shelf(),
        decider=Plurality(),
        stop_rule=SplitGate(debate, rounds, settle_at),
        events=Log(),
        clock=Still(),
        usage=Usage,
        started=2.0,
        topology=topology,
        readers=readers,
        quorum=quorum,
    )


async def walk(context: Context, question: Question = CHOICE, thread: str = "") -> tuple[VerdictRecord, State]:
    """Run the compiled machine; the verdict and the last state."""
    graph = build_graph().compile(checkpointer=InMemorySaver())
    start: State = {"question": to_plain(question), "thread": thread, "thread_private": False}
    state = await graph.ainvoke(start, {"configurable": {"thread_id": "run"}}, context=context)
    return from_plain(VerdictRecord, state["verdict"]), cast("State", state)


def events_of(context: Context) -> Log:
    assert isinstance(context.events, Log)
    return context.events
