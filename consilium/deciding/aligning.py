"""Positions that amount to the same, brought to one spelling before they are counted.

What ``position_of`` reads from one answer alone cannot show that 1 km is what another member calls 1000 m, that
18 means 18 apples, or that 3.14 rounds 3.1416.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from consilium.types.opinion import Opinion
from consilium.types.question import AnswerKind
from consilium.units import converted, read_unit

Same = Callable[[str, str], bool]

_ROUNDING: Final = 1e-9
"""What a change of units may lose."""

_UNKNOWN: Final = "?"
_LONGEST_EXPRESSION: Final = 120
_ROOT: Final = re.compile(r"√\(([^()]+)\)")
_FEWEST_DECIMALS: Final = 2
"""Digits behind the point from which on a number counts as a rounding of a longer one."""


def aligned(kind: AnswerKind, opinions: Sequence[Opinion], *, tolerance: float = 0.0) -> list[Opinion]:
    """The opinions with positions that are the same spelt the same: as most spell them.

    Args:
        kind: only numbers and expressions have several spellings.
        opinions: in any order; their order never matters.
        tolerance: relative difference up to which two numbers are the same, beside rounding.
    """
    if kind not in {"number", "expression"}:
        return list(opinions)
    spelt = Counter(one.position for one in opinions if one.position is not None)
    if len(spelt) <= 1:
        return list(opinions)
    instead = joined(sorted(spelt, key=lambda position: (-spelt[position], position)), _same(kind, tolerance))
    return [replace(one, position=instead.get(one.position or "", one.position)) for one in opinions]


def joined(positions: Sequence[str], same: Same) -> dict[str, str]:
    """For each position the first of the list that it is the same as: itself where there is none."""
    instead: dict[str, str] = {}
    for position in positions:
        kept = dict.fromkeys(instead.values())
        instead[position] = next((other for other in kept if same(position, other)), position)
    return instead


def same_position(kind: AnswerKind, one: str, other: str, *, tolerance: float = 0.0) -> bool:
    """Whether two positions amount to the same answer.

    >>> same_position("number", "1 km", "1000 m"), same_position("number", "18", "18 apples")
    (True, True)
    >>> same_position("number", "5 mg", "5 g"), same_position("number", "3.14", "3.1416")
    (False, True)
    """
    return one == other or (kind in {"number", "expression"} and _same(kind, tolerance)(one, other))


def _same(kind: AnswerKind, tolerance: float) -> Same:
    if kind == "expression":
        return lambda one, other: _same_number(one, other, tolerance) or _same_expression(one, other)
    return lambda one, other: _same_number(one, other, tolerance)


def _same_number(one: str, other: str, tolerance: float) -> bool:
    first, second = _read(one), _read(other)
    if first is None or second is None:
        return False
    (value, unit), (instead, wanted) = first, second
    if unit and wanted and unit != wanted:
        told = None if _UNKNOWN in {unit[0], wanted[0]} else converted(float(value), unit, wanted)
        return told is not None and _near(Decimal(repr(float(told.magnitude))), instead, max(tolerance, _ROUNDING))
    return _near(value, instead, tolerance) or _rounds(value, instead) or _rounds(instead, value)


def _near(one: Decimal, other: Decimal, tolerance: float) -> bool:
    return abs(one - other) <= Decimal(tolerance) * max(abs(one), abs(other))


def _rounds(short: Decimal, long: Decimal) -> bool:
    """Whether a number is a longer one, rounded; a whole number rounds nothing here."""
    places, more = _decimals(short), _decimals(long)
    return _FEWEST_DECIMALS <= places < more and round(long, places) == short


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@lru_cache(maxsize=4096)
def _read(position: str) -> tuple[Decimal, str] | None:
    """A canonical number and its unit in pint's words, or marked where pint has none; None where it is no number."""
    number, _, unit = position.partition(" ")
    try:
        top, _, bottom = number.partition("/")
        value = Decimal(top) / Decimal(bottom) if bottom else Decimal(top)
    except (InvalidOperation, ZeroDivisionError):
        return None
    known, end = read_unit(unit)
    return value, known if known and end == len(unit) else f"{_UNKNOWN}{unit}" if unit else ""


@lru_cache(maxsize=4096)
def _same_expression(one: str, other: str) -> bool:
    """Whether two expressions are equal by computer algebra, where that is installed."""
    if max(len(one), len(other)) > _LONGEST_EXPRESSION:
        return False
    try:
        from math_verify import parse, verify  # noqa: PLC0415  an extra, slow to import
    except ImportError:
        return False
    # Its time limits are signals, which only a main thread can take; short formulas need none.
    logging.getLogger("math_verify").setLevel(logging.ERROR)
    formulas = [parse(f"${_latex(position)}$", parsing_timeout=None) for position in (one, other)]
    return all(formulas) and bool(verify(*formulas, timeout_seconds=None))


def _latex(position: str) -> str:
    return _ROOT.sub(r"\\sqrt{\1}", position).replace("*", r"\cdot ")
