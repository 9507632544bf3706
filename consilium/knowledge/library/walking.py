"""Which files lie below a folder, and what changes when one of them does."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from consilium.wording import say

LARGEST_BYTES = 32_000_000
LARGEST_PDF_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file below a root.

    ``name`` is its path below the root in POSIX form; ``stamp`` changes when the file does; ``reason`` says
    why it cannot be taken, empty where it can.
    """

    path: Path
    name: str
    stamp: str
    reason: str = ""


def files_below(root: Path) -> Iterator[Found]:
    """Files below a folder in order, or the one file that ``root`` is.

    Hidden files and folders (``.obsidian``, ``.trash``) are left out. Linked folders are followed once;
    a link that leads back into its own path is reported instead.
    """
    if root.is_file():
        yield _found(root, root.name)
        return
    yield from _folder(root, root, frozenset({os.path.realpath(root)}))


def _folder(folder: Path, root: Path, above: frozenset[str]) -> Iterator[Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, name_below(folder, root), "", say("knowledge.unreadable_folder", reason=error.strerror))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if _is_folder(path):
            real = os.path.realpath(entry.path)
            if real in above:
                yield Found(path, name_below(path, root), "", say("knowledge.link_loop"))
            else:
                yield from _folder(path, root, above | {real})
        else:
            yield _found(path, name_below(path, root))


def _is_folder(path: Path) -> bool:
    """Whether a folder stands there; a link that leads to itself, or where nobody may look, is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def name_below(path: Path, root: Path) -> str:
    """A file's path below the root; bytes of a file name that is no UTF-8 are spelt out."""
    return path.relative_to(root).as_posix().encode(errors="backslashreplace").decode()


def _found(path: Path, name: str) -> Found:
    try:
        status = path.stat()
    except OSError as error:
        return Found(path, name, "", say("knowledge.gone", reason=error.strerror))
    largest = LARGEST_PDF_BYTES if path.suffix.lower() == ".pdf" else LARGEST_BYTES
    if status.st_size > largest:
        megabytes = f"{status.st_size / 1e6:.0f}"
        reason = say("knowledge.too_large", size=megabytes, largest=f"{largest / 1e6:.0f}")
    else:
        reason = ""
    return Found(path, name, f"{status.st_mtime_ns}:{status.st_size}", reason)


def is_private(name: str, patterns: Sequence[str]) -> bool:
    """Whether a file's name matches one of the patterns of private files.

    A pattern is a folder, wherever it lies (``Diary``), or a shell pattern of a path
    (``Health/*.md``, ``*.private.md``). Case and the way in which й and ё are composed do not count, so
    that a pattern errs towards privacy.

    >>> is_private("Sport/Diary/2024-03-12.md", ["diary"])
    True
    >>> is_private("Sport/Diary of a coach.md", ["diary"])
    False
    """
    folded = _folded(name)
    plain = [_folded(pattern).strip("/") for pattern in patterns]
    return any(
        fnmatchcase(f"/{folded}", f"*/{pattern}") or fnmatchcase(f"/{folded}", f"*/{pattern}/*") for pattern in plain
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
