"""A canvas in the JSON Canvas format 1.0: its cards as text, its files and arrows as links.

The text is composed: cards in the file's order, then a line for each file and web page on the canvas, then
one for each arrow, so that every link has a place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from consilium.knowledge.obsidian.frontmatter import Frontmatter
from consilium.knowledge.obsidian.links import links
from consilium.knowledge.obsidian.scan import scan
from consilium.knowledge.obsidian.tags import tags
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.describing import described
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.obsidian import stretches_of
from consilium.types.source import Document, Link, Stretch
from consilium.wording import say

Node = Mapping[str, Any]

_GAP = "\n\n"
_ARROW = " → "


def read(file: SourceFile) -> Iterator[Document]:
    """The one document that a canvas is.

    Raises:
        Unreadable: the file is no canvas.
    """
    text = decoded(file.data)
    try:
        canvas = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        raise Unreadable(say("knowledge.not_canvas")) from error
    if not isinstance(canvas, dict):
        raise Unreadable(say("knowledge.not_canvas"))
    nodes = [node for node in _list(canvas.get("nodes")) if isinstance(node.get("id"), str)]
    drawn = _Drawing(nodes)
    drawn.edges(_list(canvas.get("edges")))
    composed = drawn.text
    yield Document(
        source=described(file.name, composed, Frontmatter(), drawn.tags, format_="canvas"),
        text=composed,
        stretches=tuple(drawn.stretches),
        links=tuple(drawn.links),
    )


def _list(value: object) -> list[Node]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


class _Drawing:
    """The text that a canvas becomes, with what can be quoted from it and where it links to."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = {str(node["id"]): node for node in nodes}
        self._groups = [node for node in nodes if node.get("type") == "group"]
        self._parts: list[str] = []
        self._length = 0
        self.stretches: list[Stretch] = []
        self.links: list[Link] = []
        self.tags: list[str] = []
        for node in nodes:
            if node.get("type") == "text":
                self._card(node)
        for node in nodes:
            if node.get("type") in ("file", "link"):
                self._line([node])

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def edges(self, edges: Sequence[Node]) -> None:
        """A line for each arrow between two things on the canvas: from, label, to."""
        for edge in edges:
            ends = [self._nodes.get(str(edge.get(side))) for side in ("fromNode", "toNode")]
            if ends[0] and ends[1]:
                self._line([ends[0], ends[1]], _one_line(edge.get("label")))

    def _add(self, text: str) -> int:
        """Append a part; the offset at which it starts."""
        if self._parts:
            self._parts.append(_GAP)
            self._length += len(_GAP)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return start

    def _card(self, node: Node) -> None:
        """A card's Markdown, read by itself: a comment left open in one does not reach into the next."""
        written = str(node.get("text") or "")
        if not written.strip():
            return
        start, scanned, group = self._add(written), scan(written), self._group(node)
        for stretch in stretches_of(scanned):
            section = " › ".join(part for part in (group, stretch.section) if part)
            place = stretch.place or str(node["id"])
            moved = replace(stretch, start=start + stretch.start, end=start + stretch.end)
            self.stretches.append(replace(moved, section=section, place=place))
        self.links += [replace(link, start=start + link.start, end=start + link.end) for link in links(scanned)]
        self.tags += [tag.name for tag in tags(scanned)]

    def _line(self, ends: Sequence[Node], label: str = "") -> None:
        """The names of one thing or of two with an arrow between, files among them as links."""
        names = [self._name(node) for node in ends]
        between = f" — {label}{_ARROW}" if label else _ARROW
        at = self._add(between.join(names))
        for node, name in zip(ends, names, strict=True):
            if node.get("type") == "file" and name:
                self.links.append(_file_link(node, at, at + len(name)))
            at += len(name) + len(between)

    def _name(self, node: Node) -> str:
        """How a thing on the canvas is called in a line: its file, address or label; a card by its id."""
        if node.get("type") == "file":
            return _one_line(node.get("file")) + _one_line(node.get("subpath"))
        if node.get("type") == "link":
            return _one_line(node.get("url"))
        return _one_line(node.get("label")) or str(node["id"])

    def _group(self, node: Node) -> str:
        """The label of the smallest group around a card's middle."""
        x, y, width, height = _box(node)
        around = [group for group in self._groups if _holds(_box(group), x + width / 2, y + height / 2)]
        smallest = min(around, key=lambda group: _box(group)[2] * _box(group)[3], default=None)
        return _one_line(scan(_one_line(smallest.get("label"))).shown) if smallest else ""


def _file_link(node: Node, start: int, end: int) -> Link:
    parts = [part for part in _one_line(node.get("subpath")).split("#") if part]
    block = parts.pop()[1:] if parts and parts[-1].startswith("^") else ""
    return Link(start, end, _one_line(node.get("file")), "#".join(parts), block, embed=True)


def _box(node: Node) -> tuple[float, float, float, float]:
    x, y, width, height = (
        float(value) if isinstance(value := node.get(key), int | float) else 0.0
        for key in ("x", "y", "width", "height")
    )
    return x, y, width, height


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]


def _one_line(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""
