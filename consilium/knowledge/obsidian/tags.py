"""Tags in the body of a note: ``#topic/part``, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consilium.knowledge.obsidian.links import WIKILINK
from consilium.knowledge.obsidian.scan import Scan

# General and supplemental punctuation, and what means something else in Markdown, ends a tag; emoji do not.
_TAG = re.compile(r"""#(?P<name>[^\u2000-\u200c\u200e-\u206f\u2e00-\u2e7f'!"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]+)""")
_HTML = re.compile(r"</?[A-Za-z][^<>\n]*+>")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag at ``text[start:end]``; ``name`` is without ``#``, as written."""

    start: int
    end: int
    name: str


def tags(scanned: Scan, start: int = 0) -> Iterator[Tag]:
    """The tags in a note's body, in order.

    A tag stands at the start of a line, behind a space or another tag, and is more than digits. There
    are none in code, math, comments, links and HTML tags.
    """
    bare = _HTML.sub(_covered, WIKILINK.sub(_covered, scanned.bare))
    end = -1
    for match in _TAG.finditer(bare, start):
        # The note itself is asked: in the mask, blanks stand for what was hidden right before.
        at = match.start()
        if not (at in (0, end) or scanned.text[at - 1].isspace() or scanned.text[at - 1] == ">"):
            continue
        end = match.end()
        name = match["name"].strip("/")
        if name and not name.replace("/", "").isdigit():
            begins = match.start("name") + match["name"].index(name)
            yield Tag(match.start(), begins + len(name), name)


def _covered(found: re.Match[str]) -> str:
    return "[" * len(found[0])


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, as first written; case does not count."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())
