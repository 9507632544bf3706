"""Reading named fields out of an object that JSON refuses.

The schema's names are known, so the object is cut at them: whatever stands between `"reasoning":`
and `"answer":` is the reasoning, however many quotes it holds.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from consilium.members.reading.closing import QUOTES, end_of_string
from consilium.members.reading.values import unquoted_value

# Only the last few mentions of the key can be the answer; a hostile reply repeats it endlessly.
_KEYS_TRIED = 12
_OBJECT_END = re.compile(r"\s*+(?:,\s*+)?\}")
_VALUE_END = re.compile(r"""["'”`}\]]\s*,?\s*\Z""")
_FIELD_TAIL = re.compile(r"\s*\}?\s*,?\s*\Z")
_UNESCAPED = re.compile(r'(\\.)|"', re.DOTALL)
_TRIPLED = re.compile(r"""(""|'')(.*)\1""", re.DOTALL)
_TAIL = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """A field's name with its colon: `"answer": `."""

    name: str
    start: int
    end: int
    opens: bool  # the first field behind an opening brace


@dataclass(frozen=True, slots=True)
class Field:
    """A field whose value stands whole in the text."""

    value: JsonValue
    end: int
    object_ends: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """Fields recovered from one broken object."""

    end: int
    fields: dict[str, JsonValue]
    closed: bool
    faults: tuple[str, ...]


def marks_of(text: str, wanted: Sequence[str]) -> list[Mark]:
    """Every place where a wanted name stands as a field's name.

    Names without quotes count only where a brace, a comma or a new line stands before them. Of a
    name written twice (`"answer": "answer": "x"`) the second is the field.
    """
    names = "|".join(re.escape(name) for name in wanted)
    quoted = rf"""(?<![\\\w])["'“](?P<q>{names})["'”]\s*+:\s*+"""
    plain = rf"""(?<=[{{,\n])[ \t]*+(?P<p>{names})[ \t]*+:\s*+(?=["'\[{{\d-]|true|false|null)"""
    pattern = f"{quoted}|{plain}" if "{" in text else quoted
    marks: list[Mark] = []
    for found in re.finditer(pattern, text):
        if marks and marks[-1].end == found.start():
            marks.pop()
        before = text[max(0, found.start() - _TAIL) : found.start()].rstrip()
        name = found["q"] or found.groupdict()["p"]
        marks.append(Mark(name, found.start(), found.end(), before.endswith("{")))
    return marks


def mended_objects(text: str, marks: Sequence[Mark], key: str) -> Iterator[Mended]:
    """Broken objects that hold a whole value of `key`, the last one first."""
    places = [index for index, mark in enumerate(marks) if mark.name == key]
    for index in reversed(places[-_KEYS_TRIED:]):
        answer = _field(text, marks, index)
        if answer is None:
            continue
        found = {
            marks[other].name: field
            for other in _same_object(marks, index, answer)
            if (field := answer if other == index else _field(text, marks, other)) is not None
        }
        faults = [fault for field in found.values() for fault in field.faults]
        yield Mended(
            answer.end,
            {name: field.value for name, field in found.items()},
            any(field.object_ends for field in found.values()),
            tuple(dict.fromkeys(faults)),
        )


def _same_object(marks: Sequence[Mark], index: int, answer: Field) -> range:
    """The marks of the object to which `marks[index]` belongs: a name stands once in an object."""
    first, stop = index, index + 1
    seen = {marks[index].name}
    while first > 0 and not marks[first].opens and marks[first - 1].name not in seen:
        first -= 1
        seen.add(marks[first].name)
    while stop < len(marks) and not answer.object_ends:
        if marks[stop].opens or marks[stop].name in seen:
            break
        seen.add(marks[stop].name)
        stop += 1
    return range(first, stop)


def _field(text: str, marks: Sequence[Mark], index: int) -> Field | None:
    """The value behind `marks[index]`, or None when it is cut off."""
    mark = marks[index]
    following = marks[index + 1] if index + 1 < len(marks) else None
    quote = text[mark.end : mark.end + 1]
    if quote in QUOTES:
        read = _string_part(text, mark.end + 1, following, quote)
    else:
        # The name that follows is part of what shows where a bare value ends.
        same = following is not None and not following.opens
        end = len(text) if following is None else following.end if same else following.start
        read = _bare_part(text, mark.end, end)
    if read is None:
        return None
    faults = tuple(f"{fault} in {mark.name!r}" for fault in read.faults)
    return Field(read.value, read.end, read.object_ends, faults)


def _bare_part(text: str, start: int, end: int) -> Field | None:
    """An unquoted value."""
    bare = unquoted_value(text, start, end)
    if bare is None:
        return None
    ends = _OBJECT_END.match(text, bare.end) is not None
    return Field(bare.value, bare.end, ends, bare.faults)


def _string_part(text: str, start: int, following: Mark | None, quote: str) -> Field | None:
    """A quoted value: up to the next name where that plainly follows, else to a closing quote."""
    end = following.start if following else len(text)
    same = following is not None and not following.opens
    raw = text[start:end].rstrip() if same else ""
    if same and _VALUE_END.search(raw, max(0, len(raw) - _TAIL)):
        return _up_to_next(raw, end, quote)
    closing = end_of_string(text, start, end, quote)
    if closing is not None:
        value, faults = decoded(text[start : closing.at], quote)
        return Field(value, closing.at + 1, closing.object_ends, (*closing.faults, *faults))
    if same and (raw.endswith(",") or "\n" in text[start + len(raw) : end]):
        return _up_to_next(raw, end, quote)
    return None


def _up_to_next(raw: str, end: int, quote: str) -> Field:
    """A value that reaches to the next field's name, without its quote and comma."""
    tail = _FIELD_TAIL.search(raw, max(0, len(raw) - _TAIL))
    kept = raw[: tail.start()] if tail else raw
    faults = [] if tail and "," in tail[0] else ["missing comma"]
    if kept.endswith(QUOTES[quote]):
        kept = kept[:-1]
    else:
        faults.append("missing closing quote")
    value, more = decoded(kept, quote)
    return Field(value, end, object_ends=False, faults=(*faults, *more))


def decoded(raw: str, quote: str) -> tuple[str, list[str]]:
    """A string's content with its escapes decoded, and what had to be mended in it."""
    faults = ["single quotes"] if quote == "'" else []
    tripled = _TRIPLED.fullmatch(raw) if quote in "\"'" else None
    if tripled is not None:
        raw, faults = tripled[2], ["triple quotes"]
    escaped = _UNESCAPED.sub(lambda found: found[1] or '\\"', raw)
    if escaped != raw and quote == '"':
        faults.append("unescaped quote")
    if re.search(r"[\x00-\x1f]", raw):
        faults.append("raw line break")
    try:
        value: str = json.loads(f'"{escaped}"', strict=False)
    except ValueError:  # a backslash at the very end
        return raw, [*faults, "backslash not escaped"]
    return value, faults
