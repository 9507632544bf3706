"""Keeping runs: events, replies that were paid for, and the money they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from consilium.types.event import Event, EventKind
from consilium.types.request import ModelReply, ModelRequest, Usage
from consilium.types.verdict import VerdictRecord


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One line of ``runs list``; ``settings`` is what the run was started with."""

    id: str
    created: str
    question: str
    state: str
    status: str
    parent: str
    settings: Mapping[str, Any]


class Sameness(Protocol):
    """Remembers of two answers to a question whether they come to the same."""

    def known(self, question: str, one: str, other: str) -> bool | None:
        """What was said of them; None where nothing was."""
        ...

    def keep(self, question: str, one: str, other: str, *, same: bool) -> None:
        """Keep what was said of them; their order never matters."""
        ...


class EventLog(Protocol):
    """The event log of one run: numbers events, keeps them, and tells listeners."""

    @property
    def watched(self) -> bool:
        """Whether anybody listens; text is streamed only for somebody who sees it arrive."""
        ...

    def emit(self, kind: EventKind, *, member: str = "", round_: int = 0, **data: Any) -> Event:
        """Append one event and pass it to every listener."""
        ...

    def delta(self, text: str, *, member: str, round_: int, purpose: str) -> None:
        """Add streamed text; joined with what follows before it becomes an event."""
        ...

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call ``listener`` with every event from now on."""
        ...


class CallJournal(Protocol):
    """Replies by call key: the truth on resume about what has been paid for."""

    def begin(self, request: ModelRequest) -> ModelReply | None:
        """Note that a call starts; the journalled reply when it already ended."""
        ...

    def withdraw(self, request: ModelRequest) -> None:
        """Take a beginning back: the call was never sent, or was refused before it cost anything."""
        ...

    def finish(self, request: ModelRequest, reply: ModelReply) -> None:
        """Keep the reply; returns once it is on disk."""
        ...

    def usage(self, run_id: str) -> Usage:
        """What the run's calls cost so far, calls that began twice marked."""
        ...


class Budget(Protocol):
    """Money: reserved before a call is sent, settled when it returns."""

    def reserve(self, key: str, estimate_usd: float) -> None:
        """Set money aside for a call.

        Raises:
            LimitReached: the question's or the day's limit would be passed.
        """
        ...

    def settle(self, key: str, cost_usd: float | None) -> None:
        """Replace the reservation by what the call cost; None keeps the estimate."""
        ...

    def release(self, key: str) -> None:
        """Give a reservation back: the call failed without a reply."""
        ...


class RunStore(Protocol):
    """All runs of this home, whatever became of them."""

    def create(self, run_id: str, question: str, settings: Mapping[str, Any], parent: str = "") -> None:
        """Open a run before anything is asked."""
        ...

    def append(self, run_id: str, kind: EventKind, member: str, round_: int, data: Mapping[str, Any]) -> Event:
        """Append an event with the next sequence number."""
        ...

    def events(self, run_id: str, after: int = 0) -> Sequence[Event]:
        """Events with ``seq > after``, in order."""
        ...

    def finish(self, run_id: str, state: str, verdict: VerdictRecord | None) -> None:
        """Close a run: ``done``, ``failed`` or ``interrupted``."""
        ...

    def verdict(self, run_id: str) -> VerdictRecord | None:
        """The run's verdict, if it reached one."""
        ...

    def summary(self, run_id: str) -> RunSummary:
        """One run; ``run_id`` may be a unique prefix, or ``last``.

        Raises:
            UsageError: no such run, or more than one.
        """
        ...

    def list(self, limit: int = 20) -> Sequence[RunSummary]:
        """Runs, newest first."""
        ...

    def delete(self, run_id: str) -> None:
        """Remove a run with its events and journal."""
        ...

    def spent_today(self) -> float:
        """US dollars spent by calls since midnight UTC."""
        ...
