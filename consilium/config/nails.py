"""``nails.yaml``: the definitions and theses that the user has pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from consilium.config.load import Loaded
from consilium.config.settings import Strict
from consilium.config.yaml_file import read_yaml
from consilium.errors import ConfigError
from consilium.types.nail import Nail
from consilium.wording import say

NAILS = "nails.yaml"
_ID = r"^[\w.-]{1,40}$"


class _Pinned(Strict):
    """What a definition and a thesis have in common; a thesis may be its bare sentence."""

    id: str = Field(default="", pattern=rf"^$|{_ID}")
    text: str = Field(pattern=r"\S")
    private: bool = False

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class _Definition(_Pinned):
    term: str = Field(pattern=r"\S")


class NailFile(Strict):
    """The whole of ``nails.yaml``."""

    definitions: tuple[_Definition, ...] = ()
    theses: tuple[_Pinned, ...] = ()


def nails_file(loaded: Loaded) -> Path | None:
    """The file in force: beside the settings file, else in the home; None where there is neither."""
    for candidate in (loaded.folder / NAILS, loaded.places.home / NAILS):
        if candidate.is_file():
            return candidate
    return None


def read_nails(path: Path) -> tuple[Nail, ...]:
    """The nails of a file, definitions first; those without an id are numbered ``n1``, ``n2``, ….

    Raises:
        ConfigError: the file has a mistake, or two nails have one id; names file and line.
    """
    nails = tuple(_numbered(_file(path), path))
    seen: set[str] = set()
    for nail in nails:
        if nail.id in seen:
            message = say("config.nail_twice", path=path, line=_line(path, nail.id), id=nail.id)
            raise ConfigError(message, next_step=say("config.nail_rename"))
        seen.add(nail.id)
    return nails


def _file(path: Path) -> NailFile:
    try:
        return read_yaml(path, NailFile)
    except ConfigError as error:
        if error.next_step != say("config.see_example"):
            raise
        raise ConfigError(error.message, next_step=say("config.nail_example")) from error


def _numbered(file: NailFile, path: Path) -> Iterator[Nail]:
    taken = {one.id for one in (*file.definitions, *file.theses) if one.id}
    free = (name for number in range(1, 1_000_000) if (name := f"n{number}") not in taken)
    for one in file.definitions:
        yield Nail(one.id or next(free), "definition", one.text.strip(), one.term.strip(), path.name, one.private)
    for thesis in file.theses:
        yield Nail(thesis.id or next(free), "thesis", thesis.text.strip(), "", path.name, thesis.private)


def _line(path: Path, name: str) -> int:
    """The line where an id stands for the second time."""
    entry = re.compile(rf"""[\s{{,-]*["']?id["']?\s*:\s*["']?{re.escape(name)}["']?\s*([,}}#].*)?$""")
    text = path.read_text(encoding="utf-8-sig")
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if entry.match(line)]
    return lines[1] if len(lines) > 1 else 1
