"""Readable text out of a reply that is still being written.

Models answer in JSON, and a reader should not have to look at braces: of what has arrived, this
keeps the sentences (claims, the answer, reasons), also the one that is not finished yet. It is for
the eye only; what a reply says is decided by the parser once it is complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)("?)|([{}\[\]:,])|[^"{}\[\]:,]+', re.DOTALL)
_COMPLETE = re.compile(r"(?:[^\\]+|\\u[0-9a-fA-F]{4}|\\[^u])*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FENCE = re.compile(r"^\s*```\w*\s*")

_ANSWERS = frozenset({"answer", "verdict"})
"""Shown whatever they hold: the answer of a closed question is one letter or number."""

_HANDLES = frozenset({"id", "claim", "passage", "source", "quote", "stance", "position", "because_of", "confidence"})
"""Ids, labels and quotations, which mean nothing before the reply is complete and checked."""


def readable(raw: str) -> str:
    """The sentences of a reply so far, one a line; prose comes back as it is.

    >>> print(readable('{"claims": [{"text": "Rest helps.", "quote": "x y"}, {"text": "Sleep m'))
    • Rest helps.
    • Sleep m
    >>> readable("Just prose")
    'Just prose'
    """
    start = raw.find("{")
    lines = [_line(key, text) for key, text in _strings(raw[start:]) if _shown(key, text)] if start >= 0 else []
    if lines or raw.lstrip().startswith(("{", "```")):
        return "\n".join(lines)
    return _SURROGATE.sub("", _FENCE.sub("", raw)).strip()


def _shown(key: str, text: str) -> bool:
    # A value without a space is a label or an id; every sentence has one.
    return bool(text.strip()) and (key in _ANSWERS or (key not in _HANDLES and " " in text))


def _line(key: str, text: str) -> str:
    flat = " ".join(text.split())
    return f"→ {flat}" if key in _ANSWERS else f"• {flat}"


@dataclass(slots=True)
class _Frame:
    """An open bracket, and the key whose value comes next inside it."""

    bracket: str
    key: str
    at_key: bool


def _strings(raw: str) -> Iterator[tuple[str, str]]:
    """Each string value with the key it stands under; the last one may be cut."""
    frames = [_Frame("", "", at_key=False)]
    for token in _TOKEN.finditer(raw):
        text, closed, mark = token.groups()
        if mark:
            _step(mark, frames)
        elif text is not None and not frames[-1].at_key:
            yield frames[-1].key, _unescaped(text)
        elif text is not None and closed:
            frames[-1].key = text


def _step(mark: str, frames: list[_Frame]) -> None:
    top = frames[-1]
    if mark == "{":
        frames.append(_Frame(mark, "", at_key=True))
    elif mark == "[":
        # Inside a list the key above it goes on being the name of each value.
        frames.append(_Frame(mark, top.key, at_key=False))
    elif mark in "}]" and len(frames) > 1:
        frames.pop()
    else:
        top.at_key = mark == "," and top.bracket == "{"


def _unescaped(text: str) -> str:
    whole = _COMPLETE.match(text)
    assert whole is not None  # it matches the empty string too
    try:
        plain = str(json.loads(f'"{whole[0]}"', strict=False))
    except ValueError:
        plain = whole[0]
    return _SURROGATE.sub("", plain)
