"""Links of a note: wikilinks and embeds with headings, blocks and aliases, and Markdown links to other notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from consilium.knowledge.obsidian.frontmatter import Frontmatter, as_items
from consilium.knowledge.obsidian.scan import Scan
from consilium.types.source import Link

WIKILINK = re.compile(r"(?P<embed>!?)\[\[(?!\[)(?P<inside>(?:[^\[\]\n]|\[(?!\[)|\](?!\]))*+)\]\]")
"""A wikilink; ``inside`` still holds target, heading and alias."""

_MARKDOWN = re.compile(
    r"(?P<embed>!?)\[(?P<alias>[^\[\]\n]*+)\]\([ \t]*"
    r"(?:<(?P<angled>[^<>\n]*+)>|(?P<plain>[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+))"
    r"""(?:[ \t]+(?:"[^"\n]*+"|'[^'\n]*+'))?[ \t]*\)"""
)
_ALIAS = re.compile(r"\\?\|")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def links(scanned: Scan, start: int = 0) -> Iterator[Link]:
    """The links in a note's body, in order; those in code, math and comments are none.

    Args:
        scanned: the note.
        start: where its body starts.
    """
    found = [_wikilink(match, scanned.text) for match in WIKILINK.finditer(scanned.bare, start)]
    found += [
        link for match in _MARKDOWN.finditer(scanned.bare, start) if (link := _markdown_link(match, scanned.text))
    ]
    yield from sorted(found, key=lambda link: (link.start, link.end))


def property_links(text: str, head: Frontmatter) -> Iterator[Link]:
    """The links in a note's properties: Obsidian knows those that stand in quotation marks."""
    values = {item for value in head.values.values() for item in as_items(value) if "[[" in item}
    for match in WIKILINK.finditer(text, 0, head.body):
        if any(match[0] in value for value in values):
            yield _wikilink(match, text)


def plain_links(text: str) -> str:
    """Text with its links as a reader sees them: by their alias, else by their target.

    >>> plain_links("Ср. [[МПК|VO2max]] и [[Железо#Дефицит]]")
    'Ср. VO2max и Железо#Дефицит'
    """
    return WIKILINK.sub(lambda match: _ALIAS.split(match["inside"])[-1].strip(), text)


def linked_share(text: str) -> float:
    """How much of what a reader sees of a text is wikilinks, from 0 to 1; embeds are seen elsewhere.

    >>> linked_share("[[МПК]] · [[Железо|ферритин]]")
    1.0
    """
    linked = sum(map(_letters, map(plain_links, (match[0] for match in WIKILINK.finditer(text) if not match["embed"]))))
    others = _letters(WIKILINK.sub(" ", text))
    return linked / (linked + others) if linked else float(not others)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _wikilink(match: re.Match[str], text: str) -> Link:
    """A wikilink, read from the note itself: its mask may have blanked what looks like math in an alias."""
    inside = text[match.start("inside") : match.end("inside")]
    parts = _ALIAS.split(inside, maxsplit=1)
    target, heading, block = _address(parts[0])
    alias = parts[1].strip() if len(parts) > 1 else ""
    return Link(match.start(), match.end(), target, heading, block, alias, bool(match["embed"]))


def _markdown_link(match: re.Match[str], text: str) -> Link | None:
    group = "plain" if match["angled"] is None else "angled"
    written = text[match.start(group) : match.end(group)]
    if not written or _SCHEME.match(written):
        return None
    target, heading, block = _address(unquote(written))
    alias = text[match.start("alias") : match.end("alias")].strip()
    return Link(match.start(), match.end(), target, heading, block, alias, bool(match["embed"]))


def _address(written: str) -> tuple[str, str, str]:
    """Target, headings joined by ``#``, and block id of what stands before the bar."""
    target, *parts = written.rstrip("\\").split("#")
    below: Iterable[str] = (part.strip() for part in parts)
    headings = [part for part in below if part]
    block = headings.pop()[1:].strip() if headings and headings[-1].startswith("^") else ""
    return target.strip(), "#".join(headings), block
