"""``consilium search``: passages for a question, or for every question of a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from consilium.cli.parser import Parser, positive
from consilium.cli.rows import Row, read_rows
from consilium.cli.screen import console
from consilium.cli.shelf import add_library_options, name_the_sample, opened_collection
from consilium.errors import UsageError
from consilium.export import one_line
from consilium.export.neutral import shortened
from consilium.knowledge import Library
from consilium.types.codec import to_json, to_plain
from consilium.types.evidence import Passage
from consilium.wording import say

_FOUND = 10
_TEXT_CHARS = 400


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("query", nargs="*", metavar=say("cli.meta_question"), help=say("cli.search_query"))
    parser.add_argument("-k", type=positive, default=_FOUND, metavar="N", help=say("cli.search_k"))
    parser.add_argument("--json", action="store_true", help=say("cli.search_json"))
    parser.add_argument("--batch", metavar=say("cli.meta_file"), help=say("cli.search_batch"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """Search and print what was found; with a file, one JSON object a row."""
    query = " ".join(arguments.query).strip()
    if bool(query) == bool(arguments.batch):
        raise UsageError(say("cli.search_what"), next_step='consilium search "…"')
    rows = read_rows(Path(arguments.batch)) if arguments.batch else []
    with opened_collection(arguments) as collection:
        name_the_sample(collection)
        collection.current.refresh()
        if arguments.batch:
            return _batch(collection.current, rows, arguments.k)
        _print(collection.current.search(query, arguments.k, evidence=False, by_source=True), json=arguments.json)
    return 0


def _batch(library: Library, rows: Sequence[Row], limit: int) -> int:
    """Hits of every row; a row with a mistake is answered with what is wrong."""
    faults = 0
    for row in rows:
        if row.fault:
            faults += 1
            sys.stdout.write(to_json({"id": row.id, "error": row.fault}) + "\n")
            continue
        found = library.search(row.question, limit, evidence=False, by_source=True)
        hits = [{"source_id": one.source, "passage_id": one.id, "score": one.score} for one in found]
        sys.stdout.write(to_json({"id": row.id, "hits": hits}) + "\n")
    return 2 if faults else 0


def _print(found: Sequence[Passage], *, json: bool) -> None:
    if json:
        for passage in found:
            sys.stdout.write(to_json(to_plain(passage)) + "\n")
        return
    screen = console()
    if not found:
        screen.print(Text(say("cli.search_nothing")))
    for number, passage in enumerate(found, start=1):
        marks = [passage.section, passage.place, passage.date, *_marks(passage)]
        screen.print(Text.assemble((f"{number}. ", "dim"), (one_line(passage.title), "bold")))
        screen.print(Text(f"   {one_line(passage.id)}  {' · '.join(filter(None, map(one_line, marks)))}", style="dim"))
        screen.print(Text(f"   {shortened(one_line(passage.text), _TEXT_CHARS)}"))


def _marks(passage: Passage) -> list[str]:
    """What a reader should know of a passage before he believes it."""
    study = [say(f"export.study_{passage.study}")] if passage.grade else []
    model = [say("export.provenance_model")] if passage.provenance == "model" else []
    private = [say("cli.private")] if passage.private else []
    return [*study, *model, *private, *(say(f"export.flag_{flag}") for flag in passage.flags)]
