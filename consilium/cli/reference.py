"""The command-line reference, generated from the parsers themselves: ``docs/cli.md``.

It is written from the arguments and not from argparse's help text, whose layout differs between
versions of Python.
"""

from __future__ import annotations

from collections.abc import Iterator

from consilium.cli.main import build_parser
from consilium.cli.parser import Argument, Parser
from consilium.cli.table import COMMANDS
from consilium.export.neutral import inline
from consilium.types.question import Language
from consilium.wording import say, speaking

EXIT_CODES = (0, 1, 2, 3, 4, 130)


def reference(language: Language = "en") -> str:
    """All commands with all their options as one Markdown page.

    Args:
        language: of the page.
    """
    with speaking(language):
        parser = build_parser(*COMMANDS)
        parts = ["# consilium", f"<!-- {say('cli.generated')} -->", say("cli.what"), *_table(parser.arguments())]
        for child in parser.children().values():
            parts.extend(_command(child, 2))
        parts.extend(_exit_codes())
    return "\n\n".join(parts) + "\n"


def _command(parser: Parser, level: int) -> Iterator[str]:
    yield f"{'#' * level} {parser.prog}"
    yield parser.description or ""
    # --debug goes with every command and is told once.
    yield from _table([argument for argument in parser.arguments() if argument.spelling != "--debug"])
    for child in parser.children().values():
        yield from _command(child, level + 1)


def _table(arguments: list[Argument]) -> Iterator[str]:
    rows = [_row(argument) for argument in arguments if not argument.spelling.startswith("-h")]
    if rows:
        yield "\n".join([f"| {say('cli.ref_argument')} | {say('cli.ref_meaning')} |", "| --- | --- |", *rows])


def _row(argument: Argument) -> str:
    meaning = inline(argument.meaning)
    if argument.choices:
        meaning += f" ({', '.join(f'`{choice}`' for choice in argument.choices)})"
    return f"| `{argument.spelling.replace('|', chr(92) + '|')}` | {meaning} |"


def _exit_codes() -> Iterator[str]:
    yield f"## {say('cli.ref_exit_codes')}"
    rows = [f"| {code} | {say(f'cli.exit_{code}')} |" for code in EXIT_CODES]
    yield "\n".join([f"| {say('cli.ref_code')} | {say('cli.ref_meaning')} |", "| --- | --- |", *rows])
