"""What comes out: how the panel stands, what the judge says, and the verdict of a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from consilium.types.evidence import Citation
from consilium.types.nail import NailUse
from consilium.types.opinion import MemberState, PointStance
from consilium.types.question import AnswerKind, Language
from consilium.types.recollection import Recalled
from consilium.types.request import Usage
from consilium.types.statement import UNSAID, Statement

SCHEMA_VERSION = 1

Status = Literal["full", "partial", "single", "embedded", "no_quorum"]
Route = Literal["answer", "critique", "judge", "conclude"]
Standing = Literal["supported", "open", "disputed", "refuted"]
"""What became of a claim: evidence or several voices bear it out, nothing does, something about as strong contradicts
it, or something stronger does."""

CalibrationMethod = Literal["uncalibrated", "platt", "partition", "stacked"]


@dataclass(frozen=True, slots=True)
class ConfidenceBasis:
    """How the confidence was calibrated, and on how many labelled questions."""

    method: CalibrationMethod = "uncalibrated"
    labels: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a decider makes of the positions: one of them (None without any vote) and how sure it is.

    ``weights`` is what the votes for each position come to, where they do not all count one.
    """

    position: str | None
    confidence: float
    agreement: float
    votes: dict[str, tuple[str, ...]]
    decided_by: str
    basis: ConfidenceBasis = field(default_factory=ConfidenceBasis)
    weights: dict[str, float] = field(default_factory=dict)

    def weight(self, position: str | None) -> float:
        """What the votes for a position come to."""
        return self.weights.get(position or "", float(len(self.votes.get(position or "", ()))))

    def share(self, position: str | None) -> float:
        """The part of all votes that a position holds, in [0, 1]."""
        whole = sum(map(self.weight, self.votes))
        return self.weight(position) / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """The panel after a round: the settlement, where the run goes next, and why; ``asking`` are asked beside it."""

    round: int
    settlement: Settlement
    route: Route
    why: str
    quorum: bool
    flips: int = 0
    capitulations: int = 0
    asking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """What one member said for or against a claim of the ledger, and why.

    ``id`` is that of the critique it stood in; ``private`` as for opinions.
    """

    id: str
    by: str
    stance: PointStance
    reason: str
    citations: tuple[Citation, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class LedgerClaim:
    """A claim of the whole panel: who holds it, who attacks it, and how strong that leaves it.

    Args:
        id: of the claim as first stated.
        text: its shortest faithful wording.
        supported_by: who holds it, by name.
        attacked_by: who attacks it.
        strength: in [0, 1], what holders, evidence and arguments leave of it.
        citations: what it rests on.
        private: whether private text went into it.
        says: what it states, part by part.
        merged: ids of other members' claims that say the same.
        arguments: what was said for and against it, with reasons.
        conflicts: ids of claims that cannot hold together with it.
        elsewhere: ids of claims that say otherwise of another population or condition.
        base: its strength before claims were set against one another, in [0, 1].
        standing: what became of it.
    """

    id: str
    text: str
    supported_by: tuple[str, ...] = ()
    attacked_by: tuple[str, ...] = ()
    strength: float = 0.5
    citations: tuple[Citation, ...] = ()
    private: bool = False
    says: Statement = UNSAID
    merged: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    conflicts: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    base: float = 0.5
    standing: Standing = "open"

    @property
    def ids(self) -> frozenset[str]:
        """Every id under which it may be named."""
        return frozenset((self.id, *self.merged))

    @property
    def verified(self) -> tuple[Citation, ...]:
        """Quotations that stand in their sources and are not known to say something else than the claim."""
        return tuple(one for one in self.citations if one.verified and one.supports is not False)


@dataclass(frozen=True, slots=True)
class Dissent:
    """A minority position, who holds it, its strongest claim, and the judge's answer to it."""

    position: str
    members: tuple[str, ...]
    strongest_claim: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Overturn:
    """The judge's case for leaving the settled position: a quotation that must be verified and bear the new one out."""

    position: str
    citation: Citation
    reason: str = ""

    @property
    def proven(self) -> bool:
        """Whether the quoted words stand in a source and support the position; not knowing is not enough."""
        return self.citation.verified and self.citation.supports is True


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judge wrote; ``by`` is the model that answered, or ``template`` when none did.

    Code has held the text against the claims: ``removed`` are sentences that these did not carry, even after the
    one repair that ``repaired`` tells of; ``appended`` are claims the judge had left out without a reason;
    ``rejected`` are those it left out with one, and ``translations`` its wordings of claims in the other
    language, both by claim id.
    """

    text: str
    by: str
    requested: str = ""
    position: str | None = None
    overturn: Overturn | None = None
    answered: dict[str, str] = field(default_factory=dict)
    would_change: str = ""
    notes: tuple[str, ...] = ()
    private: bool = False
    removed: tuple[str, ...] = ()
    appended: tuple[str, ...] = ()
    rejected: dict[str, str] = field(default_factory=dict)
    translations: dict[str, str] = field(default_factory=dict)
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class MemberReport:
    """One member's part in a verdict."""

    name: str
    model: str
    answering_model: str
    state: MemberState
    reason: str
    position: str | None
    confidence: float
    changed: bool
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far open answers differ.

    Args:
        entropy: semantic entropy in nats: 0 where all say the same, the logarithm of their number where none do.
        meanings: how many different things they say.
        words: mean length of an answer, the baseline that the entropy has to beat.
    """

    entropy: float
    meanings: int
    words: float


@dataclass(frozen=True, slots=True)
class VerdictRecord:
    """The verdict of a run, field by field as ``--json`` prints it."""

    run_id: str
    status: Status
    question: str
    kind: AnswerKind
    language: Language
    answer: str | None
    position: str | None
    confidence: float
    confidence_basis: ConfidenceBasis
    decided_by: str
    stop_reason: str
    members: tuple[MemberReport, ...]
    claims: tuple[LedgerClaim, ...]
    dissent: tuple[Dissent, ...]
    rounds: int
    usage: Usage
    seconds: float
    judge: Judgement | None = None
    warnings: tuple[str, ...] = ()
    nails: tuple[NailUse, ...] = ()
    memory: tuple[Recalled, ...] = ()
    spread: Spread | None = None
    schema_version: int = SCHEMA_VERSION

    @property
    def private(self) -> bool:
        """Whether private text went into what the verdict says."""
        return any(claim.private for claim in self.claims) or bool(self.judge and self.judge.private)

    @property
    def exit_code(self) -> int:
        """What a program that asked ends with."""
        return exit_code(self.status, [member.cause for member in self.members if member.state == "abstained"])


def exit_code(status: str, causes: Iterable[str]) -> int:
    """What a program that asked ends with: 0, 3 without a quorum, 4 where a limit stopped everybody.

    Args:
        status: of the verdict.
        causes: the kind of failure behind each abstention.
    """
    if status != "no_quorum":
        return 0
    # An expert that found nothing was not stopped by anything.
    return 4 if set(causes) - {"NothingFound"} == {"LimitReached"} else 3
