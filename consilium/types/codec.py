"""Records to plain JSON values and back, for the graph's state, the store and ``--json``."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(record_type: type[Any]) -> TypeAdapter[Any]:
    if record_type not in _adapters:
        _adapters[record_type] = TypeAdapter(record_type)
    return _adapters[record_type]


def to_plain(record: object) -> dict[str, Any]:
    """A record as a dict of JSON values; tuples become lists."""
    plain: dict[str, Any] = _adapter(type(record)).dump_python(record, mode="json")
    return plain


def from_plain(record_type: type[T], plain: object) -> T:
    """The record that ``to_plain`` made ``plain`` from.

    Raises:
        pydantic.ValidationError: ``plain`` is not of that record's shape.
    """
    record: T = _adapter(record_type).validate_python(plain)
    return record


def to_json(plain: object) -> str:
    """JSON text that any file or database can hold, readable in every script."""
    return encodable(json.dumps(plain, ensure_ascii=False))


def encodable(text: str) -> str:
    """``text`` as UTF-8 can hold it: a character's two halves joined, a half alone replaced.

    A model cut off inside an emoji, and a terminal in another encoding, leave such halves behind;
    writing one would stop the whole run.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
