"""Reading a value that is not a quoted string: number, literal, list or object.

Here `json_repair` does the work. Two guards stand around it: lists and objects beyond any sane size
or depth are left as text (it recurses), and a repair that adds or loses a word is refused.
"""

import json
import re
from dataclasses import dataclass

import json_repair
from pydantic import JsonValue

_LITERALS: dict[str, JsonValue] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "None": None,
}
_BARE_END = re.compile(r"""[ \t]*+(?:,\s*+["'“]?[^\W\d][\w .-]{0,40}["'”]?\s*+:|(?:,[ \t]*+)?(?:\n|\}|```))""")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMENT = re.compile(r"\s+(?://|#).*\Z")
# A string that is cut reaches to the end: brackets in it must not count.
_TOKEN = re.compile(r""""(?:[^"\\]|\\.)*+\\?(?:"|\Z)|[\[\]{}()]""", re.DOTALL)
_LARGEST = 50_000
_DEEPEST = 40
_LONGEST_BARE = 2_000


@dataclass(frozen=True, slots=True)
class Bare:
    """An unquoted value and the position behind it."""

    value: JsonValue
    end: int
    faults: tuple[str, ...] = ()


def unquoted_value(text: str, start: int, end: int) -> Bare | None:
    """The unquoted value at `start`; None when it is cut off or missing."""
    if text[start : start + 1] in ("[", "{"):
        return _collection(text, start, end)
    stop = _BARE_END.search(text, start, min(end, start + _LONGEST_BARE))
    if stop is None:
        return None
    token = _COMMENT.sub("", text[start : stop.start()]).strip()
    if not token:
        return None
    value = _scalar(token)
    known = not isinstance(value, str) and token not in ("True", "False", "None")
    return Bare(value, stop.start(), () if known else ("value without quotes",))


def _scalar(token: str) -> JsonValue:
    """A literal or number as such, everything else as text."""
    if token in _LITERALS:
        return _LITERALS[token]
    if not _NUMBER.fullmatch(token):
        return token
    try:
        number: int | float = json.loads(token)
    except ValueError:  # "+5", ".5", "5." or more digits than Python converts
        return token
    return number


def _collection(text: str, start: int, end: int) -> Bare | None:
    """The list or object at `start`."""
    stop = _matching_end(text, start, min(end, start + _LARGEST))
    if stop is None:
        return None
    source = text[start:stop]
    try:
        return Bare(json.loads(source), stop)
    except (ValueError, RecursionError):
        return _repaired(source, stop)


def _repaired(source: str, stop: int) -> Bare:
    """What json_repair makes of `source`, or the source itself when the repair is not faithful."""
    try:
        repaired = json_repair.repair_json(source, ensure_ascii=False)
        value: JsonValue = json.loads(repaired)
    except (ValueError, RecursionError):
        return Bare(source, stop, ("list or object kept as text",))
    if not isinstance(value, dict | list) or _words(source) != _words(repaired):
        return Bare(source, stop, ("list or object kept as text",))
    return Bare(value, stop, ("list or object not written as JSON",))


def _words(source: str) -> str:
    """All letters and digits of a serialised value, in order, whatever its notation."""
    plain = re.sub(r"\\[bfnrt\"\\/]", " ", source)
    for python, name in (("True", "true"), ("False", "false"), ("None", "null")):
        plain = plain.replace(python, name)
    return re.sub(r"\W", "", plain)


def _matching_end(text: str, start: int, end: int) -> int | None:
    """The position behind the bracket that closes the one at `start`."""
    depth = 0
    for found in _TOKEN.finditer(text, start, end):
        sign = found[0][0]
        depth += (sign in "[{(") - (sign in "]})")
        if depth > _DEEPEST:
            return None
        if depth == 0 and sign != '"':
            return found.end()
    return None
