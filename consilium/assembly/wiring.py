"""Putting one run together: lines, voices, members, the judge, and what they share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from consilium.assembly.capacity import evidence_tokens
from consilium.assembly.company import Company
from consilium.assembly.counsel import RunCounsel
from consilium.assembly.deciders import Fitted, decider_of
from consilium.assembly.experts import expert
from consilium.assembly.library import Collection, OwnNotes
from consilium.assembly.panel import Seating
from consilium.assembly.speaking import labels, open_voice
from consilium.assembly.theses import PastTheses
from consilium.calls import DailyBudget, Limiter, Seam
from consilium.config import Loaded, Settings
from consilium.deciding import SplitGate
from consilium.graph.context import Context
from consilium.knowledge import SourceVerifier
from consilium.members import ChainJudge, ChainRewriter, Desk, LocalMatcher, ModelMember, Prompts, Supporter, Voice
from consilium.protocols import Clock, EventLog, Member
from consilium.store import Matches, SqliteRunStore, SystemClock
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Wiring:
    """What outlives a run and is shared by all runs of one home.

    ``reserved`` is the money that all of them have set aside for calls under way, by call.
    """

    loaded: Loaded
    store: SqliteRunStore
    notes: Collection
    prompts: Prompts
    limiter: Limiter
    clock: Clock
    reserved: dict[str, float] = field(default_factory=dict)

    @classmethod
    def open(cls, loaded: Loaded) -> Wiring:
        """Open the home: its runs, its notes, its prompts.

        Raises:
            StoreError: the home cannot be written.
            ConfigError: a folder of notes is missing.
        """
        clock = SystemClock()
        return cls(
            loaded=loaded,
            store=SqliteRunStore(loaded.places.database, clock),
            notes=Collection.open(loaded),
            prompts=Prompts(loaded.folders("prompts")),
            limiter=Limiter(loaded.settings.gpu.memory_gb),
            clock=clock,
        )

    def close(self) -> None:
        """Close the databases."""
        self.notes.close()
        self.store.close()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.loaded.settings


def run_context(
    wiring: Wiring,
    company: Company,
    run_id: str,
    secret: str,
    events: EventLog,
    earlier: Sequence[str] = (),
    cut: asyncio.Event | None = None,
) -> Context:
    """The company of one run as the graph wants it.

    Args:
        wiring: what all runs share.
        company: who takes part.
        run_id: the run.
        secret: what its fences and permutations derive from.
        events: its log.
        earlier: earlier questions of its thread, newest last.
        cut: set from outside to end the debate early.
    """
    settings = wiring.settings
    decider, other = decider_of(wiring.loaded, wiring.store, company)
    asking = decider.asking if isinstance(decider, Fitted) else None
    seam = _seam(wiring, run_id, events)
    verifier = SourceVerifier(wiring.notes.current)
    voice = partial(_voice, wiring, seam, len(company.present) + len(company.judges[:1]))
    judges = [voice(seating) for seating in company.judges]
    models = [seating for seating in company.present if not seating.card.expert]
    # Rewriting is a small job: members on this machine first, then the cheapest.
    writers = sorted(
        models, key=lambda seating: (not seating.card.local, seating.price.output if seating.price else 1e9)
    )
    return Context(
        run_id=run_id,
        secret=secret,
        members={
            seating.card.name: _member(seating, voice, Desk(seating.card, verifier, wiring.notes.current, events))
            for seating in company.present
        },
        absent={seating.card.name: (seating.card, absence) for seating, absence in company.absent},
        judge=ChainJudge([] if company.embedded else judges, verifier),
        rewriter=ChainRewriter([voice(seating) for seating in writers], tuple(earlier)),
        retriever=OwnNotes(wiring.notes, sample_allowed=company.embedded),
        decider=decider,
        stop_rule=SplitGate(settings.debate, settings.rounds, settings.settle_at, asking.target if asking else None),
        events=events,
        clock=wiring.clock,
        usage=lambda: wiring.store.journal.usage(run_id),
        started=wiring.clock.monotonic(),
        passages=settings.knowledge.passages,
        topology=settings.topology,
        readers=settings.readers,
        quorum=settings.quorum,
        warnings=(*_warnings(wiring, company), *([other] if other else [])),
        labeller=next((Supporter(voice(seating)) for seating in models if labels(seating)), None),
        asking=asking,
        matcher=LocalMatcher(voice(company.matcher), wiring.store.sameness) if company.matcher else None,
        counsellor=RunCounsel(wiring.loaded, wiring.store, wiring.notes, run_id, (_theses(wiring, run_id),)),
        cut=cut or asyncio.Event(),
    )


def _theses(wiring: Wiring, run_id: str) -> PastTheses:
    """The theses of whoever asked this run."""
    row = wiring.store.intake.find(run_id)
    return PastTheses(Matches(wiring.loaded.places.spars), row.owner if row else "")


def _seam(wiring: Wiring, run_id: str, events: EventLog) -> Seam:
    limits = wiring.settings.limits
    spent = wiring.store.journal.usage(run_id).cost_usd or 0.0
    budget = DailyBudget(limits.usd_per_question, limits.usd_per_day, wiring.store.spent_today, spent, wiring.reserved)
    return Seam(wiring.store.journal, budget, wiring.limiter, events, wiring.clock)


def _voice(wiring: Wiring, seam: Seam, readers: int, seating: Seating) -> Voice:
    return open_voice(seating, seam, wiring.prompts, evidence_tokens(seating, wiring.settings, readers))


def _member(seating: Seating, voice: Callable[[Seating], Voice], desk: Desk) -> Member:
    if seating.transport is None:
        return expert(seating.settings.model, desk)
    return ModelMember(voice(seating), seating.transport, desk.verifier)


def _warnings(wiring: Wiring, company: Company) -> list[str]:
    """What the reader should know about this company before the verdict."""
    found = []
    if company.embedded:
        found.append(say("assembly.embedded"))
        if wiring.notes.examples:
            found.append(say("assembly.sample_notes"))
    elif not company.judges:
        found.append(say("assembly.no_judge"))
    else:
        judge = company.judges[0].card
        if judge.voice in {seating.card.voice for seating in company.present if not seating.card.expert}:
            found.append(say("assembly.judge_vendor", judge=judge.name, vendor=judge.voice))
    return found
