"""A thesis or a whole note as claims: properties, headings, comments, code and marks are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from consilium.argument.reading.prose import claims_of_prose
from consilium.knowledge.obsidian.frontmatter import read_frontmatter
from consilium.knowledge.obsidian.scan import scan

_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s")
_MARKS: Final = re.compile(r"^(?:\s*(?:>|[-*+](?=\s)|\d{1,3}[.)](?=\s)|\[[ xX]\](?=\s)|\[!\w+\][+-]?.*))+\s*")
_ITEM: Final = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s")
_BLOCK_ID: Final = re.compile(r"\s+\^[A-Za-z0-9-]+\s*$")
_TAG: Final = re.compile(r"(?<!\S)#[^\s#]+")
_LINK: Final = re.compile(r"!?\[\[(?:[^\]|\n]*\|)?([^\]|\n]+)\]\]|\[([^\]\n]+)\]\([^)\n]*\)")


def theses_in(text: str) -> list[str]:
    r"""The claims of a thesis or note, in order, each once.

    >>> theses_in("---\ntags: [x]\n---\n# Sleep\n- Sauna lowers blood pressure. ^a1\n")
    ['Sauna lowers blood pressure.']
    """
    body = scan(text[read_frontmatter(text).body :]).shown
    found = (claim for part in _paragraphs(body) for claim in claims_of_prose(part))
    return list(dict.fromkeys(found))


def _paragraphs(body: str) -> Iterator[str]:
    """Stretches of lines that belong together; every list item is one of its own."""
    lines: list[str] = []
    for line in [*body.splitlines(), ""]:
        bare = _TAG.sub("", _LINK.sub(lambda link: link[1] or link[2], _BLOCK_ID.sub("", _MARKS.sub("", line))))
        if _HEADING.match(line) or not bare.strip() or _ITEM.match(line):
            if lines:
                yield " ".join(lines)
            lines = []
        if bare.strip() and not _HEADING.match(line):
            lines.append(bare.strip())
