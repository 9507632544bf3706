"""Reading a folder of Markdown notes, as Obsidian keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LARGEST_NOTE_BYTES = 4_000_000

_FRONTMATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its whole text as it stands in the file, and what its frontmatter says.

    ``body`` is the offset at which the text after the frontmatter starts.
    """

    source: str
    title: str
    text: str
    body: int = 0
    aliases: tuple[str, ...] = ()
    date: str = ""
    private: bool = False


def note_files(folder: Path) -> Iterator[Path]:
    """Markdown files below a folder, hidden folders (``.obsidian``, ``.trash``) left out, in order."""
    for path in sorted(folder.rglob("*.md")):
        inside = path.relative_to(folder).parts
        if not any(part.startswith(".") for part in inside) and path.is_file():
            yield path


def read_note(path: Path, folder: Path) -> Note | None:
    """One note, or None where the file is no text or too large to be a note."""
    try:
        if path.stat().st_size > LARGEST_NOTE_BYTES:
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    found = _FRONTMATTER.match(text)
    head = _properties(found.group(1)) if found else {}
    return Note(
        source=path.relative_to(folder).as_posix(),
        title=str(head.get("title") or path.stem),
        text=text,
        body=found.end() if found else 0,
        aliases=_strings(head.get("aliases")),
        date=str(head.get("date") or head.get("created") or ""),
        private=head.get("private") is True,
    )


def _properties(block: str) -> dict[str, Any]:
    """The frontmatter's properties; a note with faulty frontmatter is still a note."""
    try:
        head = yaml.safe_load(block)
    except yaml.YAMLError:
        # A fault may hide `private: true`; the careful reading is that it did.
        return {"private": True} if re.search(r"^private:\s*true\b", block, re.MULTILINE | re.IGNORECASE) else {}
    return head if isinstance(head, dict) else {}


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
