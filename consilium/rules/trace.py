"""What a check found, written so that it can be followed: number, unit, comparison, result, source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilium.types.question import Language
from consilium.wording import say

Result = Literal["ok", "violated", "unknown"]
Severity = Literal["error", "warning", "note"]
Reason = Literal["", "no_unit", "other_unit", "no_rule", "change", "not_settled"]
"""Why a result is unknown."""

_MARKS: dict[Result, str] = {"ok": "✓", "violated": "✗", "unknown": "?"}


@dataclass(frozen=True, slots=True)
class Trace:
    """One number of a text held against one rule.

    Args:
        rule: the rule's name; empty where no rule knows the number.
        found: the number with its unit, as it stands in the text.
        start: offset of its first character in the text.
        end: offset behind it.
        result: ``unknown`` is neither ``ok`` nor ``violated``.
        value: the number in the rule's unit; empty where it could not be had.
        comparison: what the rule demands, as written there.
        severity: how bad a violation is.
        source: where the rule's range comes from.
        reason: why the result is unknown.
    """

    rule: str
    found: str
    start: int
    end: int
    result: Result
    value: str = ""
    comparison: str = ""
    severity: Severity = "note"
    source: str = ""
    reason: Reason = ""

    def line(self, language: Language | None = None) -> str:
        """The trace as one line for a person."""
        parts = [f"{_MARKS[self.result]} {self.rule or say('rules.no_name', language)}: {self.found}"]
        if self.value:
            parts.append(f"= {self.value}")
        if self.comparison:
            parts.append(f"[{self.comparison}]")
        parts.append(f"— {say(f'rules.{self.result}', language)}")
        if self.result == "violated":
            parts.append(f"({say(f'rules.{self.severity}', language)})")
        if self.reason:
            parts.append(f"({say(f'rules.why_{self.reason}', language)})")
        if self.source:
            parts.append(f"· {say('rules.source', language, source=self.source)}")
        return " ".join(parts)
