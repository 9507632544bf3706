"""Plausibility rules: numbers of a text against ranges that the user can edit."""

from consilium.rules.rule import Rule
from consilium.rules.rules import SHIPPED, Rules
from consilium.rules.trace import Result, Severity, Trace

__all__ = ["SHIPPED", "Result", "Rule", "Rules", "Severity", "Trace"]
