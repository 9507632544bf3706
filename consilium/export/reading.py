"""Reading an event's data without trusting its shape: a log may come from another version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from consilium.types.codec import from_plain

T = TypeVar("T")


def readable(record_type: type[T], plain: object) -> T | None:
    """The record that ``plain`` spells; None where it is none."""
    try:
        return from_plain(record_type, plain)
    except ValidationError:
        return None


def all_readable(record_type: type[T], plains: Iterable[object]) -> list[T]:
    """The records among ``plains`` that can be read."""
    found = (readable(record_type, plain) for plain in plains)
    return [record for record in found if record is not None]
