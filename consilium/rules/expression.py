"""What a rule demands, as an expression that can compare and calculate and do nothing else.

It is read with ``ast`` against a list of what is allowed; nothing is ever executed. Values are numbers
with units or truth values; what is not known makes unknown whatever hangs on it (Kleene's logic).
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from consilium.units import amount, read_unit
from consilium.wording import say
from consilium.wording.numerals import NUMBER, canonical

Truth = bool | None
"""Yes, no, or None: unknown."""

LONGEST = 400
"""Most characters of an expression."""

OWN = frozenset(("x", "low", "high", "значение", "низ", "верх"))
"""Names of the rule's own number, and of a range's ends."""

_MOST_NODES = 120
_ALIASES = {"и": " and ", "или": " or ", "не": " not ", "≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "–": "-", "×": "*"}
_ALIAS = re.compile(r"(?<!\w)(?:или|и|не)(?!\w)|[≤≥≠−–×]")
_QUANTITY = re.compile(rf"(?<![\w.])(?:{NUMBER})(?![\w.]*\w*\()")

_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_CALCULATE: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ALLOWED: Final = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.BinOp, ast.Compare,
    ast.Name, ast.Load, ast.Constant, *_COMPARE, *_CALCULATE,
)  # fmt: skip


_EQUALITY = (operator.eq, operator.ne)


class NotAllowed(ValueError):
    """An expression that is no expression, or wants more than comparing and calculating."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A demand that was read and found harmless.

    Args:
        text: as written in the rules.
        tree: what it says.
        amounts: the numbers with units in it, by the names that stand for them in the tree.
    """

    text: str
    tree: ast.expr
    amounts: Mapping[str, tuple[float, str]]

    @property
    def names(self) -> frozenset[str]:
        """What it must know to be answered."""
        found = {node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name)}
        return frozenset(found - self.amounts.keys())


@lru_cache(maxsize=1024)
def read_expression(text: str, unit: str = "") -> Expression:
    """Read an expression such as ``10 мл/кг/мин <= x <= 100 мл/кг/мин and not (возраст > 90 лет)``.

    Args:
        text: as a person writes it; «и», «или», «не», ≤, ≥ and decimal commas are understood.
        unit: what a bare number means that the rule's own number is compared with, in pint's words.

    Raises:
        NotAllowed: it is none, or holds anything but comparisons, and/or/not, arithmetic, numbers and names.
    """
    if len(text) > LONGEST:
        raise NotAllowed(say("rules.too_long", most=LONGEST))
    plain, amounts = _without_amounts(_ALIAS.sub(lambda found: _ALIASES[found.group()], text))
    try:
        tree = ast.parse(plain.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise NotAllowed(say("rules.no_expression")) from error
    nodes = list(ast.walk(tree))
    strange = next((node for node in nodes if not _harmless(node)), None)
    if strange is not None or len(nodes) > _MOST_NODES:
        raise NotAllowed(say("rules.not_allowed", what=type(strange).__name__ if strange else "…"))
    return Expression(text, tree, _in_its_unit(nodes, amounts, unit))


def _in_its_unit(
    nodes: list[ast.AST], amounts: Mapping[str, tuple[float, str]], unit: str
) -> dict[str, tuple[float, str]]:
    """Bare numbers that stand beside the rule's own number in a comparison take its unit: ``10 <= x <= 100``."""
    own = dict(amounts)
    for node in nodes:
        if isinstance(node, ast.Compare):
            names = [part.id for part in (node.left, *node.comparators) if isinstance(part, ast.Name)]
            bare = [name for name in names if name in amounts and not amounts[name][1]] if OWN & {*names} else []
            own |= {name: (amounts[name][0], unit) for name in bare}
    return own


def _harmless(node: ast.AST) -> bool:
    return isinstance(node, _ALLOWED) and (not isinstance(node, ast.Constant) or isinstance(node.value, bool))


def _without_amounts(text: str) -> tuple[str, dict[str, tuple[float, str]]]:
    """Numbers, with the units behind them, each replaced by a name."""
    parts: list[str] = []
    amounts: dict[str, tuple[float, str]] = {}
    at = 0
    for found in _QUANTITY.finditer(text):
        if found.start() < at or ":" in found.group():
            continue
        unit, end = read_unit(text, _skip_blank(text, found.end()))
        name = f"_{len(amounts)}"
        amounts[name] = float(canonical(found.group())), unit
        parts += [text[at : found.start()], f" {name} "]
        at = end if unit else found.end()
    return "".join([*parts, text[at:]]), amounts


def _skip_blank(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" \u00a0"))


def decide(expression: Expression, known: Mapping[str, Any]) -> Truth:
    """Whether an expression holds; None where that hangs on what is not known or cannot be compared.

    Args:
        expression: what is asked.
        known: numbers with units (pint) by name.
    """
    values = {name: amount(*value) for name, value in expression.amounts.items()}
    answer = _value(expression.tree, {**known, **values})
    return answer if isinstance(answer, bool) else None


def _value(node: ast.expr, known: Mapping[str, Any]) -> Any:
    """The value of a part: a truth value, a number with its unit, or None."""
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return known.get(name)
        case ast.BoolOp(op=op, values=parts):
            return _joined(op, [_truth(_value(part, known)) for part in parts])
        case ast.UnaryOp(op=op, operand=part):
            return _turned(op, _value(part, known))
        case ast.BinOp(left=left, op=op, right=right):
            return _calculated(_CALCULATE[type(op)], _value(left, known), _value(right, known))
    return _compared(node, known) if isinstance(node, ast.Compare) else None


def _turned(op: ast.unaryop, value: Any) -> Any:
    """A truth value denied, or a number with its sign."""
    if isinstance(op, ast.Not):
        return not value if isinstance(value, bool) else None
    if _truthlike(value):
        return None
    return -value if isinstance(op, ast.USub) else value


def _truth(value: Any) -> Truth:
    return value if isinstance(value, bool) else None


def _truthlike(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _joined(op: ast.boolop, parts: list[Truth]) -> Truth:
    """Kleene's and, or: a false part settles an "and", a true one an "or", whatever else is unknown."""
    settling = isinstance(op, ast.Or)
    if settling in [part for part in parts if part is not None]:
        return settling
    return None if None in parts else not settling


def _compared(node: ast.Compare, known: Mapping[str, Any]) -> Truth:
    values = [_value(part, known) for part in (node.left, *node.comparators)]
    steps = zip(values, node.ops, values[1:], strict=False)
    answers = [_calculated(_COMPARE[type(op)], one, other) for one, op, other in steps]
    return _joined(ast.And(), [None if answer is None else bool(answer) for answer in answers])


def _calculated(act: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    """What comes of two numbers with units; None where one is missing or they do not go together."""
    import pint  # noqa: PLC0415  it takes half a second to begin, and is needed only here

    if _truthlike(one) or _truthlike(other):
        return None
    try:
        # Equality of a length and a time is not "no" but no question.
        return act(one, other) if act not in _EQUALITY or one.is_compatible_with(other) else None
    except (pint.PintError, ArithmeticError, TypeError, ValueError):
        return None
