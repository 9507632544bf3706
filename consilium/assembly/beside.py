"""The line of calls that belong to no run: embeddings, and labels of a text that is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consilium.calls import DailyBudget, Limiter, Seam
from consilium.config import Settings
from consilium.protocols import Clock
from consilium.store import SqliteRunStore
from consilium.types.event import Event, EventKind
from consilium.types.request import ModelReply, ModelRequest, Usage


def seam_beside_runs(settings: Settings, store: SqliteRunStore, clock: Clock, *, most: float | None = None) -> Seam:
    """Guards like those of a run: the day's money, turns on the graphics card, and nobody who listens.

    Args:
        settings: the settings in force.
        store: keeps what was spent.
        clock: the time.
        most: what all its calls together may cost; None for as much as the day allows.
    """
    day = settings.limits.usd_per_day
    budget = DailyBudget(day if most is None else most, day, store.spent_today)
    return Seam(_Spent(store), budget, Limiter(settings.gpu.memory_gb), _Unheard(), clock)


@dataclass(frozen=True, slots=True)
class _Spent:
    """A journal that keeps the money only: what was replied is kept by whoever asked, or not at all."""

    store: SqliteRunStore

    def begin(self, request: ModelRequest) -> ModelReply | None:
        del request
        return None

    def withdraw(self, request: ModelRequest) -> None:
        del request

    def finish(self, request: ModelRequest, reply: ModelReply) -> None:
        if reply.usage.cost_usd:
            self.store.spending.add(request.purpose, reply.usage.cost_usd)

    def usage(self, run_id: str) -> Usage:
        del run_id
        return Usage()


class _Unheard:
    """An event log for calls that belong to no run."""

    watched = False

    def emit(self, kind: EventKind, *, member: str = "", round_: int = 0, **data: Any) -> Event:
        return Event("", 0, "", kind, member, round_, data)

    def delta(self, text: str, *, member: str, round_: int, purpose: str) -> None:
        del text, member, round_, purpose

    def listen(self, listener: object) -> None:
        del listener
