"""What can be quoted of a note's blocks: citable parts that hold nothing of a comment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from consilium.knowledge.obsidian.blocks import Block, blocks
from consilium.knowledge.obsidian.links import linked_share
from consilium.knowledge.obsidian.masking import Hidden
from consilium.knowledge.obsidian.scan import Scan
from consilium.knowledge.readers.cutting import cut
from consilium.knowledge.readers.voices import model_like
from consilium.types.source import Flag, Stretch

SHORTEST = 40
"""Characters below which a text says nothing that can be cited."""

_FEWEST_LETTERS = 20
_SIGNPOST = 200
_SIGNPOST_SHARE = 0.15
_ENDS_SENTENCE = ".!?…:;|"
_CLOSING = "\"'»”’)]*_`"
_NEAR = 200
_INLINE = frozenset({"code", "math", "display"})
_MARKS = " \t\r\n>"


def quotable(text: str, *, meant: bool = False) -> bool:
    """Whether a text says something of its own: long enough, no list of links, no signpost to other notes.

    Args:
        text: with its Markdown.
        meant: it is more than a signpost, as a table is, or what the user has given a block id.
    """
    if len(text.strip()) < SHORTEST or sum(char.isalnum() for char in text[:_SIGNPOST]) < _FEWEST_LETTERS:
        return False
    if "[[" not in text:
        return True
    linked = linked_share(text)
    return linked < 1 and (meant or len(text) > _SIGNPOST or linked <= _SIGNPOST_SHARE)


def block_stretches(scanned: Scan, start: int = 0, *, slight: bool = False) -> Iterator[Stretch]:
    """The stretches of a note's blocks in order, without overlap.

    With ``slight``, instead, what is left out of them: signposts and short lines.

    No public stretch holds any of a comment: a block is divided at its comments, and private as a whole
    where that would tear a sentence apart.
    """
    displays = [span for span in scanned.hidden if span.kind == "display"]
    for block, reason in model_like(blocks(scanned, start), scanned):
        if not _inside(block, displays):
            yield from _of_block(block, _described(block, reason), scanned, slight=slight)


def _described(block: Block, reason: str) -> Stretch:
    place = f"^{block.id}" if block.id else f"[^{block.label}]" if block.label else ""
    section = block.heading.section if block.heading else ""
    flags = (Flag("model-like", reason),) if reason else ()
    return Stretch(block.start, block.end, section, place=place, flags=flags)


def _of_block(block: Block, whole: Stretch, scanned: Scan, *, slight: bool) -> Iterator[Stretch]:
    """The quotable parts of one block, or the others."""
    holes = _holes(block, scanned)
    private = any(_tears(hole, block, scanned) for hole in holes) or _doubtful(block, scanned)
    spans = [(block.start, block.end)] if private else _between(block, holes, scanned)
    for begins, stops in spans:
        for start, end in cut(scanned.text, begins, stops):
            says = quotable(scanned.text[start:end], meant=bool(block.id) or block.kind == "table")
            if says != slight:
                yield replace(whole, start=start, end=end, private=private)


def _holes(block: Block, scanned: Scan) -> list[Hidden]:
    holes = scanned.holes
    at = bisect_left(holes, block.start, key=lambda hole: hole.end)
    found = []
    while at < len(holes) and holes[at].start < block.end:
        if holes[at].end > block.start:
            found.append(holes[at])
        at += 1
    return found


def _inside(block: Block, spans: list[Hidden]) -> bool:
    """Whether a block is no more than a part of one of these spans."""
    at = bisect_left(spans, block.end, key=lambda span: span.end)
    return at < len(spans) and spans[at].start <= block.start


def _between(block: Block, holes: list[Hidden], scanned: Scan) -> Iterator[tuple[int, int]]:
    """What is left of a block between its holes, without the marks of a quotation at the seams."""
    if not holes:
        yield block.start, block.end
        return
    edges = [block.start, *(edge for hole in holes for edge in (hole.start, hole.end)), block.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        piece = scanned.text[start:end] if start < end else ""
        if piece.strip(_MARKS):
            seam = 0 if start == block.start else len(piece) - len(piece.lstrip(_MARKS))
            yield start + seam, start + len(piece.rstrip(_MARKS))


def _tears(hole: Hidden, block: Block, scanned: Scan) -> bool:
    """Whether cutting a comment out would leave half a sentence on either side."""
    if hole.kind not in ("comment", "html"):
        return False
    before = scanned.shown[max(block.start, hole.start - _NEAR) : hole.start].rstrip(_MARKS)
    after = scanned.shown[hole.end : min(block.end, hole.end + _NEAR)]
    if not after.strip(_MARKS) or not before:
        return False
    first = after.lstrip(" \t")
    if (
        first.startswith(("\n", "\r"))
        and block.kind in ("list", "table")
        and first.lstrip(_MARKS)[:1] in "-*+|0123456789"
    ):
        return False
    return before.rstrip(_CLOSING)[-1:] not in _ENDS_SENTENCE or not before.rstrip(_CLOSING)


def _doubtful(block: Block, scanned: Scan) -> bool:
    """Whether comment marks stand in code or math beside others, so that a stray mark may have exposed a comment."""
    marks = scanned.text.count("%%", block.start, block.end)
    at = bisect_left(scanned.hidden, block.start, key=lambda span: span.end)
    while at < len(scanned.hidden) and scanned.hidden[at].start < block.end:
        span = scanned.hidden[at]
        if (
            span.kind in _INLINE
            and (marks > 1 or span.kind == "display")
            and "%%" in scanned.text[span.start : span.end]
        ):
            return True
        at += 1
    return False
