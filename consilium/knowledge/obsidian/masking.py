"""What hides syntax in a note, and masks in which it is blank: as long as the note, every line end in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

HiddenKind = Literal["fence", "code", "comment", "html", "math", "display", "data", "escape"]
"""What a hidden span is; ``display`` is math on lines of its own, ``data`` an image within the text."""

_LINE = re.compile(r"[^\n]+|(?<=\n)\n")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_KEPT_MARKS = re.compile(r"^((?:[ \t]*>)+)|[^\r\n]", re.MULTILINE)
_ALL = re.compile(r"[^\r\n]")

_QUOTED_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Hidden:
    """A span ``text[start:end]`` in which nothing means what it means elsewhere."""

    start: int
    end: int
    kind: HiddenKind


def blanked(text: str, spans: Iterable[Hidden]) -> str:
    """The text with these spans as blanks; line ends stay, and so do the marks of a quotation around them."""
    parts, at, line = [], 0, 0
    for span in spans:
        line = max(line, text.rfind("\n", at, span.start) + 1)
        quoted = text[line : line + _QUOTED_WITHIN].lstrip().startswith(">")
        parts += [
            text[at : span.start],
            (_KEPT_MARKS if quoted else _ALL).sub(_mark_or_blank, text[span.start : span.end]),
        ]
        line = max(line, text.rfind("\n", span.start, span.end) + 1)
        at = span.end
    return "".join([*parts, text[at:]])


def _mark_or_blank(found: re.Match[str]) -> str:
    return (found[1] if found.re.groups else None) or " "


def indented(text: str) -> Iterator[Hidden]:
    """Indented code: behind a blank line and outside lists, where indented text goes on with an item.

    It hides links and tags as it does in Obsidian, yet can be quoted: many people indent prose.
    """
    in_list, after_blank = False, True
    for line in _LINE.finditer(text):
        if not line[0].strip():
            after_blank = True
            continue
        if not line[0].startswith(("    ", "\t")):
            in_list = bool(_ITEM.match(line[0])) or (in_list and not after_blank)
            after_blank = False
        elif after_blank and not in_list:
            # Further lines stay code until one is less indented, so what counts as blank before them is kept.
            yield Hidden(line.start(), line.end(), "code")
