"""Rules of plausibility: read from files that a person can edit, held against the numbers of a text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from consilium.config.places import Places
from consilium.config.yaml_file import read_yaml
from consilium.errors import ConfigError
from consilium.rules.binding import bound
from consilium.rules.expression import OWN
from consilium.rules.finding import numbers, sentences
from consilium.rules.judging import judged, known_symbols
from consilium.rules.rule import Rule, RuleFile
from consilium.rules.trace import Trace
from consilium.types.question import Language
from consilium.wording import say

SHIPPED = Path(__file__).parent / "rules.yaml"
"""The rules that ship with the program."""

_NEWEST = 1


class Rules:
    """A set of rules, in the order of their files.

    Args:
        rules: those that are switched on.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)

    @classmethod
    def load(cls, paths: Iterable[Path] | None = None) -> Rules:
        """Read files of rules; a rule of a later file replaces the one of the same name.

        Args:
            paths: the files; by default those that ship, then the user's own where there are some.

        Raises:
            ConfigError: a file is wrong; names file, line and what to do.
        """
        merged: dict[str, tuple[Rule, Path]] = {}
        for path in default_files() if paths is None else paths:
            merged |= {rule.name: (rule, path) for rule in _read(path).rules}
        on = [(rule, path) for rule, path in merged.values() if rule.severity != "off"]
        known = {rule.symbol for rule, _ in on if rule.symbol} | OWN
        for rule, path in on:
            _refuse_unknown_names(rule, path, known)
        return cls([rule for rule, _ in on])

    def check(self, text: str, language: Language | None = None) -> list[Trace]:
        """Hold every number of a text that has a unit or belongs to a rule against the rules.

        Args:
            text: claims in Russian or English.
            language: of the rules' names and sources in the traces; by default the reader's.

        Returns:
            A trace for each number and rule, in the text's order; a number with a unit that no rule
            knows is ``unknown`` as well.
        """
        return [trace for start, end in sentences(text) for trace in self._sentence(text, start, end, language)]

    def _sentence(self, text: str, start: int, end: int, language: Language | None) -> Iterator[Trace]:
        found = numbers(text, start, end)
        matches = bound(self.rules, text, (start, end), found) if found else []
        symbols = known_symbols(matches)
        for number in found:
            said = text[number.start : number.end]
            own = [match for match in matches if match.number is number]
            traces = (judged(match, said, symbols, language) for match in own)
            yield from (trace for trace in traces if trace is not None)
            if not own and number.unit:
                yield Trace("", said, number.start, number.end, "unknown", reason="no_rule")


def default_files() -> list[Path]:
    """The shipped rules, then ``rules.yaml`` in the user's home where it exists."""
    own = Places.default().home / "rules.yaml"
    return [SHIPPED, *([own] if own.is_file() else [])]


def _read(path: Path) -> RuleFile:
    """A file of rules; where nothing better is known, its reader is sent to the shipped ones."""
    try:
        return read_yaml(path, RuleFile, newest=_NEWEST)
    except ConfigError as error:
        if error.next_step not in {say("config.see_example"), say("config.init")}:
            raise
        raise ConfigError(error.message, next_step=say("rules.see_shipped", path=SHIPPED)) from error


def _refuse_unknown_names(rule: Rule, path: Path, known: set[str]) -> None:
    names = rule.demands.names | (rule.condition.names if rule.condition else frozenset())
    for name in sorted(names - known):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        here = re.compile(rf"\s*(?:-\s*)?name:\s*[\"']?{re.escape(rule.name)}[\"']?\s*(?:#.*)?")
        line = next((place for place, text in enumerate(lines, 1) if here.fullmatch(text)), 1)
        close = difflib.get_close_matches(name, known, n=1)
        hint = (
            say("config.did_you_mean", name=close[0])
            if close
            else say("rules.known_names", names=", ".join(sorted(known)))
        )
        raise ConfigError(say("rules.no_such_name", path=path, line=line, rule=rule.name, name=name), next_step=hint)
