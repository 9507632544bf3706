"""``consilium verify``: check the quotations of any note or answer against the library, its numbers against rules."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from consilium.assembly.review import review, rules_of
from consilium.assembly.supporting import local_judge
from consilium.cli.asking import STDIN, standard_input
from consilium.cli.parser import Parser
from consilium.cli.screen import cells, console, table
from consilium.cli.shelf import add_library_options, loaded_settings, name_the_sample, opened_collection
from consilium.errors import UsageError
from consilium.export import one_line
from consilium.export.phrases import mark, quotation_counter
from consilium.export.proofs import beside, judged, place_of
from consilium.rules import Trace
from consilium.types.codec import to_json, to_plain
from consilium.types.proof import Proof
from consilium.wording import reader_language, say

FAILED = 1
"""The exit code of ``--strict`` where a quotation stands in no source or a number is impossible."""


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar=say("cli.meta_file"), help=say("cli.verify_file"))
    parser.add_argument("--json", action="store_true", help=say("cli.verify_json"))
    parser.add_argument("--strict", action="store_true", help=say("cli.verify_strict"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """Check every quotation and number; the counter comes last, where the eye ends up."""
    text = _text(arguments.file)
    loaded = loaded_settings(arguments)
    rules = rules_of(loaded)
    with opened_collection(arguments) as collection, local_judge(loaded) as judge:
        name_the_sample(collection)
        collection.current.refresh()
        found = review(collection.current, rules, text, private=True, judge=judge)
    if arguments.json:
        sys.stdout.write(to_json({"stands": found.stands, **to_plain(found)}) + "\n")
    else:
        _print(found.proofs, found.traces)
    return FAILED if arguments.strict and not found.stands else 0


def _text(name: str) -> str:
    """What is to be checked.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return standard_input().read() if name == STDIN else Path(name).expanduser().read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        path = "stdin" if name == STDIN else name
        raise UsageError(say("cli.unreadable", path=path, error=reason), next_step=say("cli.check_file")) from error


def _print(found: Sequence[Proof], traces: Sequence[Trace]) -> None:
    screen = console()
    if found:
        grid = table(*(say(f"cli.head_{head}") for head in ("check", "quotation", "where")), whole=0)
        for one in found:
            grid.add_row(*cells(f"{mark(one.citation)} {judged(one)}", f"«{one.quote}»", _where(one)))
            if beside(one):
                grid.add_row(*cells("", f"{say('export.in_the_source')} «{one.words}»", "", style="dim"))
        screen.print(grid)
    for trace in traces:
        screen.print(Text(one_line(trace.line())))
    counter = quotation_counter((one.citation for one in found), reader_language())
    screen.print(Text(f"{say('export.quotations')}: {counter}"))


def _where(proof: Proof) -> str:
    private = say("cli.private") if proof.passage is not None and proof.passage.private else ""
    return " · ".join(part for part in (place_of(proof), private) if part) or "—"
