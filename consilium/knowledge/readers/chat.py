"""Exports of chats with a model: whose message a stretch belongs to, when it was said, and by which id to find it.

The exports are notes with a callout a message: ``>[!nexus_user] **User** - 27.04.2025 at 16:57``, closed by
a comment with the message's id. An assistant's words are never evidence, whatever they are quoted from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from consilium.knowledge.obsidian.callouts import Callout, callouts
from consilium.knowledge.obsidian.scan import Scan
from consilium.knowledge.readers.dates import iso_date, iso_time
from consilium.knowledge.readers.quotable import quotable
from consilium.types.source import Provenance, Stretch

_HEAD = re.compile(
    r"^[ \t]*>[ \t]*\[!nexus_(?P<role>\w+)\][+-]?[ \t]*"
    r"(?:\*\*(?P<name>[^\n]+?)\*\*)?(?:[ \t]+-[ \t]+(?P<time>[^\r\n]+))?[^\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_UID = re.compile(r"<!--\s*UID:\s*(?P<uid>[^\s>]+?)\s*-->")
_UNQUOTED = re.compile(r"\n(?![ \t]*>)")
_RULE = re.compile(r"^[ ]{0,3}(?:-[ \t]*){3,}\r?$", re.MULTILINE)
_RECORD = re.compile(r"\s*(?:Created|Last Updated|Chat URL):", re.IGNORECASE)
_MARKS = " \t\r\n>"
_OWN_ROLES = frozenset({"user", "prompt"})


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; its words stand in ``text[start:end]``, behind its head.

    Args:
        start: offset behind the head.
        end: offset of the comment that closes it.
        provenance: ``own`` for the user's words, ``model`` for an assistant's.
        speaker: as the export names it, with the model where it tells.
        time: ISO 8601 as far as told.
        uid: the message's id.
    """

    start: int
    end: int
    provenance: Provenance
    speaker: str
    time: str
    uid: str


def messages(scanned: Scan, start: int = 0) -> list[Message]:
    """The messages of an exported chat in order; none in a note that is no such export."""
    heads = list(_HEAD.finditer(scanned.shown, start))
    uids = [found for hole in scanned.holes if hole.kind == "html" and (found := _UID.match(scanned.text, hole.start))]
    places = [found.start() for found in uids]
    said: list[Message] = []
    for number, head in enumerate(heads):
        before = heads[number + 1].start() if number + 1 < len(heads) else len(scanned.text)
        at = bisect_right(places, head.end())
        uid = uids[at] if at < len(uids) and places[at] < before else None
        end = uid.start() if uid else _end(head, before, scanned)
        said.append(_message(head, end, uid["uid"] if uid else ""))
    return said


def _message(head: re.Match[str], end: int, uid: str) -> Message:
    role = head["role"].casefold()
    written = head["time"] or ""
    day, clock = iso_date(written), iso_time(written)
    return Message(
        start=head.end(),
        end=end,
        provenance=_whose(role),
        speaker=head["name"] or role,
        time=f"{day}T{clock}" if day and clock else day,
        uid=uid,
    )


def _end(head: re.Match[str], before: int, scanned: Scan) -> int:
    """The end of a message without an id: that of its quotation, or of what follows where only its head is quoted."""
    unquoted = _UNQUOTED.search(scanned.shown, head.end(), before)
    end = unquoted.start() if unquoted else before
    if scanned.shown[head.end() : end].strip(_MARKS):
        return end
    rule = _RULE.search(scanned.shown, head.end(), before)
    return rule.start() if rule else before


def attributed(stretches: Iterable[Stretch], said: Sequence[Message], scanned: Scan) -> Iterator[Stretch]:
    """The stretches of a chat by message: with speaker, time and id, heads and the export's own records left out."""
    starts = [message.start for message in said]
    nested = [one for one in callouts(scanned) if one.depth > 1 and one.kind.startswith("nexus_")]
    for stretch in stretches:
        # A stretch may begin with the head of the message that it holds.
        number = bisect_right(starts, stretch.end) - 1
        message = said[number] if number >= 0 and said[number].end > stretch.start else None
        if message:
            yield from _of_message(stretch, message, nested, scanned.text)
        elif not _RECORD.match(scanned.text, stretch.start):
            yield stretch


def _of_message(stretch: Stretch, message: Message, nested: Sequence[Callout], text: str) -> Iterator[Stretch]:
    """A stretch's parts in a message: its own words, and what is attached to it, which is somebody else's."""
    section = ", ".join(part for part in (message.speaker, message.time.replace("T", " ")) if part)
    whole = replace(stretch, section=section, place=message.uid or stretch.place, flags=())
    at = max(stretch.start, message.start)
    for callout in nested:
        if callout.start < stretch.end and callout.end > at:
            yield from _part(whole, at, callout.start, message.provenance, text)
            attached = _whose(callout.kind.removeprefix("nexus_"))
            end = min(callout.end, stretch.end)
            yield from _part(whole, max(at, callout.body), end, attached, text)
            at = max(at, end)
    yield from _part(whole, at, stretch.end, message.provenance, text)


def _part(whole: Stretch, start: int, end: int, provenance: Provenance, text: str) -> Iterator[Stretch]:
    piece = text[start:end] if start < end else ""
    start += len(piece) - len(piece.lstrip(_MARKS))
    end = start + len(piece.strip(_MARKS))
    if quotable(text[start:end]):
        yield replace(whole, start=start, end=end, provenance="" if provenance == "own" else provenance)


def _whose(role: str) -> Provenance:
    """Whose words a callout of this role holds; whoever is unknown is taken for the model."""
    return "own" if role in _OWN_ROLES else "other" if role == "attachment" else "model"
