"""Look a sentence up and fill it in."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from consilium.types.question import Language
from consilium.wording.language import reader_language
from consilium.wording.plural import counted

MESSAGES = Path(__file__).parent / "messages"


@cache
def room_messages(room: str) -> dict[str, dict[str, str]]:
    """All sentences of one room: name → language → text."""
    return tomllib.loads((MESSAGES / f"{room}.toml").read_text(encoding="utf-8"))


def say(key: str, language: Language | None = None, /, **values: Any) -> str:
    """The sentence ``room.name`` in the reader's language (or ``language``), filled in.

    A placeholder ``{n:голос|голоса|голосов}`` counts: it prints the number with the right form.
    """
    room, _, name = key.partition(".")
    tongue = language or reader_language()
    return room_messages(room)[name][tongue].format(**{k: _Countable.wrap(v, tongue) for k, v in values.items()})


class _Countable(int):
    """An integer whose format specification, when it lists forms, picks the plural."""

    language: Language

    @classmethod
    def wrap(cls, value: Any, language: Language) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        number = cls(value)
        number.language = language
        return number

    def __format__(self, spec: str) -> str:
        return counted(int(self), spec, self.language) if "|" in spec else format(int(self), spec)
