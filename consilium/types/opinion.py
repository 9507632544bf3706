"""What members say: opinions made of claims, and critiques of one another's claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilium.types.evidence import Citation
from consilium.types.statement import UNSAID, Statement

PointStance = Literal["attack", "support"]
MemberState = Literal["answered", "abstained", "absent", "not_asked"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement; ``id`` is unique within a run and tells nothing, ``says`` is what it states."""

    id: str
    text: str
    citations: tuple[Citation, ...] = ()
    says: Statement = UNSAID


@dataclass(frozen=True, slots=True)
class Change:
    """Why a member left its earlier position: the critique that moved it and the new evidence.

    A change that names neither is a capitulation: it is recorded, and it does not count as
    convergence.
    """

    from_position: str
    to_position: str
    critique: str = ""
    evidence: str = ""
    capitulation: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """A member's answer in one round, or its abstention with the reason.

    ``confidence`` is the member's own, in [0, 1], uncalibrated. ``private`` marks words written
    after reading private passages: they must not reach a member outside this machine. ``cause`` is
    the name of the error behind an abstention (``RateLimited``), for code; ``reason`` is for people.
    """

    member: str
    round: int
    answer: str | None
    position: str | None
    confidence: float
    claims: tuple[Claim, ...] = ()
    reason: str = ""
    falsifier: str = ""
    change: Change | None = None
    model: str = ""
    answering_model: str = ""
    private: bool = False
    cause: str = ""

    @property
    def abstained(self) -> bool:
        """Whether the member gave no usable answer; ``reason`` then says why."""
        return self.answer is None


def abstention(member: str, round_: int, reason: str, *, cause: str = "", model: str = "") -> Opinion:
    """An opinion that holds no answer, in the one form the contract allows."""
    return Opinion(member, round_, None, None, 0.0, reason=reason, cause=cause, model=model)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a critique: an attack on a claim or support for it, with a reason."""

    claim: str
    stance: PointStance
    reason: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Critique:
    """What one member says of another's claims; ``failed`` holds the reason when it said nothing."""

    id: str
    critic: str
    target: str
    round: int
    points: tuple[Point, ...] = ()
    failed: str = ""
    private: bool = False
