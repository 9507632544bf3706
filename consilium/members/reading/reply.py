"""Reading one reply: which object is meant, what it says, and how sure that reading is."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from consilium.members.reading.fields import Mark, decoded, marks_of, mended_objects
from consilium.members.reading.latex import restore_backslashes
from consilium.members.reading.objects import Found, unwrapped, whole_objects
from consilium.members.reading.placeholder import is_placeholder
from consilium.members.reading.prose import answer_in_prose

# A closing brace of LaTeX does not stand on a line of its own, nor behind a closing quote.
_OBJECT_END = re.compile(r"""(?:(?:\n|(?<![:\\])(?<!: )["'”\]])[ \t]*+\}|\}\s*+```)[\s`]*+\Z""")
_TAIL = 1_000

How = Literal["json", "mended", "prose", "nothing"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read out of one reply.

    Attributes:
        fields: the wanted top-level fields that stand whole in the text.
        how: strict JSON, mended, plain text, or no answer found.
        truncated: the text ends before the object closes.
        faults: what had to be mended, in plain words.
    """

    fields: dict[str, JsonValue]
    how: How
    truncated: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One reading of one object in the text."""

    end: int
    reading: Reading


def read_reply(text: str, *, wanted: Sequence[str], key: str) -> Reading:
    r"""Read the structured reply in `text`.

    Of several objects the last complete one that holds `key` counts, unless it echoes the prompt's
    example.

    Args:
        text: the raw reply of a model, with or without fences, prose and mistakes.
        wanted: the schema's top-level fields, in order.
        key: the field without which the reply is worth nothing.

    >>> read_reply(r'{"answer": "\frac{1}{2}", }', wanted=["answer"], key="answer").fields
    {'answer': '\\frac{1}{2}'}
    """
    names = tuple(dict.fromkeys((*wanted, key)))
    reading = _from_objects(text, names, key) or _from_quoted_object(text, names, key)
    return reading or _from_prose(text, names, key)


def _from_objects(text: str, names: Sequence[str], key: str) -> Reading | None:
    """The best object in the text: closed before open, late before early, outer before inner."""
    plain = restore_backslashes(text)
    objects = whole_objects(plain)
    whole = list(_whole(text, plain, objects, names, key))
    marks = _outside(marks_of(plain, names), objects)
    broken = list(_broken(plain, marks, key))
    closed = [found for found in broken if not found.reading.truncated]
    outer = [found for found, inner in whole if not inner] + closed
    if outer:
        return max(outer, key=lambda found: found.end).reading
    rest = broken + [found for found, _ in reversed(whole)]
    return rest[0].reading if rest else None


def _whole(
    text: str, plain: str, objects: list[Found], names: Sequence[str], key: str
) -> Iterator[tuple[_Candidate, bool]]:
    """Readings of decodable objects, each with whether it is a value inside another object."""
    for found in unwrapped(objects, key):
        fields = {name: found.fields[name] for name in names if name in found.fields}
        if is_placeholder(fields, key):
            continue
        faults: tuple[str, ...] = () if found.strict else ("raw line break in a string",)
        if plain[found.start : found.end] not in text:
            faults += ("backslash not escaped",)
        how: How = "mended" if faults else "json"
        yield _Candidate(found.end, Reading(fields, how, truncated=False, faults=faults)), found.inner


def _broken(plain: str, marks: list[Mark], key: str) -> Iterator[_Candidate]:
    """Readings of objects that had to be cut at their field names, the last one first."""
    for found in mended_objects(plain, marks, key):
        if is_placeholder(found.fields, key):
            continue
        faults = found.faults or ("object not written as JSON",)
        if not found.closed:
            faults += ("no closing brace",)
        reading = Reading(found.fields, "mended", truncated=not found.closed, faults=faults)
        yield _Candidate(found.end, reading)


def _outside(marks: list[Mark], objects: list[Found]) -> list[Mark]:
    """The marks that do not stand inside a decodable object (both lists are in order)."""
    outside: list[Mark] = []
    spans = iter(objects)
    span = next(spans, None)
    for mark in marks:
        while span is not None and span.end <= mark.start:
            span = next(spans, None)
        if span is None or mark.start < span.start:
            outside.append(mark)
    return outside


def _from_quoted_object(text: str, names: Sequence[str], key: str) -> Reading | None:
    r"""An object, or only its key, written inside a string: `{\"answer\": \"5\"}`."""
    if f'\\"{key}\\"' not in text:
        return None
    try:
        inside = json.loads(text)
    except (ValueError, RecursionError):
        inside = None
    unquoted = inside if isinstance(inside, str) else text.replace('\\"', '"')
    reading = _from_objects(unquoted, names, key)
    if reading is None:
        return None
    faults = ("object written inside a string", *reading.faults)
    return Reading(reading.fields, "mended", reading.truncated, faults)


def _from_prose(text: str, names: Sequence[str], key: str) -> Reading:
    """What the text says outside of, or instead of, an object.

    Behind the start of a cut object nothing is trusted: its reasoning names values on the way.
    """
    start = _object_start(names).search(text)
    ended = _OBJECT_END.search(text[-_TAIL:]) is not None and not _key_is_cut(text, names, key)
    truncated = start is not None and not ended and not _closes_later(text, start.start())
    spoken = text
    if start is not None and truncated:
        spoken = text[: start.start()].rstrip().removesuffix("```json").removesuffix("```")
    elif start is not None:
        spoken = decoded(restore_backslashes(text.rstrip("`}\n\r\t \"'")), '"')[0]
    answer = answer_in_prose(spoken)
    if answer is None or is_placeholder({key: answer}, key):
        return Reading({}, "nothing", truncated, ("no answer found",))
    return Reading({key: answer}, "prose", truncated, ("no object with an answer",))


def _object_start(names: Sequence[str]) -> re.Pattern[str]:
    """Where an object of the schema begins, even if the text ends there; LaTeX has braces too."""
    any_name = "|".join(re.escape(name) for name in names)
    return re.compile(
        rf"""\{{\s*\\?["'“]?(?:{any_name})\b|\{{\s*["'“]\w{{0,40}}\Z|(?:\A|\n|```json\n?)[ \t]*+\{{\s*+\Z"""
    )


def _key_is_cut(text: str, names: Sequence[str], key: str) -> bool:
    """Whether the key stands in the text but none of its values is whole."""
    plain = restore_backslashes(text)
    marks = _outside(marks_of(plain, names), whole_objects(plain))
    return any(mark.name == key for mark in marks) and next(mended_objects(plain, marks, key), None) is None


def _closes_later(text: str, start: int) -> bool:
    """Whether the object begun at `start` is decodable after all: text follows it."""
    return any(found.start <= start < found.end for found in whole_objects(text))
