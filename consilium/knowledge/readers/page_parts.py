"""The readable parts of a web page in order: headings, paragraphs, lists and tables, without what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

PartKind = Literal["heading", "text"]

_DROPPED = frozenset(
    "script style noscript template nav aside footer form button select option textarea svg canvas iframe object"
    " audio video dialog menu head math".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GROUPS = frozenset({"ul", "ol", "dl", "table"})
_LINES = frozenset({"li", "tr", "dt", "dd", "br"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset(
    "address article blockquote body caption center details div fieldset figcaption figure header hr legend main p pre"
    " section summary tbody tfoot thead".split()
)
_HEADING = re.compile(r"h([1-6])\Z")
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_SCRIPTS = {"sup": _RAISED, "sub": _LOWERED}
_MOSTLY_LINKS = 0.6


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its level, or a text: a paragraph, or the lines of a list or table."""

    kind: PartKind
    text: str
    level: int = 0


def page_parts(soup: BeautifulSoup) -> Iterator[Part]:
    """The parts of a page's main content in order; menus, scripts, forms, link lists and what is hidden are none."""
    yield from _Reading().parts(_content(soup))


def _content(soup: BeautifulSoup) -> Tag:
    """The element that holds what the page is about, as far as it says so."""
    articles = soup.find_all("article", limit=2)
    main = soup.find("main") or (articles[0] if len(articles) == 1 else None) or soup.body
    return main if isinstance(main, Tag) else soup


class _Reading:
    """Walks the tree without recursion, so that no depth of nesting stops it."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._in_group = 0

    def parts(self, root: Tag) -> Iterator[Part]:
        stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
        while stack:
            tag, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                yield from self._leave(tag)
            elif isinstance(child, Tag):
                if not _is_dropped(child, root):
                    yield from self._enter(child)
                    stack.append((child, iter(child.contents)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._say(str(child), tag.name)
        yield from self._flush()

    def _say(self, text: str, inside: str) -> None:
        table = _SCRIPTS.get(inside)
        if table and text.strip() and all(ord(char) in table for char in text.strip()):
            text = text.strip().translate(table)
        self._text.append(" ".join(f"|{text}|".split())[1:-1] if inside != "pre" else text)
        self._linked += len(text.strip()) if self._in_link else 0

    def _enter(self, tag: Tag) -> Iterator[Part]:
        if _HEADING.match(tag.name) or (tag.name in _GROUPS | _BLOCKS and not self._in_group):
            yield from self._flush()
        elif tag.name in _LINES | _BLOCKS | _GROUPS:
            self._text.append("\n")
        self._in_group += tag.name in _GROUPS
        self._in_link += tag.name == "a"

    def _leave(self, tag: Tag) -> Iterator[Part]:
        self._in_group -= tag.name in _GROUPS
        self._in_link -= tag.name == "a"
        if heading := _HEADING.match(tag.name):
            yield from self._flush(int(heading[1]))
        elif tag.name in _GROUPS | _BLOCKS and not self._in_group:
            yield from self._flush()
        elif tag.name in _CELLS:
            self._text.append(" | ")
        elif tag.name in _LINES | _BLOCKS | _GROUPS and tag.name != "br":
            self._text.append("\n")

    def _flush(self, level: int = 0) -> Iterator[Part]:
        """What was said since the last part, one line a line, unless it is mostly links."""
        lines = (" ".join(line.split()).strip("| ") for line in "".join(self._text).split("\n"))
        text = "\n".join(line for line in lines if line)
        links, self._text, self._linked = self._linked, [], 0
        if text and (level or links <= len(text) * _MOSTLY_LINKS):
            yield Part("heading", text.replace("\n", " "), level) if level else Part("text", text)


def _is_dropped(tag: Tag, root: Tag) -> bool:
    if tag.name in _DROPPED or (tag.name == "header" and root.name == "body"):
        return True
    attributes = tag.attrs
    role = str(attributes.get("role", ""))
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return (
        hidden or role in ("navigation", "search", "banner") or bool(_HIDDEN.search(str(attributes.get("style", ""))))
    )
