"""Dataview's inline fields: ``key:: value`` on its own line, ``[key:: value]`` and ``(key:: value)`` within one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.knowledge.obsidian.scan import Scan

_LINE = re.compile(
    r"^(?:[ \t>]*)(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[^\[\]\n]\][ \t]+)?"
    r"[*_]{0,3}(?P<key>[^\W_][^:\n\[\](){}|`]{0,59}?)[*_]{0,3}::(?:[ \t]+(?P<value>[^\r\n]*))?\r?$",
    re.MULTILINE,
)
_WITHIN = re.compile(
    r"(?P<open>[\[(])[*_]{0,3}(?P<key>[^\W_][^:\n\[\](){}|`]{0,59}?)[*_]{0,3}::[ \t]*"
    r"(?P<value>(?:[^\[\]()\n]|\[\[[^\[\]\n]*+\]\]|\([^()\n]*+\))*+)(?P<close>[\])])"
)
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Field:
    """A field at ``text[start:end]``; ``key`` and ``value`` as written, without emphasis around the key."""

    start: int
    end: int
    key: str
    value: str


def fields(scanned: Scan, start: int = 0) -> Iterator[Field]:
    """The fields in a note's body, in order; those in code and comments are none.

    A key has at most four words, so that a sentence about ``std::vector`` or a dictum with two colons
    is not taken for a field.
    """
    found = [_field(match, scanned) for match in _LINE.finditer(scanned.bare, start)]
    found += [
        _field(match, scanned)
        for match in _WITHIN.finditer(scanned.bare, start)
        if match["open"] + match["close"] in ("[]", "()")
    ]
    yield from sorted((one for one in found if len(one.key.split()) <= _MOST_WORDS), key=lambda one: one.start)


def _field(match: re.Match[str], scanned: Scan) -> Field:
    """A field whose value is read from what is shown: it may hold inline code or math, but no comment."""
    value = "" if match["value"] is None else scanned.shown[match.start("value") : match.end("value")]
    begins = match.start("key") if match.re is _LINE else match.start()
    end = match.end("value") if match.re is _LINE and match["value"] is not None else match.end()
    return Field(begins, end, match["key"].strip(), value.strip())
