"""Expressions, literals of a program, and roots of an equation in one canonical spelling each."""

from __future__ import annotations

import ast
import re
from typing import Final

from consilium.deciding.numbers import boxed, canonical_digits
from consilium.types.question import Language

Container = list[object] | dict[object, object] | set[object] | tuple[object, ...]

_LONGEST_LITERAL: Final = 4_000
_SOLVED: Final = re.compile(r"(?:[a-zA-Z]|[A-Za-z]\([a-z]\))\s*=\s*(?P<value>[^=]+)")
_SPACING: Final = re.compile(r"\\(?:left|right|[,;!:]|displaystyle)")
_FRACTION: Final = re.compile(r"\\frac\{(-?\d+)\}\{(\d+)\}")
_ROOT: Final = re.compile(r"\\?sqrt\s*(?:\{([^{}]+)\}|\(([^()]+)\))|√\s*(\w+)")
_TIMES: Final = re.compile(r"(?<=[\d)])\s*(?:\*|\\cdot|\\times|·|×)\s*(?=[√(\w\\])")


def canonical_expression(answer: str, language: Language = "en") -> str | None:
    r"""One spelling of what an expression says: no mathematics marks, no spaces, a literal as Python prints it.

    >>> canonical_expression(r"\boxed{\dfrac{1}{2}}"), canonical_expression("x = 1/2")
    ('1/2', '1/2')
    >>> canonical_expression('{"l": 1}') == canonical_expression("{'l':1}")
    True
    """
    text = boxed(answer.strip()).strip("$ ").strip()
    if not text:
        return None
    value = _literal(text)
    if isinstance(value, str):
        # Quotation marks or none: a string is told as often with as without.
        return (_formula(value, language) if value.strip() else None) or repr(value)
    return repr(value) if value is not None else _formula(text, language)


def _literal(text: str) -> str | Container | None:
    """The string or container that a literal of Python or JSON stands for; None for anything else."""
    if text[0] not in "'\"[{(" or len(text) > _LONGEST_LITERAL:
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    return value if isinstance(value, str | list | dict | set | tuple) else None


def _formula(text: str, language: Language) -> str | None:
    solved = _SOLVED.fullmatch(text)
    text = (solved["value"] if solved else text).strip()
    words = " ".join(text.split()).rstrip(".")
    if not re.search(r"[\\\d=+*/^()-]", words):
        return words or None
    text = _SPACING.sub("", text).replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac")
    text = _FRACTION.sub(r"\1/\2", text)
    text = _ROOT.sub(lambda found: f"√({found[1] or found[2] or found[3]})", text)
    text = re.sub(r"\s+", "", _TIMES.sub("", text)).rstrip(".").replace("−", "-")
    # In English 1,2 is two solutions and 1,234 one number.
    number = r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?" if language == "en" else r"[-+]?\d+(?:[.,]\d+)?"
    if re.fullmatch(number, text):
        return canonical_digits(text, language)
    return text or None
