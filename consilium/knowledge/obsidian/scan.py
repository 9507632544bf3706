"""One pass over a note that finds what hides other syntax: code, comments, math. Places stay places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from consilium.knowledge.obsidian.masking import Hidden, HiddenKind, blanked, indented

_OUT_OF_SIGHT: frozenset[HiddenKind] = frozenset({"fence", "comment", "html", "data"})

# Every alternative starts with a literal, so that the search skips over plain text quickly.
_TOKEN = re.compile(r"\\|``*|~~~~*|%%|\$\$?|<!--|\[\[|\(data:")
_PLAIN_TOKEN = re.compile(r"%%|<!--")

# What a span within a paragraph never reaches across.
_BREAK = re.compile(
    r"^[ \t>]*(?:\r?$|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\||```|~~~)",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"^[ \t>]*\r?$", re.MULTILINE)
_COMMENT_MARK = re.compile("%%")
_TICKS = re.compile("`+")
_MATH_END = re.compile(r"(?<=[^\s\\$])\$(?![\d$])")
_WIKI = re.compile(r"\[\[(?!\[)(?:[^\[\]\n%`]|%(?!%))*+\]\]")
_DATA = re.compile(r"\(data:[^()\s]*\)")
_SHORT_DATA = 200
_FENCE_LINE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*\r?$", re.MULTILINE)
_QUOTED_FENCE_LINE = re.compile(r"^(?:[ \t>]*(`{3,}|~{3,})[ \t]*\r?$|(?![ \t]*>))", re.MULTILINE)
_BEFORE_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")
_BEFORE_BLOCK = re.compile(r"[ \t>]*")
_LONGEST_PREFIX = 60
_ESCAPED = frozenset("\\`$[#(<~")


@dataclass(frozen=True)
class Scan:
    """A note's text and the spans that hide syntax in it, in order, without overlap."""

    text: str
    hidden: tuple[Hidden, ...]
    plain: bool = False

    @cached_property
    def shown(self) -> str:
        """The text with comments, fenced code and embedded data blanked: as long as the text itself."""
        return blanked(self.text, [span for span in self.hidden if span.kind in _OUT_OF_SIGHT])

    @cached_property
    def bare(self) -> str:
        """What is shown without inline and indented code, math and escapes: where other syntax is looked for."""
        visible = blanked(self.text, self.hidden)
        return visible if self.plain else blanked(visible, indented(visible))

    @cached_property
    def holes(self) -> tuple[Hidden, ...]:
        """The spans that no public quotation may contain: comments, fenced code, embedded data."""
        return tuple(span for span in self.hidden if span.kind in _OUT_OF_SIGHT)


def scan(text: str, start: int = 0, *, plain: bool = False) -> Scan:
    """Find the hidden spans of a note in time linear in its length.

    Args:
        text: the whole note.
        start: where its body starts; the frontmatter before it is blanked by nobody.
        plain: the text is no Markdown, so only comments are looked for.
    """
    return Scan(text, tuple(_Scanner(text).spans(start, _PLAIN_TOKEN if plain else _TOKEN)), plain)


class _Scanner:
    """The pass itself; look-ups that a stray mark would repeat are made once for the whole text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._without: set[str] = set()
        self._link_end = 0
        self._handlers: Mapping[str, Callable[[re.Match[str]], Hidden | None]] = {
            "\\": self._escape,
            "`": self._ticks,
            "~": self._fence,
            "%": self._comment,
            "$": self._math,
            "<": self._html,
            "[": self._wiki,
            "(": self._data,
        }

    def spans(self, start: int, token: re.Pattern[str]) -> list[Hidden]:
        found: list[Hidden] = []
        at = start
        while mark := token.search(self._text, at):
            span = self._handlers[mark[0][0]](mark)
            if span:
                found.append(span)
            at = span.end if span else max(mark.end(), self._link_end)
        return found

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in _BREAK.finditer(self._text)]

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [found.start() for found in _BLANK_LINE.finditer(self._text)]

    @cached_property
    def _comment_marks(self) -> list[int]:
        return [found.start() for found in _COMMENT_MARK.finditer(self._text)]

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        runs: dict[int, list[int]] = {}
        for found in _TICKS.finditer(self._text):
            runs.setdefault(len(found[0]), []).append(found.start())
        return runs

    @cached_property
    def _math_ends(self) -> list[int]:
        return [found.start() for found in _MATH_END.finditer(self._text)]

    def _paragraph_end(self, at: int) -> int:
        number = bisect_right(self._breaks, at)
        return self._breaks[number] if number < len(self._breaks) else len(self._text)

    def _find(self, mark: str, at: int) -> int:
        """The next place of a mark, or -1; a mark that is not there is looked for once."""
        if mark in self._without:
            return -1
        place = self._text.find(mark, at)
        if place < 0:
            self._without.add(mark)
        return place

    def _marks_between(self, start: int, end: int) -> int:
        """How many marks of comments stand between two places."""
        return bisect_left(self._comment_marks, end) - bisect_left(self._comment_marks, start)

    def _cuts_comment(self, start: int, end: int) -> bool:
        """Whether what looks like code more likely is two stray marks, one of them within a comment.

        Code holds marks in pairs, or one alone. One among other words, with its partner behind, is the
        start of a comment: hidden too much is no leak.
        """
        inside = self._marks_between(start, end)
        if not inside or self._text[start:end].strip() == "%%":
            return False
        if "\n" in self._text[start:end]:
            return True
        rest = self._marks_between(end, len(self._text))
        return self._is_half(start, end) or (inside % 2 == 1 and rest % 2 == 1 and " " in self._text[start:end])

    def _is_half(self, start: int, end: int) -> bool:
        """Whether a mark in this span has its partner behind the span, before the next blank line."""
        return self._marks_between(start, end) % 2 == 1 == self._marks_between(end, self._run_end(end)) % 2

    def _whole(self, start: int, end: int, kind: HiddenKind) -> Hidden:
        """A hidden span, with the rest of a comment that starts in it."""
        return Hidden(start, self._find("%%", end) + 2 if self._is_half(start, end) else end, kind)

    def _run_end(self, at: int) -> int:
        """The end of the run of lines without a blank one between."""
        number = bisect_right(self._blank_lines, at)
        return self._blank_lines[number] if number < len(self._blank_lines) else len(self._text)

    def _line_end(self, at: int) -> int:
        newline = self._text.find("\n", at)
        return newline if newline >= 0 else len(self._text)

    def _starts_line(self, at: int, before: re.Pattern[str]) -> str | None:
        """What stands before this place in its line, where that is no more than marks of a block."""
        floor = max(0, at - _LONGEST_PREFIX)
        newline = self._text.rfind("\n", floor, at)
        prefix = self._text[newline + 1 if newline >= 0 else floor : at]
        return prefix if (newline >= 0 or floor == 0) and before.fullmatch(prefix) else None

    def _unclosed(self, start: int, end: int) -> Hidden:
        """A fence that only the end of its quotation closes: a mark left open in it has its partner anywhere behind."""
        half = self._marks_between(start, end) % 2 == 1 == self._marks_between(end, len(self._text)) % 2
        return Hidden(start, self._find("%%", end) + 2 if half else end, "fence")

    def _escape(self, mark: re.Match[str]) -> Hidden | None:
        at = mark.start()
        return Hidden(at, at + 2, "escape") if self._text[at + 1 : at + 2] in _ESCAPED else None

    def _comment(self, mark: re.Match[str]) -> Hidden:
        end = self._find("%%", mark.end())
        return Hidden(mark.start(), len(self._text) if end < 0 else end + 2, "comment")

    def _html(self, mark: re.Match[str]) -> Hidden | None:
        end = self._find("-->", mark.end())
        if end >= 0:
            return self._whole(mark.start(), end + 3, "html")
        opens = self._starts_line(mark.start(), _BEFORE_BLOCK) is not None
        return Hidden(mark.start(), len(self._text), "html") if opens else None

    def _ticks(self, mark: re.Match[str]) -> Hidden | None:
        if len(mark[0]) >= 3 and (fence := self._fence(mark)):  # noqa: PLR2004  three marks make a fence
            return fence
        places = self._runs.get(len(mark[0]), [])
        number = bisect_right(places, mark.start())
        if number >= len(places) or places[number] >= self._paragraph_end(mark.start()):
            return None
        end = places[number]
        return None if self._cuts_comment(mark.end(), end) else Hidden(mark.start(), end + len(mark[0]), "code")

    def _fence(self, mark: re.Match[str]) -> Hidden | None:
        prefix = self._starts_line(mark.start(), _BEFORE_FENCE)
        if prefix is None:
            return None
        line_end = self._line_end(mark.end())
        info = self._text[mark.end() : line_end]
        if "%%" in info or (mark[0][0] == "`" and "`" in info):
            return None
        start = mark.start() - len(prefix)
        closing = _QUOTED_FENCE_LINE if ">" in prefix else _FENCE_LINE
        for line in closing.finditer(self._text, line_end + 1):
            if line[1] is None:
                return self._unclosed(start, max(line.start() - 1, line_end))
            if line[1].startswith(mark[0]):
                return self._whole(start, line.end(), "fence")
        return Hidden(start, len(self._text), "fence")

    def _math(self, mark: re.Match[str]) -> Hidden | None:
        at = mark.start()
        if len(mark[0]) == 2:  # noqa: PLR2004  two dollars make a display
            end = self._find("$$", mark.end())
            alone = self._starts_line(at, _BEFORE_BLOCK) is not None
            marked = end >= 0 and self._marks_between(at, end) > 0
            alone = alone and not (marked and (end < self._line_end(at) or self._is_half(at, end)))
            inside = end >= 0 and (alone or (end < self._paragraph_end(at) and not marked))
            return Hidden(at, end + 2, "display" if alone else "math") if inside else None
        if self._text[at + 1 : at + 2].isspace():
            return None
        number = bisect_left(self._math_ends, at + 2)
        if number == len(self._math_ends) or self._math_ends[number] >= self._paragraph_end(at):
            return None
        end = self._math_ends[number] + 1
        return None if self._marks_between(at, end) else Hidden(at, end, "math")

    def _wiki(self, mark: re.Match[str]) -> None:
        """A link is no hiding place, but dollars and brackets in its name are no math."""
        if found := _WIKI.match(self._text, mark.start()):
            self._link_end = found.end()

    def _data(self, mark: re.Match[str]) -> Hidden | None:
        found = _DATA.match(self._text, mark.start())
        return Hidden(*found.span(), "data") if found and len(found[0]) > _SHORT_DATA else None
