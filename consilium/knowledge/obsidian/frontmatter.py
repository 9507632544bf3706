"""The properties at the head of a note, read as far as they can be, and read carefully where they say ``private``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

_FRONTMATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_UNCLOSED = re.compile(r"\A---[ \t]*\r?\n(?:[^\r\n]+(?:\r?\n|\Z))+")
_LONGEST_BLOCK = 100_000

# How a private note says so when its frontmatter cannot be read as YAML.
_PRIVATE_LINE = re.compile(
    r"""^[ \t]*["']?private["']?[ \t]*:[ \t]*(?P<value>[^\r\n]*)""", re.MULTILINE | re.IGNORECASE
)
_NOT_PRIVATE = {"", "false", "no", "off", "0", "none", "null", "~", "нет"}

Scalar = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Frontmatter:
    """What stands at the head of a note.

    Args:
        body: offset at which the text behind it starts; 0 where there is none.
        values: the properties by name in lower case, as YAML reads them.
        private: it calls its note private, or may be meant to.
    """

    body: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    private: bool = False

    def text(self, *names: str) -> str:
        """The first of these properties that says something, as one line of text."""
        return next((text for name in names if (text := as_text(self.values.get(name)))), "")

    def items(self, *names: str) -> tuple[str, ...]:
        """The items of these properties, of a list or of a single value."""
        found = [item for name in names for item in as_items(self.values.get(name))]
        return tuple(dict.fromkeys(found))

    def tags(self) -> tuple[str, ...]:
        """Tags without ``#``; within one line they may be set apart by commas or spaces."""
        parts = [part for item in self.items("tags", "tag") for part in re.split(r"[,\s]+", item)]
        return tuple(dict.fromkeys(tag for part in parts if (tag := part.strip("#/"))))


def read_frontmatter(text: str) -> Frontmatter:
    """The frontmatter of a note; a note with faulty frontmatter is still a note."""
    found = _FRONTMATTER.match(text)
    if found is None:
        unclosed = _UNCLOSED.match(text)
        return Frontmatter(private=bool(unclosed and _private_by_line(unclosed.group())))
    values = _values(found.group(1))
    if values is None:
        return Frontmatter(found.end(), private=_private_by_line(found.group(1)))
    private = any(_says_private(name, value) for name, value in values.items())
    named = {str(name).casefold(): value for name, value in values.items() if isinstance(name, Scalar)}
    return Frontmatter(found.end(), named, private)


def as_text(value: object) -> str:
    """A property as one line: a scalar, or the scalars of a list or mapping; what is nested deeper is left out."""
    if isinstance(value, list):
        return ", ".join(text for item in value if (text := _scalar_text(item)))
    if isinstance(value, dict):
        pairs = ((_scalar_text(name), _scalar_text(item)) for name, item in value.items())
        return ", ".join(f"{name}: {item}" for name, item in pairs if name and item)
    return _scalar_text(value)


def as_items(value: object) -> list[str]:
    """A property as a list of lines, a single value as a list of one."""
    values = value if isinstance(value, list) else [value]
    return [text for item in values if (text := _scalar_text(item))]


def _scalar_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _values(block: str) -> dict[Any, Any] | None:
    """The block as YAML reads it, or None where it cannot."""
    if len(block) > _LONGEST_BLOCK:
        return None
    try:
        head = yaml.safe_load(block)
    # A date such as 2026-02-30 is a ValueError; a thousand open brackets are too deep to follow.
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None
    return head if isinstance(head, dict) else None


def _private_by_line(block: str) -> bool:
    """Whether a block that is not YAML calls its note private: the careful reading is that it does."""
    return any(_denies_not(line["value"].strip().strip("\"'")) for line in _PRIVATE_LINE.finditer(block))


def _says_private(name: object, value: object) -> bool:
    """Whether a property makes its note private: anything but a plain denial does."""
    if not isinstance(name, str) or name.casefold() != "private":
        return False
    return _denies_not(str(value)) if isinstance(value, Scalar) else True


def _denies_not(value: str) -> bool:
    return value.casefold() not in _NOT_PRIVATE
