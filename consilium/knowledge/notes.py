"""Reading a folder of Markdown notes, as Obsidian keeps them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LARGEST_NOTE_BYTES = 4_000_000

_FRONTMATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_UNCLOSED = re.compile(r"\A---[ \t]*\r?\n(?:[^\r\n]+(?:\r?\n|\Z))+")

# How a private note says so when its frontmatter cannot be read as YAML.
_PRIVATE_LINE = re.compile(
    r"""^[ \t]*["']?private["']?[ \t]*:[ \t]*(?P<value>[^\r\n]*)""", re.MULTILINE | re.IGNORECASE
)
_NOT_PRIVATE = {"", "false", "no", "off", "0", "none", "null", "~", "нет"}


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
        if not any(part.startswith(".") for part in inside) and os.path.isfile(path):  # noqa: PTH113  Path's may raise
            yield path


def source_of(path: Path, folder: Path) -> str:
    """A note's name in the index: its path below the folder; bytes of a file name that is no UTF-8 are spelt out."""
    return path.relative_to(folder).as_posix().encode(errors="backslashreplace").decode()


def read_note(path: Path, folder: Path) -> Note | None:
    """One note, or None where the file is no text or too large to be a note."""
    try:
        if path.stat().st_size > LARGEST_NOTE_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return read_text(data, source_of(path, folder))


def read_text(data: bytes, source: str) -> Note | None:
    """One note from its bytes, or None where they are no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    found = _FRONTMATTER.match(text)
    head = _properties(found.group(1)) if found else _fault(text)
    return Note(
        source=source,
        title=str(head.get("title") or Path(source).stem),
        text=text,
        body=found.end() if found else 0,
        aliases=_strings(head.get("aliases")),
        date=str(head.get("date") or head.get("created") or ""),
        private=any(_says_private(name, value) for name, value in head.items()),
    )


def _properties(block: str) -> dict[Any, Any]:
    """The frontmatter's properties; a note with faulty frontmatter is still a note."""
    try:
        head = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError):  # a date such as 2026-02-30 is a ValueError
        return _read_by_line(block)
    return head if isinstance(head, dict) else _read_by_line(block)


def _fault(text: str) -> dict[Any, Any]:
    """What frontmatter says that was opened and never closed."""
    unclosed = _UNCLOSED.match(text)
    return _read_by_line(unclosed.group()) if unclosed else {}


def _read_by_line(block: str) -> dict[Any, Any]:
    """Only whether a block that is not YAML calls its note private: the careful reading is that it does."""
    lines = _PRIVATE_LINE.finditer(block)
    return {"private": any(_says_private("private", line["value"].strip().strip("\"'")) for line in lines)}


def _says_private(name: object, value: object) -> bool:
    """Whether a property makes its note private: anything but a plain denial does."""
    return str(name).casefold() == "private" and str(value).casefold() not in _NOT_PRIVATE


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
