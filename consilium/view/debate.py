"""The one entrance: feed a debate its events, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consilium.types.event import Event
from consilium.view.state import DebateState
from consilium.view.steps import STEPS


class DebateView(DebateState):
    """The state of a debate after the events applied so far.

    Applying never raises: an event of an unknown kind, or one whose data is not of the expected
    shape, changes nothing it does not have to. Events come from a log that another version of the
    program may have written, and a surface must not fall over what it cannot read.
    """

    __slots__ = ()

    @classmethod
    def of(cls, events: Iterable[Event]) -> DebateView:
        """The state after all of ``events``."""
        view = cls()
        for event in events:
            view.apply(event)
        return view

    def apply(self, event: Event) -> None:
        """Take one event in; an event that was applied before is ignored."""
        if event.seq <= self.seq and event.run_id == self.run_id:
            return
        self.run_id, self.seq = event.run_id, event.seq
        self.began = self.began or event.at
        self.latest = event.at
        step = STEPS.get(event.kind)
        if step is not None:
            step(self, event)

    @property
    def seconds(self) -> float:
        """Seconds from the first event to the latest; 0 where the times cannot be read."""
        if self.verdict is not None:
            return self.verdict.seconds
        try:
            return (datetime.fromisoformat(self.latest) - datetime.fromisoformat(self.began)).total_seconds()
        except (ValueError, TypeError):
            return 0.0
