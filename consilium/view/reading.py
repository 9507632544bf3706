"""Reading an event's data without trusting its shape."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from consilium.types.codec import from_plain

T = TypeVar("T")


def record(record_type: type[T], plain: object) -> T | None:
    """The record that ``plain`` spells; None where it is none."""
    try:
        return from_plain(record_type, plain)
    except ValidationError:
        return None


def records(record_type: type[T], plain: object) -> list[T]:
    """The records of a list, those that can be read."""
    found = [record(record_type, item) for item in plain] if isinstance(plain, list | tuple) else []
    return [item for item in found if item is not None]


def text(data: Mapping[str, Any], key: str) -> str:
    """A string; empty where there is none."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def whole(data: Mapping[str, Any], key: str, default: int = 0) -> int:
    """An integer; ``default`` where there is none."""
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def amount(data: Mapping[str, Any], key: str) -> float | None:
    """A finite number; None where there is none."""
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None
