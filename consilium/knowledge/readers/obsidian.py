"""A note of an Obsidian vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from consilium.knowledge.notes import read_text
from consilium.knowledge.passages import split_note
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.types.source import Document, Source, Stretch
from consilium.wording import detect_language


def read(file: SourceFile) -> Iterator[Document]:
    """The one document that a note is."""
    note = read_text(file.data, file.name)
    if note is None:
        raise Unreadable("no text")
    source = Source(
        id=note.source,
        title=note.title or PurePosixPath(file.name).stem,
        format="obsidian",
        language=detect_language(note.text),
        date=note.date,
        aliases=note.aliases,
        private=note.private,
    )
    stretches = tuple(Stretch(p.start, p.end, p.section) for p in split_note(note))
    yield Document(source, note.text, stretches)
