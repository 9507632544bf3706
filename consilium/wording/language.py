"""Which language: of a text, and of the person at the terminal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from consilium.types.question import Language

_reader: ContextVar[Language | None] = ContextVar("reader_language", default=None)

# Words that a question is built with. Terms of the other language (VO2max, in vitro, МПК) never are.
_ENGLISH = "are can could did do does has have how is or should what when where which who why will would"
_RUSSIAN = "а в для и из или как какая какие какой ли на не о от по при с сколько у чем что это"
_BUILT_WITH: dict[str, Language] = {
    **dict.fromkeys(_ENGLISH.split(), "en"),
    **dict.fromkeys(_RUSSIAN.split(), "ru"),
}


def detect_language(text: str) -> Language:
    """Language of a question: that of the first word it is built with, else by its script.

    A Russian question often carries Latin terms (VO2max, HIIT), so a third of Cyrillic letters is
    enough to call it Russian.
    """
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        if word in _BUILT_WITH:
            return _BUILT_WITH[word]
    letters = [char for char in text if char.isalpha()]
    cyrillic = sum("Ѐ" <= char <= "ӿ" for char in letters)
    return "ru" if letters and cyrillic * 3 >= len(letters) else "en"


def locale_language() -> Language:
    """The language of the terminal, from the usual environment variables."""
    for name in ("CONSILIUM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"


def reader_language() -> Language:
    """The language the reader is addressed in."""
    return _reader.get() or locale_language()


def set_reader_language(language: Language | None) -> None:
    """Address the reader in ``language`` from now on; None goes back to the locale."""
    _reader.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Address the reader in ``language`` inside a ``with`` block."""
    token = _reader.set(language)
    try:
        yield
    finally:
        _reader.reset(token)
