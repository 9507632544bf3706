"""A sentence as it is compared: marks of Markdown, quotation and typography gone, one case, words with places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

_DASHES: Final = str.maketrans("‐‑‒–—−", "------")
_MARKS: Final = re.compile(r"[*_`#>«»“”„\"]+|\[\[(?:[^\[\]|]*\|)?|\]\]|\[\^?[\w:.-]{1,40}\]")
_SUBSCRIPT: Final = re.compile(r"\s*<[^<>]{1,20}>\s*|[\u0300-\u036f]")
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Word(NamedTuple):
    """A word of a plain text and where it stands."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A statement without what does not change what it states: case, ё, marks of emphasis and quotation, line ends.

    >>> plain("**МПК** растёт —  «всегда».")
    'мпк растет - всегда'
    """
    # The breve of й and the dots of ё are letters here, stress marks and dots over V̇ are not.
    composed = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").translate(_DASHES)
    bare = _SUBSCRIPT.sub("", _MARKS.sub(" ", composed))
    return " ".join(bare.split()).strip(" .;,!…")


def words_in(text: str) -> list[Word]:
    """Words of a plain text, those with a hyphen as one."""
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]


def prefixes(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for words that begin with one of the entries, or are one where ``=`` stands before it."""
    return re.compile("|".join(re.escape(entry.removeprefix("=")) + r"\Z" * (entry[0] == "=") for entry in entries))


def table(name: str) -> list[list[str]]:
    """Rows of a table beside this module, without its comments."""
    lines = files("consilium.argument.reading").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
