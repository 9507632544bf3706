"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(look: Callable[[], T], patience_s: float = 40) -> T:
    """What ``look`` sees as soon as it is true."""
    end = time.monotonic() + patience_s
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        time.sleep(0.05)
    return seen
