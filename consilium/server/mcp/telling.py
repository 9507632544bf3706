"""How far a debate has come, from its events, as its caller may see them."""

from __future__ import annotations

from consilium.api.lines import DebateLines
from consilium.export import redacted_event
from consilium.types.event import Event
from consilium.view import DebateView


class Telling:
    """Follows one run.

    Args:
        redacted: leave out text made from private notes.
    """

    def __init__(self, *, redacted: bool) -> None:
        self._redacted = redacted
        self._lines = DebateLines()
        self.view = DebateView()
        self.seq = 0
        self.last = ""

    def hear(self, event: Event) -> str:
        """Take an event in; its line, empty where there is nothing to say."""
        shown = redacted_event(event) if self._redacted else event
        self.seq = event.seq
        self.view.apply(shown)
        line = self._lines.tell(shown)
        self.last = line or self.last
        return line
