"""The program's log of calls: one line each on standard error, keys blacked out, silent unless asked.

What a run did is in its event log; this one is for whoever looks for a fault in the machine itself.
``CONSILIUM_LOG=info`` shows calls and retries, ``debug`` also what they cost; ``--debug`` sets it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from functools import cache
from typing import Any, Literal

from consilium.types.secrets import blotted

Level = Literal["debug", "info", "warning"]

_RANKS: dict[str, int] = {"debug": 10, "info": 20, "warning": 30}


def log(level: Level, event: str, **fields: Any) -> None:
    """Write one line where the reader asked for that level; costs a dictionary look-up where not."""
    wanted = os.environ.get("CONSILIUM_LOG", "").lower()
    if wanted in _RANKS and _RANKS[level] >= _RANKS[wanted]:
        getattr(_logger(), level)(event, **fields)


@cache
def _logger() -> Any:
    # A logger of our own: configuring structlog globally would change the log of a host application.
    import structlog  # noqa: PLC0415  a quarter of a second, and hardly anybody asks for this log

    processors: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        _blacked_out,
        structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
    ]
    return structlog.wrap_logger(structlog.PrintLogger(sys.stderr), processors=processors)


def _blacked_out(_: Any, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: blotted(value) if isinstance(value, str) else value for name, value in fields.items()}
