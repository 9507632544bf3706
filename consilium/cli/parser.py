"""argparse, speaking the reader's language: help, usage and mistakes in one line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from consilium.cli.failures import report
from consilium.wording import say

USAGE_EXIT = 2

# argparse words its complaints in English only; these tell them apart by what Python 3.11 to 3.14 write.
_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "cli.usage_required"),
    (re.compile(r"unrecognized arguments: (?P<words>.+)"), "cli.usage_unknown"),
    (re.compile(r"argument (?P<name>.+?): expected .*argument"), "cli.usage_value"),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)"),
        "cli.usage_choice",
    ),
    (re.compile(r"argument (?P<name>.+?): invalid \w+ value: (?P<value>.+)"), "cli.usage_bad_value"),
    (re.compile(r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)"), "cli.usage_conflict"),
)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as the reference shows it: how it is written, what it means, what is allowed."""

    spelling: str
    meaning: str
    choices: tuple[str, ...]


class _Formatter(argparse.HelpFormatter):
    """Help with our own word for "usage"."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, f"{say('cli.usage')}: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes are one line with the next step, and exit code 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "allow_abbrev": False, **settings, "add_help": False})
        self._positionals.title = say("cli.arguments")
        self._optionals.title = say("cli.options")
        self.add_argument("-h", "--help", action="help", help=say("cli.help"))
        self.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=say("cli.debug"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and leave."""
        report(_worded(message), f"{self.prog} --help")
        self.exit(USAGE_EXIT)

    def arguments(self) -> list[Argument]:
        """What this command takes, for the reference; sub-commands are not among it."""
        shown = [a for a in self._actions if a.help != argparse.SUPPRESS and not isinstance(a, _SubParsers)]
        return [Argument(_spelling(a), (a.help or "") % vars(a), _choices(a.choices)) for a in shown]

    def children(self) -> dict[str, Parser]:
        """The parsers of the sub-commands by name."""
        found = [action.choices for action in self._actions if isinstance(action, _SubParsers)]
        return {name: child for group in found for name, child in group.items() if isinstance(child, Parser)}


_SubParsers = argparse._SubParsersAction  # noqa: SLF001  argparse gives the class no public name


def add_home(parser: Parser, *, again: bool = False) -> None:
    """The option that chooses where runs, keys and settings are kept.

    Args:
        parser: the command it is for.
        again: the command above takes it too, so that it may stand in either place.
    """
    default = argparse.SUPPRESS if again else None
    parser.add_argument("--home", default=default, metavar=say("cli.meta_folder"), help=say("cli.home_option"))


def add_panel_options(parser: Parser) -> None:
    """The options that choose settings and panel, for every command that needs them."""
    parser.add_argument("--config", metavar=say("cli.meta_file"), help=say("cli.config_option"))
    add_home(parser)
    parser.add_argument("--members", metavar="A,B", help=say("cli.members_option"))


def add_without_nails(parser: Parser) -> None:
    """The option that leaves out what the user has pinned."""
    parser.add_argument("--without-nails", action="store_true", help=say("cli.without_nails"))


def _choices(choices: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(choice) for choice in choices or ())


def _spelling(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else ""
    if not action.option_strings:
        return value or action.dest
    takes = value or (action.dest.upper() if action.nargs != 0 else "")
    names = ", ".join(action.option_strings)
    return f"{names} {takes}".rstrip()


def _worded(message: str) -> str:
    for pattern, key in _COMPLAINTS:
        if found := pattern.fullmatch(message):
            return say(key, **found.groupdict())
    return message


def sub_commands(parser: Parser, dest: str) -> Any:
    """A place for sub-commands under one parser."""
    return parser.add_subparsers(dest=dest, metavar=say("cli.meta_command"), title=say("cli.commands"))


def count(text: str) -> int:
    """An argument that is a whole number from 0 up."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def positive(text: str) -> int:
    """An argument that is a whole number from 1 up."""
    number = count(text)
    if number == 0:
        raise ValueError(text)
    return number
