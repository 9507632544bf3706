"""A plain text file: paragraphs, with the same care for what is private as in a note."""

from __future__ import annotations

from collections.abc import Iterator

from consilium.knowledge.obsidian.frontmatter import read_frontmatter
from consilium.knowledge.obsidian.scan import scan
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.describing import described
from consilium.knowledge.readers.file import SourceFile
from consilium.knowledge.readers.obsidian import stretches_of
from consilium.types.source import Document


def read(file: SourceFile) -> Iterator[Document]:
    """The one document that a text file is; marks of code and math mean nothing in it.

    Raises:
        Unreadable: the file is no text.
    """
    text = decoded(file.data)
    head = read_frontmatter(text)
    scanned = scan(text, head.body, plain=True)
    yield Document(
        source=described(file.name, text, head, format_="text"),
        text=text,
        stretches=tuple(stretches_of(scanned, head.body)),
    )
