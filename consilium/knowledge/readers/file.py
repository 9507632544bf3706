"""A file as readers are handed it, and the one way in which they refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from consilium.types.source import Document


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file's bytes, read once so that nothing changes under a reader.

    ``name`` is its path below the learned folder in POSIX form; ``modified`` its time of change, ISO 8601.
    """

    name: str
    data: bytes
    modified: str = ""


class Unreadable(Exception):
    """A file that cannot be read, with the reason in the interface's language."""


class Incomplete(Unreadable):
    """Parts of a file that cannot be read; raised once everything else in it was given."""


class Reader(Protocol):
    """Turns one file into the documents it holds: one note, or the many records of a database's export."""

    def __call__(self, file: SourceFile) -> Iterator[Document]:
        """The documents, in order.

        Raises:
            Unreadable: the file is broken, encrypted, or not of this format.
            Incomplete: only what was given could be read.
        """
        ...
