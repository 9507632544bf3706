"""What a run is given: everyone who takes part, as protocols."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from consilium.graph.state import State, counsel, evidence, question
from consilium.protocols import (
    Asking,
    Brief,
    Clock,
    Counsellor,
    Decider,
    EventLog,
    Judge,
    Labeller,
    Matcher,
    Member,
    Retriever,
    Rewriter,
    StopRule,
)
from consilium.types.member import Absence, MemberCard
from consilium.types.opaque import opaque_id
from consilium.types.request import Usage

Topology = Literal["ring", "sparse", "all"]


@dataclass(frozen=True, slots=True)
class Context:
    """One run's company, and its secret, from which fences and permutations derive.

    ``absent`` are members of the configured panel that cannot take part, with the reason; ``quorum``
    is how many models must have answered for a verdict;
    ``readers`` is how many colleagues read each answer in a sparse topology; ``usage`` tells what
    the run's calls cost so far. ``labeller`` says where rules cannot whether a quotation bears its claim
    out; there is none without a model on this machine. ``counsellor`` gives what is pinned and remembered.
    ``matcher`` says whether two answers come to the same where rules cannot; there is none unless settings name one.
    ``asking`` says whom to ask one after another; without it everybody is asked at once.
    ``cut`` is set when somebody has heard enough: stages
    end at once and the judge is next.
    """

    run_id: str
    secret: str
    members: Mapping[str, Member]
    absent: Mapping[str, tuple[MemberCard, Absence]]
    judge: Judge
    rewriter: Rewriter
    retriever: Retriever
    decider: Decider
    stop_rule: StopRule
    events: EventLog
    clock: Clock
    usage: Callable[[], Usage]
    started: float
    passages: int = 8
    topology: Topology = "ring"
    readers: int = 2
    quorum: int = 1
    warnings: tuple[str, ...] = ()
    labeller: Labeller | None = None
    counsellor: Counsellor | None = None
    asking: Asking | None = None
    matcher: Matcher | None = None
    cut: asyncio.Event = field(default_factory=asyncio.Event)


def brief(state: State) -> Brief:
    """What the run's readers are given; each of them withholds from itself what it may not see."""
    given = counsel(state)
    return Brief(
        run_id=state["run_id"],
        question=question(state),
        evidence=evidence(state),
        fence=opaque_id("", state["secret"], "fence"),
        secret=state["secret"],
        thread=state.get("thread", ""),
        thread_private=state.get("thread_private", False),
        nails=given.nails,
        memory=given.memory,
    )
