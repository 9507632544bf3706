"""Which reader takes a file: by its suffix; each is imported when the first file of its kind comes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from consilium.knowledge.readers.file import Reader

READERS: Mapping[str, str] = {
    ".md": "obsidian",
    ".markdown": "obsidian",
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".canvas": "canvas",
    ".pdf": "pdf",
    ".xml": "xml",
    ".nxml": "xml",
    ".nbib": "nbib",
    ".ris": "ris",
    ".bib": "bibtex",
    ".srt": "transcripts",
    ".vtt": "transcripts",
}
"""Suffix, in lower case, to the module in this room that reads it."""


def is_read(name: str) -> bool:
    """Whether files of this name's suffix are read at all."""
    return PurePosixPath(name).suffix.lower() in READERS


def reader_for(name: str) -> Reader | None:
    """The reader of a file, or None where nobody reads its kind."""
    module = READERS.get(PurePosixPath(name).suffix.lower())
    return cast(Reader, import_module(f"consilium.knowledge.readers.{module}").read) if module else None
