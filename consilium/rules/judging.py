"""Holding one number against one rule: yes, no, or unknown with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilium.rules.binding import Bound
from consilium.rules.expression import Truth, decide
from consilium.rules.rule import ANY
from consilium.rules.trace import Reason, Result, Severity, Trace
from consilium.types.question import Language

_RESULTS: Mapping[Truth, Result] = {True: "ok", False: "violated", None: "unknown"}


def known_symbols(matches: Sequence[Bound]) -> dict[str, Any]:
    """The quantities of a sentence that other rules may ask for; one named with two values is not known."""
    found: dict[str, list[Any]] = {}
    for match in matches:
        if match.rule.symbol and match.ends and match.number.change is match.rule.change:
            found.setdefault(match.rule.symbol, []).extend(match.ends)
    return {symbol: ends[0] for symbol, ends in found.items() if len(ends) == 1}


def judged(match: Bound, said: str, symbols: Mapping[str, Any], language: Language | None = None) -> Trace | None:
    """The trace of a number under a rule; None where the rule does not apply to it.

    Args:
        match: the number and the rule.
        said: the number as it stands in the text.
        symbols: other quantities of the sentence.
        language: of the rule's name and source.
    """
    rule, number = match.rule, match.number
    severity: Severity = "note" if rule.severity == "off" else rule.severity
    if not match.ends or (number.change and not rule.change and rule.unit != ANY):
        reason: Reason = "change" if match.ends or number.change else "other_unit" if number.unit else "no_unit"
        truth: Truth = None
    else:
        applies, truth = _truths(match, symbols)
        if applies is False:
            return None
        reason = "" if truth is not None else "not_settled"
    return Trace(
        rule=rule.title(language),
        found=said,
        start=number.start,
        end=number.end,
        result=_RESULTS[truth],
        value=" – ".join(_shown(end, rule.unit) for end in match.ends),
        comparison=rule.check,
        severity=severity,
        source=rule.origin(language),
        reason=reason,
    )


def _truths(match: Bound, symbols: Mapping[str, Any]) -> tuple[Truth, Truth]:
    """Whether the rule applies, and whether it holds for every end of the number."""
    condition, demands = match.rule.condition, match.rule.demands
    answers: list[Truth] = []
    for end in match.ends:
        known = {**symbols, **_own(end, match.ends)}
        applies = decide(condition, known) if condition else True
        if applies is False:
            return False, None
        answers.append(decide(demands, known) if applies else None)
    if False in answers:
        return True, False
    return True, None if None in answers else True


def _own(end: Any, ends: Sequence[Any]) -> dict[str, Any]:
    names = {"x": end, "low": ends[0], "high": ends[-1]}
    return {**names, "значение": end, "низ": ends[0], "верх": ends[-1]}


def _shown(end: Any, unit: str) -> str:
    """A number in the rule's unit, with as many digits as tell anything."""
    return f"{end.magnitude:.6g} {'' if unit == ANY else unit}".strip()
