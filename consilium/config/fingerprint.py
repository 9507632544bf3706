"""What a process goes by, as digests: so that two of them can tell whether they would do the same.

``consilium ask`` hands its question on to a running server only where that server has the same
program, settings, cards, prompts and keys; otherwise the answer could be another than the one it
would have found itself. Nothing that reads YAML may be imported here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from consilium.config.lookup import folders_of
from consilium.config.places import Places

PARTS: Final = ("version", "settings", "panel", "keys")

_KEY_NAMED: Final = re.compile(rb"^\s*[\"']?key_env[\"']?\s*:\s*[\"']?(\w+)", re.MULTILINE)
_REACHING: Final = frozenset({"OLLAMA_HOST", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"})
_READ_WHOLE: Final = frozenset({".yaml", ".j2"})


def fingerprint(
    version: str, settings: Path, places: Places, environment: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """The program's version, and a digest each of settings, cards with prompts, and keys.

    Args:
        version: the program's.
        settings: the settings file in force.
        places: the home.
        environment: where keys come from besides the home's file.
    """
    path = settings.resolve()
    text = _bytes(path)
    files = list(_files(path, places))
    named = {found.decode() for _, content in [("", text), *files] for found in _KEY_NAMED.findall(content)}
    return {
        "version": version,
        "settings": _digest([os.fsencode(path), text]),
        "panel": _digest(piece for name, content in files for piece in (name.encode(), content)),
        "keys": _digest([_bytes(places.keys), *_keys(environment, named)]),
    }


def spelled(parts: Mapping[str, str]) -> str:
    """A fingerprint in one line: ``version=0.1.0;settings=…;panel=…;keys=…``."""
    return ";".join(f"{name}={parts[name]}" for name in PARTS)


def differing(line: str, parts: Mapping[str, str]) -> list[str]:
    """In which parts a fingerprint in one line differs from another; a part left out differs."""
    told = dict(part.partition("=")[::2] for part in line.split(";"))
    return [name for name in PARTS if told.get(name) != parts[name]]


def _files(settings: Path, places: Places) -> Iterator[tuple[str, bytes]]:
    """Every card, prompt and script in force; what may be large is known by its size and age."""
    for kind in ("agents", "prompts"):
        for rank, folder in enumerate(folders_of(kind, settings, places)):
            for entry in sorted(folder.iterdir()):
                if entry.is_file():
                    yield f"{kind}/{rank}/{entry.name}", _content(entry)


def _content(path: Path) -> bytes:
    if path.suffix in _READ_WHOLE:
        return _bytes(path)
    known = path.stat()
    return f"{known.st_size} {known.st_mtime_ns}".encode()


def _keys(environment: Mapping[str, str], named: Iterable[str]) -> Iterator[bytes]:
    """What opens and leads to the models: keys by their usual names and by those that cards give."""
    wanted = _REACHING | set(named)
    for name, value in sorted(environment.items()):
        if name.endswith("_API_KEY") or name in wanted or name.upper() in _REACHING:
            yield os.fsencode(f"{name}={value}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _digest(pieces: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for piece in pieces:
        # With its length before it, a piece cannot pass for the end of one and the start of another.
        total.update(len(piece).to_bytes(8, "big") + piece)
    return total.hexdigest()
