"""Callouts: ``> [!type]+ Title``, one within another, and the types that Obsidian knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from consilium.knowledge.obsidian.scan import Scan

Fold = Literal["", "+", "-"]

_LINE = re.compile(r"^(?P<marks>[ \t]*(?:>[ \t]{0,3})*)(?P<rest>[^\n]*)$", re.MULTILINE)
_HEAD = re.compile(r"[ \t]*\[!(?P<type>[^\[\]\n]+)\](?P<fold>[+-]?)(?:[ \t]+(?P<title>[^\r\n]*))?")
_KNOWN = {
    **dict.fromkeys(["note", "info", "todo", "bug", "example", "abstract", "tip", "success"], ""),
    **dict.fromkeys(["question", "warning", "failure", "danger", "quote"], ""),
    **dict.fromkeys(["summary", "tldr"], "abstract"),
    **dict.fromkeys(["hint", "important"], "tip"),
    **dict.fromkeys(["check", "done"], "success"),
    **dict.fromkeys(["help", "faq"], "question"),
    **dict.fromkeys(["caution", "attention"], "warning"),
    **dict.fromkeys(["fail", "missing"], "failure"),
    "error": "danger",
    "cite": "quote",
}


@dataclass(frozen=True, slots=True)
class Callout:
    """A callout at ``text[start:end]``.

    Args:
        start: offset of its first ``>``.
        end: offset behind its last line.
        kind: its type as written, in lower case.
        fold: ``+`` or ``-`` where it can be folded.
        title: as written; empty where the type is its title.
        depth: 1 for a callout in the note, 2 for one within that, and so on.
        body: offset behind its first line.
    """

    start: int
    end: int
    kind: str
    fold: Fold
    title: str
    depth: int
    body: int

    @property
    def shown_as(self) -> str:
        """The type it looks like: synonyms have one look, and types nobody knows look like a note."""
        return _KNOWN.get(self.kind, "note") or self.kind


@dataclass(slots=True)
class _Open:
    start: int
    depth: int
    head: re.Match[str]
    body: int


def callouts(scanned: Scan, start: int = 0) -> Iterator[Callout]:
    """The callouts of a note in order of their starts; those in code and comments are none.

    A callout opens a quotation or stands in one that is quoted deeper than the line before; any text
    without a blank line or another block between belongs to it (a lazy continuation).
    """
    found: list[Callout] = []
    open_: list[_Open] = []
    depth, end = 0, start
    for line in _LINE.finditer(scanned.shown, start):
        now = line["marks"].count(">")
        lazy = not now and depth and line["rest"].strip() and not _starts_block(line["rest"])
        if not lazy:
            found += _close(open_, now, end, scanned)
            head = _HEAD.match(line["rest"]) if now > depth else None
            if head:
                # The pattern ran over the rest of the line; its places are counted from there.
                open_.append(_Open(line.start() + line["marks"].index(">"), now, head, line.end()))
            depth = now
        end = line.start() + len(line[0].rstrip())
    found += _close(open_, 0, end, scanned)
    yield from sorted(found, key=lambda callout: (callout.start, -callout.end))


def _close(open_: list[_Open], depth: int, end: int, scanned: Scan) -> Iterator[Callout]:
    """End every callout that is quoted deeper than the line that comes now."""
    while open_ and open_[-1].depth > depth:
        one = open_.pop()
        yield Callout(
            one.start,
            max(end, one.start),
            one.head["type"].strip().casefold(),
            _fold(one.head["fold"]),
            (one.head["title"] or "").strip(),
            one.depth,
            min(one.body, len(scanned.text)),
        )


def _fold(mark: str) -> Fold:
    return "+" if mark == "+" else "-" if mark == "-" else ""


def _starts_block(line: str) -> bool:
    return bool(re.match(r"[ ]{0,3}(?:#{1,6}(?:[ \t]|$)|[-*+][ \t]|\d{1,9}[.)][ \t]|\||(?:-[ \t]*){3,}$)", line))
