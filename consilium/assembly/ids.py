"""Names and secrets of runs."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def new_run_id() -> str:
    """An id that sorts by time and can be typed: ``261123-203145-9f3a01bc``."""
    return f"{datetime.now(UTC):%y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def new_secret() -> str:
    """The secret of a run, from which its fences and permutations derive."""
    return secrets.token_hex(16)
