"""Telling an answer from an echo of the prompt's example or schema."""

import re
from collections.abc import Mapping

from pydantic import JsonValue

_BLANK = re.compile(r"_{2,}|\.{3,}|…+|<(?:\.{3,}|…)>")
_WORD = (
    r"(?:an?|the|your|my|final|short|correct|exact|actual|numeric|numerical|here|goes|as|of|only|"
    r"string|number|integer|float|boolean|text|json|or|ваш|твой|итоговый|окончательный|краткий|"
    r"строка|число|здесь|сюда)"
)
_NOUN = r"(?:answer|value|result|solution|string|number|text|ответ|значение|результат)"
_BRACKETED = re.compile(
    rf"[<\[{{]+\s*(?:{_WORD}[\s_/|-]+){{0,6}}{_NOUN}(?:[\s_/|-]+{_WORD}){{0,6}}\s*[>\]}}]+", re.IGNORECASE
)
_PHRASE = re.compile(
    r"(?:the |put )?your (?:final |short |numeric(?:al)? )?(?:answer|result|solution)"
    r"(?: (?:here|goes here))?\.{0,3}|(?:final )?answer (?:goes )?here\.{0,3}|insert answer(?: here)?|"
    r"(?:ваш|твой) (?:итоговый |окончательный )?ответ(?: здесь)?\.{0,3}|ответ здесь",
    re.IGNORECASE,
)
_TYPE_WORD = re.compile(r"string|str|number|integer|int|float|boolean|bool|text|answer|ответ", re.IGNORECASE)
_SCHEMA_KEYS = frozenset({"type", "description", "title", "enum", "anyOf", "$ref", "const", "format"})
_LONGEST = 80


def is_placeholder(fields: Mapping[str, JsonValue], key: str) -> bool:
    """Whether `fields[key]` repeats what the prompt showed instead of answering.

    A type name ("string") may be a real answer, so it counts only when every other field of the
    object is an echo as well.

    >>> is_placeholder({"reasoning": "1 + 1", "answer": "___"}, "answer")
    True
    >>> is_placeholder({"reasoning": "type('a') is str", "answer": "string"}, "answer")
    False
    """
    value = fields[key]
    if _surely(value):
        return True
    others = [other for name, other in fields.items() if name != key]
    return (
        isinstance(value, str)
        and _TYPE_WORD.fullmatch(value.strip()) is not None
        and bool(others)
        and all(_surely(other) or _is_type_word(other) for other in others)
    )


def _surely(value: JsonValue) -> bool:
    """Whether the value alone shows that it is an echo."""
    if isinstance(value, dict):
        return isinstance(value.get("type"), str) and value.keys() <= _SCHEMA_KEYS
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    bare = value.strip()
    return any(shape.fullmatch(bare) for shape in (_BLANK, _BRACKETED, _PHRASE))


def _is_type_word(value: JsonValue) -> bool:
    """Whether the value only names a type or the field."""
    word = r"reasoning|explanation|thoughts?|рассуждение|обоснование"
    return isinstance(value, str) and (
        _TYPE_WORD.fullmatch(value.strip()) is not None or re.fullmatch(word, value.strip(), re.IGNORECASE) is not None
    )
