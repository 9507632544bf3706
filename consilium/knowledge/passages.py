"""Splitting a note into passages: paragraphs, list blocks and callouts, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.knowledge.notes import Note
from consilium.types.evidence import Passage

SHORTEST_CHARS = 40
SIGNPOST_CHARS = 200
SIGNPOST_SHARE = 0.15
"""A short block with more of it in links than this only points elsewhere."""

_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?\s*\Z")
_LINK = re.compile(r"!?\[\[[^\]]*\]\]")
_LINKS_ONLY = re.compile(r"^[\s>*+\-|]*(?:!?\[\[[^\]]*\]\][\s,;.·|*+\-]*)+$")
_FENCE = re.compile(r"[>\s]*(?:(`{3,})[^`]*|(~{3,}).*)\Z", re.DOTALL)

# A block comment that is never closed hides the rest of its note.
_COMMENT = re.compile(r"%%.*?%%|^[ \t]*%%.*\Z", re.DOTALL | re.MULTILINE)
_CODE_OR_COMMENT = re.compile(
    rf"^[ \t>]*(```|~~~).*?(?:^[ \t>]*\1|\Z)|`[^`\n]*`|({_COMMENT.pattern})", re.DOTALL | re.MULTILINE
)


def split_note(note: Note) -> Iterator[Passage]:
    """Passages of a note, in order; ``note.text[p.start:p.end] == p.text`` for each.

    Headings become the section of what follows. Left out: comments (``%%…%%`` never leaves the
    note), code, link lists and blocks too short to say anything.
    """
    hidden = _comments(note.text)
    for start, end, section in _blocks(note.text, note.body):
        text = note.text[start:end]
        if _quotable(text) and not any(start < stop and begin < end for begin, stop in hidden):
            yield _passage(note, text, start, end, section)


def _comments(text: str) -> list[tuple[int, int]]:
    """Stretches that are comments, whether marks inside code count or not: too much hidden is no leak."""
    aware = [match.span(2) for match in _CODE_OR_COMMENT.finditer(text) if match.group(2)]
    return aware + [match.span() for match in _COMMENT.finditer(text)]


def _blocks(text: str, body: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and section of each run of lines between blank lines, headings and code."""
    section, fence, start, end, at = "", "", -1, -1, body
    for line in text[body:].split("\n"):
        heading, marks = _HEADING.match(line), _fence_marks(line)
        if fence or marks or heading or not line.strip():
            if start >= 0:
                yield start, end, section
            start = -1
        elif start < 0:
            start = at
        if fence:
            fence = "" if marks.startswith(fence) else fence
        elif heading:
            section = heading.group(1)
        else:
            fence = marks
        end = at + len(line.rstrip())
        at += len(line) + 1
    if start >= 0:
        yield start, end, section


def _fence_marks(line: str) -> str:
    """The marks that open or close a block of code in this line."""
    found = _FENCE.match(line)
    return (found.group(1) or found.group(2)) if found else ""


def _quotable(text: str) -> bool:
    """Whether a block says something of its own: not too short, no list of links, no signpost."""
    if len(text.strip()) < SHORTEST_CHARS or _LINKS_ONLY.match(text):
        return False
    linked = sum(len(link) for link in _LINK.findall(text))
    return len(text) > SIGNPOST_CHARS or linked <= len(text) * SIGNPOST_SHARE


def _passage(note: Note, text: str, start: int, end: int, section: str) -> Passage:
    return Passage(
        id=f"{note.source}#{start}",
        source=note.source,
        title=note.title,
        text=text,
        start=start,
        end=end,
        section=section,
        date=note.date,
        private=note.private,
    )
