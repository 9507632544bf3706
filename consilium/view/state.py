"""What is known of a debate at one moment: members, rounds, the judge, money, the outcome.

Everything here is a plain value that a surface reads; `steps` alone writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from consilium.types.evidence import Passage
from consilium.types.member import MemberCard
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Language, Question
from consilium.types.verdict import Assessment, Judgement, VerdictRecord
from consilium.view.partial import readable

MemberPhase = Literal["waiting", "answering", "answered", "abstained", "critiquing", "revising", "absent"]
RunPhase = Literal["preparing", "answering", "critiquing", "revising", "judging", "finished", "failed"]


@dataclass(slots=True)
class Stream:
    """What a model is writing now: the raw reply so far, and the call it belongs to."""

    purpose: str = ""
    raw: str = ""

    def add(self, purpose: str, text: str) -> None:
        """Go on with the reply; another purpose starts a new one."""
        self.raw = self.raw + text if purpose == self.purpose else text
        self.purpose = purpose

    def clear(self) -> None:
        """Forget it: the reply is complete, or the call starts over."""
        self.purpose = self.raw = ""

    @property
    def text(self) -> str:
        """The readable part of it."""
        return readable(self.raw) if self.raw else ""


@dataclass(slots=True)
class MemberView:
    """One member as the reader sees it: what it does now, what it holds, what it is writing.

    ``reason`` says why it is absent or abstained, ``fix`` the command that would bring it in.
    """

    card: MemberCard
    phase: MemberPhase = "waiting"
    reason: str = ""
    fix: str = ""
    opinions: list[Opinion] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    retries: int = 0
    wait_reason: str = ""
    answering_model: str = ""
    stream: Stream = field(default_factory=Stream)

    @property
    def name(self) -> str:
        """The member's name."""
        return self.card.name

    @property
    def opinion(self) -> Opinion | None:
        """Its latest opinion, which may be an abstention."""
        return self.opinions[-1] if self.opinions else None

    @property
    def text(self) -> str:
        """What it is writing; empty between calls, and while several critiques arrive mixed."""
        return "" if len(self.targets) > 1 else self.stream.text


@dataclass(slots=True)
class RoundView:
    """One round of the timeline; round 0 holds the blind answers."""

    number: int
    opinions: dict[str, Opinion] = field(default_factory=dict)
    critiques: list[Critique] = field(default_factory=list)
    assessment: Assessment | None = None


@dataclass(slots=True)
class JudgeView:
    """The judge: whether it has begun, what it is writing, what it wrote."""

    begun: bool = False
    stream: Stream = field(default_factory=Stream)
    judgement: Judgement | None = None


@dataclass(slots=True)
class Spending:
    """Calls, tokens and money so far; ``unpriced`` counts the calls whose price is not known."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float = 0.0
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a run failed: the error, what the reader can do, and the exit code."""

    error: str
    next_step: str = ""
    exit_code: int = 1


@dataclass(slots=True)
class DebateState:
    """Everything a surface may show of one run."""

    run_id: str = ""
    question: Question | None = None
    asked: str = ""
    parent: str = ""
    embedded: bool = False
    phase: RunPhase = "preparing"
    members: dict[str, MemberView] = field(default_factory=dict)
    evidence: tuple[Passage, ...] = ()
    rounds: dict[int, RoundView] = field(default_factory=dict)
    judge: JudgeView = field(default_factory=JudgeView)
    spending: Spending = field(default_factory=Spending)
    estimate_usd: float | None = None
    warnings: list[str] = field(default_factory=list)
    verdict: VerdictRecord | None = None
    trouble: Trouble | None = None
    seq: int = 0
    began: str = ""
    latest: str = ""

    @property
    def language(self) -> Language:
        """The question's language; English until it is known."""
        return self.question.language if self.question else "en"

    @property
    def assessment(self) -> Assessment | None:
        """The latest assessment of the panel."""
        known = [turn.assessment for turn in self.timeline if turn.assessment]
        return known[-1] if known else None

    @property
    def critiques(self) -> list[Critique]:
        """All critiques, in the order of the rounds."""
        return [critique for turn in self.timeline for critique in turn.critiques]

    @property
    def timeline(self) -> list[RoundView]:
        """The rounds in order."""
        return [self.rounds[number] for number in sorted(self.rounds)]

    @property
    def over(self) -> bool:
        """Whether the run has ended, with a verdict or without."""
        return self.phase in {"finished", "failed"}
