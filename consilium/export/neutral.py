"""Text of models and sources made harmless: for a Markdown note and for a terminal.

What a model or a paper wrote is shown as text. It must not become a heading, a link, a tag, a comment
that hides what follows, or an escape sequence that repaints the terminal.
"""

from __future__ import annotations

import json
import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_INLINE = re.compile(
    r"[`*\[\]<|$]"  # code, emphasis, links, HTML and comments, table cells, math
    r"|\\(?=[!-/:-@\[-`{-~]|$)"  # a backslash that would escape what follows or break the line
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis; not the underscore inside a word
    r"|(?<!\S)[#^](?=\S)"  # a tag, a heading, a block id
    r"|&(?=#?\w+;)"  # an entity
    r"|(?<=%)%|%(?=%)|(?<==)=|=(?==)|(?<=~)~|~(?=~)"  # Obsidian's comments and highlights, strikethrough
    r"|(?<=:):",  # Dataview's fields
    re.MULTILINE,
)
_ITEM = re.compile(r"(?:[-*+•]|(\d{1,3})[.)]) (?=[\w«“\"(])")
_LINE_START = re.compile(r"^(?:([#>=]|[+-](?=[\s+-]|$))|(\d+)([.)])(?=\s|$))")


def printable(text: str) -> str:
    """The text without control characters (terminal escapes among them); line ends unified."""
    return _CONTROL.sub("", _BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """The printable text with every stretch of white space as one space."""
    return " ".join(printable(text).split())


def shortened(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters, an ellipsis where it was cut."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def inline(text: str) -> str:
    r"""One line of Markdown that reads as the text does, wherever on a line it stands.

    >>> print(inline("see [[Note]] and %%hidden%%"))
    see \[\[Note\]\] and \%\%hidden\%\%
    """
    return _escaped(one_line(text))


def block(text: str, prefix: str = "") -> str:
    """Paragraphs of Markdown that read as the text does; simple list items stay list items.

    Args:
        text: any text.
        prefix: put before every line (``> `` for a quotation).
    """
    lines = [_listed(" ".join(line.split())) for line in printable(text).strip().split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(f"{prefix}{line}".rstrip() for line in kept)


def yaml_string(text: str) -> str:
    """A quoted YAML scalar: JSON's strings are YAML's double-quoted ones."""
    return json.dumps(one_line(text), ensure_ascii=False)


def anchor(name: str) -> str:
    """An Obsidian block id: Latin letters, digits and dashes only."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def _listed(line: str) -> str:
    item = _ITEM.match(line)
    if item is None:
        return _escaped(line)
    return f"{item[1]}. " * bool(item[1]) + "- " * (not item[1]) + _escaped(line[item.end() :])


def _escaped(line: str) -> str:
    return _LINE_START.sub(_escape_start, _INLINE.sub(r"\\\g<0>", line), count=1)


def _escape_start(match: re.Match[str]) -> str:
    mark, number, stop = match.groups()
    return f"\\{mark}" if mark else f"{number}\\{stop}"
