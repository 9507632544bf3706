"""How strong a claim is, with every number that went into it, so that it can be recomputed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartKind = Literal["held", "quoted", "supported", "attacked", "misquoted"]


@dataclass(frozen=True, slots=True)
class Part:
    """One argument for or against a claim: what it is, its strength in [0, 1], and who or what brought it."""

    kind: PartKind
    value: float
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pull:
    """A claim that contradicts another: its own strength, and the force with which it pulls the other down."""

    claim: str
    own: float
    force: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """The computation of one claim's strength; every number is in [0, 1].

    Args:
        claim: its id.
        prior: its strength before anything was said for or against it: the same for all.
        parts: the arguments about it, those for it first.
        support: what the arguments for it come to together.
        attack: what those against it come to.
        own: its strength by these.
        pulls: the claims that contradict it.
        strength: what all that leaves of it.
        private: whether private text went into it.
    """

    claim: str
    prior: float
    parts: tuple[Part, ...]
    support: float
    attack: float
    own: float
    pulls: tuple[Pull, ...]
    strength: float
    private: bool = False
