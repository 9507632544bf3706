"""What a template is handed: records of one privacy class at a time, and never the run's fence mark."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

# The evidence of a run is the same for all its readers, and making it harmless costs more than any
# other step of a prompt.
_KEPT_RECORDS = 512


def guarded(value: Any, fence: str) -> Any:
    """The same record, every text in it rid of the fence mark, however it is spaced out.

    Args:
        value: text, a frozen record, or a tuple of such; anything else is returned as it is.
        fence: the run's fence mark.

    >>> guarded("before F3-A9 1c after", "f3a91c")
    'before […] after'
    """
    if isinstance(value, str):
        return _fence_mark(fence).sub("[…]", value)
    compound = isinstance(value, tuple) or (is_dataclass(value) and not isinstance(value, type))
    return _guarded_record(value, fence) if compound else value


@lru_cache(maxsize=_KEPT_RECORDS)
def _guarded_record(value: Any, fence: str) -> Any:
    if isinstance(value, tuple):
        return tuple(guarded(item, fence) for item in value)
    return replace(value, **{field.name: guarded(getattr(value, field.name), fence) for field in fields(value)})


@lru_cache(maxsize=8)
def _fence_mark(fence: str) -> re.Pattern[str]:
    return re.compile(r"[\W_]*".join(re.escape(char) for char in fence if char.isalnum()), re.IGNORECASE)


def holds_private(value: object) -> bool:
    """Whether a record, or one of a tuple of records, is marked private."""
    return any(getattr(item, "private", False) for item in (value if isinstance(value, tuple) else (value,)))


def of_class(value: Any, *, private: bool) -> Any:
    """The value as one privacy class may see it; what carries no mark belongs to both."""
    if isinstance(value, tuple):
        return tuple(item for item in value if getattr(item, "private", private) == private)
    return value if getattr(value, "private", private) == private else None
