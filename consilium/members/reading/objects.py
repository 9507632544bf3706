"""Finding the JSON objects that stand whole in a reply, wherever they stand.

`json.JSONDecoder.raw_decode` reads an object and says where it ended, so fences and prose around it
need no rules of their own.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

_START = re.compile(r'\{\s*"')
_AS_VALUE = re.compile(r'["\']\s*:\s*\Z')
# A reply holds a few objects. Each failed attempt costs a scan of the text, so a hostile reply of
# thousands of braces is tried only at both ends.
_TRIED_AT_EACH_END = 100


@dataclass(frozen=True, slots=True)
class Found:
    """An object that could be decoded, and where it stands."""

    start: int
    end: int
    fields: dict[str, JsonValue]
    strict: bool  # False: raw control characters inside strings had to be allowed
    inner: bool  # True: it is a value inside another object


def whole_objects(text: str) -> list[Found]:
    """All outermost decodable objects of `text`, in order."""
    objects: list[Found] = []
    past = 0
    for start in _starts(text):
        if start < past:
            continue
        found = _decoded(text, start)
        if found is not None:
            objects.append(found)
            past = found.end
    return objects


def unwrapped(objects: list[Found], key: str) -> Iterator[Found]:
    """Objects that hold `key`, themselves or one level down (`{"response": {"answer": …}}`)."""
    for found in objects:
        if key in found.fields:
            yield found
            continue
        for value in found.fields.values():
            if isinstance(value, dict) and key in value:
                yield Found(found.start, found.end, value, found.strict, inner=True)


def _starts(text: str) -> list[int]:
    """Where an object may begin."""
    starts = [match.start() for match in _START.finditer(text)]
    if len(starts) <= 2 * _TRIED_AT_EACH_END:
        return starts
    return starts[:_TRIED_AT_EACH_END] + starts[-_TRIED_AT_EACH_END:]


def _decoded(text: str, start: int) -> Found | None:
    """The object that begins at `start`, if it can be decoded."""
    for strict in (True, False):
        try:
            fields, end = _DECODERS[strict].raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        inner = _AS_VALUE.search(text, max(0, start - 40), start) is not None
        return Found(start, end, fields, strict, inner)
    return None


def _not_json(word: str) -> JsonValue:
    """NaN and Infinity are no JSON: leave them to the lenient reader, which keeps them as text."""
    raise ValueError(word)


_DECODERS = {strict: json.JSONDecoder(strict=strict, parse_constant=_not_json) for strict in (True, False)}
