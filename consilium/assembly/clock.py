"""The real clock, and ids of runs."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime


class SystemClock:
    """Time as the machine has it."""

    def now(self) -> str:
        """The current time in UTC, ISO 8601 with milliseconds."""
        return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def monotonic(self) -> float:
        """Seconds from an arbitrary point, never going back."""
        return time.monotonic()


def new_run_id() -> str:
    """An id that sorts by time and can be typed: ``261123-203145-9f3a``."""
    return f"{datetime.now(UTC):%y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def new_secret() -> str:
    """The secret of a run, from which its fences and permutations derive."""
    return secrets.token_hex(16)
