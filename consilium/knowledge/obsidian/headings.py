"""Headings of a note and the path of headings that leads to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.knowledge.obsidian.links import plain_links
from consilium.knowledge.obsidian.scan import Scan

STEP = " › "
"""Stands between the headings of a path."""

_HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?\s*\Z", re.DOTALL)
_UNDERLINE = re.compile(r"[ ]{0,3}(?:={2,}|-{3,})[ \t]*\r?\Z")
_NO_TITLE = re.compile(r"[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||\[\^[^\]]*\]:)")
_LONGEST_UNDERLINED = 120
_EMPHASIS = re.compile(r"\*+|==|~~|(?<!\w)_+|_+(?!\w)|`")
_TAIL = re.compile(r"(?:\[\^[^\[\]\s]+\]|(?:^|[ \t]+)\^[A-Za-z0-9-]+)[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at ``text[start:end]``, underline included.

    ``text`` is what a reader sees of it, ``path`` the headings above it and itself.
    """

    start: int
    end: int
    level: int
    text: str
    path: tuple[str, ...]

    @property
    def section(self) -> str:
        """The path in one line."""
        return STEP.join(part for part in self.path if part)


def headings(scanned: Scan, start: int = 0) -> Iterator[Heading]:
    """The headings of a note's body, in order; those in code, comments and callouts are none."""
    above: list[tuple[int, str]] = []
    for begins, end, level, written in _found(scanned.shown, start):
        text = seen(written)
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, text))
        yield Heading(begins, end, level, text, tuple(title for _, title in above))


def seen(written: str) -> str:
    """Markdown in one line as a reader sees it: without emphasis, marks of code, link targets and block ids.

    >>> seen("**МПК** и [[Порог|анаэробный порог]] ^mpk")
    'МПК и анаэробный порог'
    """
    return " ".join(_EMPHASIS.sub("", _TAIL.sub("", plain_links(written.strip()))).split())


def _found(shown: str, start: int) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, level and text of each heading."""
    at, title, before = start, -1, ""
    for line in shown[start:].split("\n"):
        end = at + len(line.rstrip())
        if heading := _HEADING.match(line):
            yield at, end, len(heading["marks"]), heading["text"] or ""
            title = -1
        elif title >= 0 and _UNDERLINE.match(line):
            yield title, end, 1 if "=" in line else 2, before
            title = -1
        else:
            title = at if _may_be_title(line, before) else -1
        before = line
        at += len(line) + 1


def _may_be_title(line: str, before: str) -> bool:
    """Whether a line underlined would be a heading: short, a paragraph by itself, no other block."""
    if not line.strip() or len(line) > _LONGEST_UNDERLINED or _NO_TITLE.match(line):
        return False
    return not before.strip() or bool(_HEADING.match(before))
