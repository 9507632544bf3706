"""Footnotes: where they are called, what they say, and those that stand within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consilium.knowledge.obsidian.scan import Scan

_CALL = re.compile(r"(?<!!)\[\^(?P<label>[^\[\]\s]+)\](?P<colon>:?)")
_INLINE = re.compile(r"\^\[(?P<text>(?:[^\[\]\n]|\[\[[^\[\]\n]*+\]\]|\[[^\[\]\n]*+\])*+)\]")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A call ``[^label]``, or a note within the sentence, ``^[text]``, which has no label.

    ``start`` and ``end`` are its place in the note; ``text`` is empty for a call.
    """

    start: int
    end: int
    label: str = ""
    text: str = ""


def footnotes(scanned: Scan, start: int = 0) -> Iterator[Footnote]:
    """The footnotes of a note's body in order; the definitions ``[^label]: …`` are blocks of their own."""
    calls = [
        Footnote(*match.span(), label=match["label"])
        for match in _CALL.finditer(scanned.bare, start)
        if not (match["colon"] and _opens_line(scanned.bare, match.start()))
    ]
    # A colon behind a call in running text belongs to the sentence.
    calls = [Footnote(one.start, one.start + len(one.label) + 3, one.label) for one in calls]
    inline = [
        Footnote(*match.span(), text=scanned.shown[match.start("text") : match.end("text")].strip())
        for match in _INLINE.finditer(scanned.bare, start)
    ]
    yield from sorted(calls + inline, key=lambda footnote: footnote.start)


def _opens_line(text: str, at: int) -> bool:
    """Whether no more than three blanks stand before this place in its line."""
    before = text[max(0, at - 4) : at]
    line = before.rpartition("\n")
    return not line[2].strip(" ") and (bool(line[1]) or len(before) < 4)  # noqa: PLR2004  four blanks make code
