"""A vault that holds every construct at its most awkward, and its notes as the readers make them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consilium.knowledge.obsidian.frontmatter import read_frontmatter
from consilium.knowledge.obsidian.scan import Scan, scan
from consilium.knowledge.readers.choosing import reader_for
from consilium.knowledge.readers.file import SourceFile
from consilium.types.source import Document, Stretch

VAULT = Path(__file__).parent / "vault"
SYNTAX = "Синтаксис.md"
CHAT = "Чаты/Пороги.md"
CANVAS = "Папка/Доска.canvas"


@dataclass(frozen=True)
class Note:
    """A note's text as it is scanned; ``body`` is where its frontmatter ends."""

    scanned: Scan
    body: int

    @property
    def text(self) -> str:
        return self.scanned.text


def document(name: str, text: str | bytes) -> Document:
    """The document that a file of this name and content is."""
    reader = reader_for(name)
    assert reader
    (found,) = reader(SourceFile(name, text.encode() if isinstance(text, str) else text))
    return found


@cache
def of_vault(name: str, newline: str = "\n") -> Document:
    """A file of the vault, with its line ends as wanted."""
    return document(name, (VAULT / name).read_bytes().replace(b"\n", newline.encode()))


@cache
def note(name: str, newline: str = "\n") -> Note:
    """A note of the vault, ready for the scanner's modules."""
    text = (VAULT / name).read_text(encoding="utf-8").replace("\n", newline)
    return scanned_note(text)


def scanned_note(text: str) -> Note:
    body = read_frontmatter(text).body
    return Note(scan(text, body), body)


def quoted(document: Document, stretch: Stretch) -> str:
    """A stretch's text with plain line ends."""
    return document.text[stretch.start : stretch.end].replace("\r\n", "\n")


def public(document: Document) -> list[str]:
    return [quoted(document, stretch) for stretch in document.stretches if not stretch.private]


def private(document: Document) -> list[str]:
    return [quoted(document, stretch) for stretch in document.stretches if stretch.private]
