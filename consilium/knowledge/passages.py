"""Splitting a note into passages: paragraphs, list blocks and callouts, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.knowledge.notes import Note
from consilium.types.evidence import Passage

SHORTEST_CHARS = 40

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_LINKS_ONLY = re.compile(r"^[\s>*+\-|]*(?:!?\[\[[^\]]*\]\][\s,;.·|*+\-]*)+$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")


def split_note(note: Note) -> Iterator[Passage]:
    """Passages of a note, in order; ``note.text[p.start:p.end] == p.text`` for each.

    Headings become the section of what follows. Left out: comments (``%%…%%`` never leaves the
    note), code, link lists and blocks too short to say anything.
    """
    hidden = [match.span() for match in _COMMENT.finditer(note.text)]
    section, in_code = "", False
    for match in _BLOCK.finditer(note.text, note.body):
        start, end = match.span()
        fences = sum(bool(_FENCE.match(line)) for line in match.group().split("\n"))
        was_code, in_code = in_code, in_code != bool(fences % 2)
        if was_code or fences:
            continue
        section, start = _take_heading(note.text, start, end, section)
        text = note.text[start:end]
        if _quotable(text) and not any(start < stop and begin < end for begin, stop in hidden):
            yield _passage(note, text, start, end, section)


def _take_heading(text: str, start: int, end: int, section: str) -> tuple[str, int]:
    """The section in force inside a block, and where its text starts after a heading line."""
    line_end = text.find("\n", start, end)
    first = text[start : end if line_end < 0 else line_end]
    heading = _HEADING.match(first)
    if not heading:
        return section, start
    return heading.group(1), end if line_end < 0 else line_end + 1


def _quotable(text: str) -> bool:
    return len(text.strip()) >= SHORTEST_CHARS and not _LINKS_ONLY.match(text)


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
