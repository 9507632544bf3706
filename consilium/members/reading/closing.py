"""Deciding where a quoted value ends, and whether it ended at all.

Inside a reply that is not valid JSON a quote may be text. A quote ends the value when what follows
could only follow a value: the next field, the object's end, the fence, or the end of the reply.
"""

import re
from dataclasses import dataclass

# White space is matched possessively throughout: a reply may hold megabytes of it.
_AFTER_FIELD = re.compile(r"""\s*+,\s*+["'“]?[^\W\d][\w .-]{0,40}["'”]?\s*:""")
_OBJECT_END = re.compile(r"\s*+(?://[^\n]*+\n\s*+)?(?:,\s*+)?\}[\s}\])]*+(?![\"'“”:\\])")
_TEXT_END = re.compile(r"\s*+(?:,\s*+)?(?:```|\Z)")
_LOST_QUOTE = re.compile(r"[ \t]*+\n\s*+\}[\s`}]*+\Z")
_PARAGRAPH_END = re.compile(r"[ \t]*,?[ \t]*\r?\n[ \t]*\r?\n")
_NEST = {"[": 1, "{": 1, "(": 1, "]": -1, "}": -1, ")": -1}
_OPENERS = tuple("[{(")

QUOTES = {'"': '"', "'": "'", "“": "”", "`": "`"}


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a value: its text is `[start of value, at)`."""

    at: int
    object_ends: bool  # the closing brace of the object follows
    faults: tuple[str, ...] = ()


def end_of_string(text: str, start: int, end: int, quote: str) -> Closing | None:
    """The end of a string whose content begins at `start`, looking no further than `end`.

    Returns None when no quote ends it: the value was cut. Each quote is weighed once and looks
    ahead over white space and brackets only, so the whole is linear.
    """
    depth = _Depth(text, start)
    unbalanced: Closing | None = None
    quotes = [start + found.start() for found in re.finditer(QUOTES[quote], text[start:end])]
    for at in quotes:
        closing = None if _is_escaped(text, at) else _weighed(text, at, end)
        if closing is None:
            continue
        if depth.balanced(at):
            return closing
        if closing.object_ends:
            unbalanced = closing
    return unbalanced or _lone_quote(text, quotes, end) or _lost_quote(text, start, end)


def _lone_quote(text: str, quotes: list[int], end: int) -> Closing | None:
    """The only quote that follows, at the end of its paragraph: the brace is missing."""
    if len(quotes) == 1 and _PARAGRAPH_END.match(text, quotes[0] + 1, end):
        return Closing(quotes[0], object_ends=False)
    return None


def _lost_quote(text: str, start: int, end: int) -> Closing | None:
    """The end of a one-line value without its quote, on the line before the closing brace."""
    kept = len(text[start:end].rstrip(" \t\r\n`}"))
    line = text.rfind("\n", start, start + kept)
    lost = _LOST_QUOTE.match(text, start + kept, end)
    if lost is None or line != -1 or end != len(text):
        return None
    return Closing(start + kept, object_ends=True, faults=("missing closing quote",))


def _weighed(text: str, at: int, end: int) -> Closing | None:
    """The closing that the quote at `at` makes, or None when it is text."""
    if _OBJECT_END.match(text, at + 1, end):
        return Closing(at, object_ends=True)
    if _AFTER_FIELD.match(text, at + 1, end):
        return Closing(at, object_ends=False)
    rest = _TEXT_END.match(text, at + 1, end)
    if rest is None or (rest.end() == end < len(text)):
        return None
    return Closing(at, object_ends=False)


class _Depth:
    """Whether brackets opened in a value are closed again, counted as the scan moves on.

    Only for a value that itself begins with a bracket: `"{"a": "b", "c": "d"}"` must not end
    behind `b`, while `":("` is a fine string.
    """

    def __init__(self, text: str, start: int) -> None:
        """Begin counting at `start`."""
        self._text = text
        self._at = start
        self._depth = 0
        self._counts = text.startswith(_OPENERS, start)

    def balanced(self, until: int) -> bool:
        """Whether every bracket up to `until` is closed."""
        if self._counts:
            signs = self._text[self._at : until]
            self._depth += sum(_NEST.get(sign, 0) for sign in signs)
            self._at = until
        return self._depth <= 0


def _is_escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before `at`."""
    first = at
    while first > 0 and text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1
