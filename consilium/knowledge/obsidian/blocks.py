"""Blocks of a note: paragraphs, lists, quotations, callouts, tables and footnotes, each with its block id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from consilium.knowledge.obsidian.headings import Heading, headings
from consilium.knowledge.obsidian.scan import Scan

BlockKind = Literal["paragraph", "list", "quote", "callout", "table", "footnote"]

_QUOTE = re.compile(r"[ \t]*>")
_CALLOUT = re.compile(r"[ \t]*>[ \t]*\[![^\[\]\n]+\]")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?\Z")
_ROW_BELOW_HEAD = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?\Z")
_FOOTNOTE = re.compile(r"[ ]{0,3}\[\^(?P<label>[^\[\]\s]+)\]:[ \t]*")
_ID_LINE = re.compile(r"[ \t]*\^(?P<id>[A-Za-z0-9-]+)[ \t]*\r?\Z")
_ID_BEHIND = re.compile(r"(?:^|\s)\s*\^(?P<id>[A-Za-z0-9-]+)\s*\Z")
_BLANK = re.compile(r"\s*")
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Block:
    """A block at ``text[start:end]``, without its block id and without a footnote's label.

    Args:
        start: offset of its first character that is no blank.
        end: offset behind its last.
        kind: what it is.
        heading: the heading it stands below, if any.
        id: its block id without ``^``; empty where it has none that a link can name.
        label: a footnote's label.
    """

    start: int
    end: int
    kind: BlockKind
    heading: Heading | None = None
    id: str = ""
    label: str = ""


def blocks(scanned: Scan, start: int = 0) -> Iterator[Block]:
    """The blocks of a note's body in order, without overlap; headings, code and comments are none.

    A list that follows its paragraph without a blank line stays with it. An item with a block id of its
    own is a block of its own.
    """
    for block in _Splitter(scanned, start).blocks():
        yield from _items(block, scanned) if block.kind == "list" else [block]


class _Splitter:
    """Runs through the lines once and keeps the block that is being read."""

    def __init__(self, scanned: Scan, start: int) -> None:
        self._scan = scanned
        self._start = start
        self._headings = {heading.start: heading for heading in headings(scanned, start)}
        self._heading: Heading | None = None
        self._open: Block | None = None
        self._last: Block | None = None

    def blocks(self) -> Iterator[Block]:
        """All blocks; one is handed out only when no block id can follow it any more."""
        lines = self._scan.shown[self._start :].split("\n")
        at = self._start
        for number, line in enumerate(lines):
            below = lines[number + 1] if number + 1 < len(lines) else ""
            yield from self._take(line, below, at)
            at += len(line) + 1
        yield from self._close()
        yield from self._hand_out()

    def _take(self, line: str, below: str, at: int) -> Iterator[Block]:
        if found := self._headings.get(at):
            yield from self._close()
            yield from self._hand_out()
            self._heading = found
        elif self._heading and at < self._heading.end:
            return
        elif not line.strip() or _RULE.match(line):
            yield from self._close()
        elif named := _ID_LINE.match(line):
            yield from self._name(named["id"])
        else:
            kind = self._begins(line, below)
            if kind:
                yield from self._close()
                label = _FOOTNOTE.match(line)
                skipped = label.end() if label else len(line) - len(line.lstrip())
                name = label["label"] if label else ""
                self._open = Block(at + skipped, at, kind, self._heading, label=name)
            assert self._open
            grown = "list" if self._open.kind == "paragraph" and _ITEM.match(line) else self._open.kind
            self._open = replace(self._open, kind=grown, end=max(self._open.start, at + len(line.rstrip())))

    def _begins(self, line: str, below: str) -> BlockKind | None:
        """The kind of block that a line opens, or None where it goes on with the open one."""
        inside = self._open.kind if self._open else None
        if _QUOTE.match(line):
            return None if inside in ("quote", "callout") else "callout" if _CALLOUT.match(line) else "quote"
        if _FOOTNOTE.match(line):
            return "footnote"
        if inside != "table" and "|" in line and "|" in below and _ROW_BELOW_HEAD.match(below):
            return "table"
        if _ITEM.match(line):
            return None if inside in ("paragraph", "list") else "list"
        return None if inside else "paragraph"

    def _name(self, id_: str) -> Iterator[Block]:
        """A block id on its own line: that of the open block, or of the list, quotation or table before it."""
        if self._open:
            self._open = replace(self._open, id=id_)
            yield from self._close()
        elif self._last and self._last.kind not in ("paragraph", "footnote"):
            self._last = replace(self._last, id=id_)

    def _close(self) -> Iterator[Block]:
        """The open block is complete; the one before it is handed out."""
        if self._open is None:
            return
        block = self._open if self._open.kind == "list" else _named_behind(self._open, self._scan)
        self._open = None
        if block.end > block.start:
            yield from self._hand_out()
            self._last = block

    def _hand_out(self) -> Iterator[Block]:
        if self._last:
            yield self._last
        self._last = None


def _named_behind(block: Block, scanned: Scan) -> Block:
    """The block without the block id at its end, which names it where Obsidian lets it.

    No link can point into a quotation or callout, so an id in its last line names nothing.
    """
    begins = max(block.start, block.end - _LONGEST_ID)
    found = _ID_BEHIND.search(scanned.bare[begins : block.end])
    if found is None or (begins + found.start() == begins and begins > block.start):
        return block
    end = begins + found.start()
    names = not block.id and block.kind in ("paragraph", "footnote")
    return replace(block, end=end, id=found["id"] if names else block.id)


def _items(block: Block, scanned: Scan) -> Iterator[Block]:
    """A list as it can be cited: items with an id of their own apart, the others together."""
    starts = [found.start() for found in _ITEM.finditer(scanned.bare, block.start, _line_end(scanned, block.end))]
    edges = [block.start, *[at for at in starts if at > block.start], _line_end(scanned, block.end)]
    begun = block.start
    for start, stop in pairwise(edges):
        end = start + len(scanned.shown[start:stop].rstrip())
        item = _named_item(start, end, scanned)
        if item is None:
            continue
        if start > begun:
            yield replace(block, start=_skip(scanned, begun), end=begun + len(scanned.shown[begun:start].rstrip()))
        yield replace(block, start=_skip(scanned, start), end=item[0], id=item[1])
        begun = stop
    if begun < block.end:
        yield replace(block, start=_skip(scanned, begun), end=block.end)


def _named_item(start: int, end: int, scanned: Scan) -> tuple[int, str] | None:
    begins = max(start, end - _LONGEST_ID)
    found = _ID_BEHIND.search(scanned.bare[begins:end])
    return (begins + found.start(), found["id"]) if found and begins + found.start() > start else None


def _line_end(scanned: Scan, at: int) -> int:
    end = scanned.shown.find("\n", at)
    return len(scanned.shown) if end < 0 else end


def _skip(scanned: Scan, at: int) -> int:
    blank = _BLANK.match(scanned.shown, at)
    return blank.end() if blank else at
