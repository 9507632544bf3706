"""A note of an Obsidian vault, or any other Markdown file."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.knowledge.obsidian.fields import fields
from consilium.knowledge.obsidian.frontmatter import read_frontmatter
from consilium.knowledge.obsidian.links import links, property_links
from consilium.knowledge.obsidian.scan import Scan, scan
from consilium.knowledge.obsidian.tags import tags
from consilium.knowledge.readers.chat import attributed, messages
from consilium.knowledge.readers.comments import comment_stretches
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.describing import described
from consilium.knowledge.readers.file import SourceFile
from consilium.knowledge.readers.quotable import block_stretches
from consilium.types.source import Document, Stretch


def read(file: SourceFile) -> Iterator[Document]:
    """The one document that a note is; its text is the file's own, so that offsets are places in the file.

    Raises:
        Unreadable: the file is no text.
    """
    text = decoded(file.data)
    head = read_frontmatter(text)
    scanned = scan(text, head.body)
    yield Document(
        source=described(
            file.name,
            text,
            head,
            [tag.name for tag in tags(scanned, head.body)],
            [(field.key, field.value) for field in fields(scanned, head.body)],
        ),
        text=text,
        stretches=tuple(stretches_of(scanned, head.body)),
        links=(*property_links(text, head), *links(scanned, head.body)),
        # In a chat a short line belongs to whoever said it; none is kept that could pass for the user's own.
        slight=() if messages(scanned, head.body) else tuple(block_stretches(scanned, head.body, slight=True)),
    )


def stretches_of(scanned: Scan, start: int = 0) -> list[Stretch]:
    """What can be quoted of a note, in order and without overlap: its blocks, and its comments as private ones.

    Args:
        scanned: the note.
        start: where its body starts.
    """
    found = list(block_stretches(scanned, start))
    found += list(comment_stretches(scanned, found, start))
    found.sort(key=lambda stretch: stretch.start)
    said = messages(scanned, start)
    return list(attributed(found, said, scanned)) if said else found
