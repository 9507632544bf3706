"""The commands: which module holds each, and the sentence that sums it up."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from consilium.cli.parser import Parser


class Command(NamedTuple):
    """Where a command lives and the key of its one-line summary."""

    module: str
    summary: str


class CommandModule(Protocol):
    """What a command's module offers."""

    def configure(self, parser: Parser) -> None:
        """Declare the command's arguments."""
        ...

    def run(self, arguments: Namespace) -> int:
        """Do it and return the exit code."""
        ...


COMMANDS: dict[str, Command] = {
    "ask": Command("consilium.cli.ask", "cli.ask"),
    "batch": Command("consilium.cli.batch", "cli.batch"),
    "doctor": Command("consilium.cli.doctor", "cli.doctor"),
    "panel": Command("consilium.cli.panel", "cli.panel"),
    "learn": Command("consilium.cli.learn", "cli.learn"),
    "sources": Command("consilium.cli.sources", "cli.sources"),
    "search": Command("consilium.cli.search", "cli.search"),
    "verify": Command("consilium.cli.verify", "cli.verify"),
    "spar": Command("consilium.cli.spar", "spar.command"),
    "theses": Command("consilium.cli.theses", "spar.theses"),
    "evaluate": Command("consilium.cli.evaluate", "evaluation.evaluate"),
    "skill": Command("consilium.cli.skill", "evaluation.skill"),
    "worlds": Command("consilium.cli.worlds", "evaluation.worlds"),
    "forget": Command("consilium.cli.forget", "cli.forget"),
    "explain": Command("consilium.cli.explain", "explain.command"),
    "correct": Command("consilium.cli.correct", "cli.correct"),
    "feedback": Command("consilium.cli.feedback", "evaluation.feedback"),
    "runs": Command("consilium.cli.runs", "cli.runs"),
    "serve": Command("consilium.cli.serve", "cli.serve"),
    "mcp": Command("consilium.cli.mcp", "cli.mcp"),
    "keys": Command("consilium.cli.keys", "cli.keys"),
    "init": Command("consilium.cli.init", "cli.init"),
    "schema": Command("consilium.cli.schema", "cli.schema"),
}


def load(name: str) -> CommandModule:
    """Import one command's module: the only place where a command's imports are paid for."""
    return cast(CommandModule, import_module(COMMANDS[name].module))
