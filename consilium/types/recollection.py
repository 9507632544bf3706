"""What is remembered of earlier questions: context for later ones, never evidence."""

from __future__ import annotations

from dataclasses import dataclass

from consilium.types.nail import Nail


@dataclass(frozen=True, slots=True)
class Recollection:
    """An earlier verdict or thesis, as the readers of a later question are told of it.

    Args:
        run_id: where it comes from.
        question: what was asked, or the thesis.
        answer: what came of it, shortened.
        date: when, ISO 8601.
        confidence: how sure that was, in [0, 1].
        disputes: what stayed open: minorities with their strongest claim.
        corrections: what the user said of it later.
        private: whether private text went into it, so that it is read on this machine only.
    """

    run_id: str
    question: str
    answer: str
    date: str
    confidence: float
    disputes: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier run that was given as context."""

    run_id: str
    question: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user said of a verdict later: when, and in which words."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Counsel:
    """What a run's readers are given besides the evidence, fixed when the run begins.

    ``left_out`` holds ids of nails that found no room.
    """

    nails: tuple[Nail, ...] = ()
    memory: tuple[Recollection, ...] = ()
    left_out: tuple[str, ...] = ()


NO_COUNSEL = Counsel()
"""What a run is given where nothing is pinned and nothing remembered."""
