"""Time, injected so that a run can be replayed and a test needs no luck."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Wall time for records and monotonic time for durations."""

    def now(self) -> str:
        """The current time in UTC, ISO 8601 with milliseconds."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary point, never going back."""
        ...
