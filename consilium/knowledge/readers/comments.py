"""Comments of a note as stretches that only a reader on this machine may use."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from consilium.knowledge.obsidian.headings import Heading, headings
from consilium.knowledge.obsidian.masking import Hidden
from consilium.knowledge.obsidian.scan import Scan
from consilium.knowledge.readers.cutting import cut
from consilium.knowledge.readers.quotable import quotable
from consilium.types.source import Stretch

_MARKS = {"comment": ("%%", "%%"), "html": ("<!--", "-->")}
_UID = re.compile(r"<!--\s*UID:")
_LINE = re.compile(r"[^\n]+")


def comment_stretches(scanned: Scan, blocks: Sequence[Stretch], start: int = 0) -> Iterator[Stretch]:
    """What a note's comments say, each a private stretch, in order.

    Args:
        scanned: the note.
        blocks: the stretches of its blocks in order; a comment within one of them, which is private as a
            whole, is not told twice.
        start: where its body starts.
    """
    above = list(headings(scanned, start))
    taken = [stretch.end for stretch in blocks]
    for hole in scanned.holes:
        if hole.kind in _MARKS and not _UID.match(scanned.text, hole.start):
            for begins, ends in _said(hole, scanned):
                at = bisect_right(taken, begins)
                if at == len(blocks) or blocks[at].start >= ends:
                    yield Stretch(begins, ends, _section(above, begins), private=True)


def _said(hole: Hidden, scanned: Scan) -> Iterator[tuple[int, int]]:
    """The quotable parts of a comment: its paragraphs, without its marks."""
    opening, closing = _MARKS[hole.kind]
    start = hole.start + len(opening)
    closed = hole.end - start >= len(closing) and scanned.text.startswith(closing, hole.end - len(closing))
    end = hole.end - len(closing) if closed else hole.end
    for begins, stops in _paragraphs(scanned.text, start, end):
        for part in cut(scanned.text, begins, stops):
            if quotable(scanned.text[slice(*part)], meant=True):
                yield part


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines without a blank one between."""
    begun, last = -1, start
    for line in _LINE.finditer(text, start, end):
        blank = not line[0].strip(" \t\r>")
        if begun >= 0 and (blank or line.start() > last + 1):
            yield begun, last
            begun = -1
        if not blank:
            begun = line.start() if begun < 0 else begun
        last = line.end()
    if begun >= 0:
        yield begun, last


def _section(above: list[Heading], at: int) -> str:
    number = bisect_left(above, at, key=lambda heading: heading.start)
    return above[number - 1].section if number else ""
