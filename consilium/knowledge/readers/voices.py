"""Whose words a block is: stretches below a model's heading, or behind its name as in a dialogue, are marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consilium.knowledge.obsidian.blocks import Block
from consilium.knowledge.obsidian.headings import Heading
from consilium.knowledge.obsidian.scan import Scan
from consilium.knowledge.readers.model_made import heading_of_model, opening_of_model, opens_another_speaker

_OPENING = 160


class Voices:
    """Follows a note's blocks in order and tells which look model-made.

    A model's heading covers its section with all sections in it, but for paragraphs that open with a
    person's label; a label (``ChatGPT:``) covers what follows it, to the end of its section or until a
    person speaks.
    """

    def __init__(self) -> None:
        self._heading: Heading | None = None
        self._above = ""
        self._label = ""
        self._level = 0

    def reason(self, block: Block, opening: str) -> str:
        """The heading or label that makes a block look model-made; empty where nothing does.

        Args:
            block: the next block of the note.
            opening: how its text begins.
        """
        if block.heading is not self._heading:
            self._move(block.heading)
        if opens_another_speaker(opening):
            self._label = ""
            return ""
        if label := opening_of_model(opening):
            self._label = label
            self._level = block.heading.level if block.heading else 0
        return self._label or self._above

    def _move(self, heading: Heading | None) -> None:
        self._heading = heading
        self._above = (
            next((found for title in heading.path if (found := heading_of_model(title))), "") if heading else ""
        )
        if heading and heading.level <= self._level:
            self._label = ""


def model_like(blocks: Iterable[Block], scanned: Scan) -> Iterator[tuple[Block, str]]:
    """Each block with the reason for which it looks model-made, empty for most."""
    voices = Voices()
    for block in blocks:
        yield block, voices.reason(block, scanned.shown[block.start : min(block.end, block.start + _OPENING)])


def spoken(parts: Iterable[tuple[Sequence[str], str]]) -> Iterator[str]:
    """For each part of a page, given with the headings above it, why it looks model-made; empty for most."""
    label, within = "", tuple[str, ...]()
    for path, text in parts:
        if tuple(path[: len(within)]) != within or opens_another_speaker(text[:_OPENING]):
            label, within = "", ()
        if told := opening_of_model(text[:_OPENING]):
            label, within = told, tuple(path)
        yield label or next((found for title in path if (found := heading_of_model(title))), "")
