"""``consilium sources``: what the library holds."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from consilium.cli.parser import Parser
from consilium.cli.screen import cells, console, table
from consilium.cli.shelf import add_library_options, name_the_sample, opened_collection
from consilium.export.neutral import shortened
from consilium.knowledge.library import Listed
from consilium.types.codec import to_json, to_plain
from consilium.wording import say

_ID_CHARS = 48
_TITLE_CHARS = 50


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help=say("cli.sources_json"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """List every source."""
    with opened_collection(arguments) as collection:
        if not collection.folders or collection.examples:
            collection.current.refresh()
        listed = collection.current.sources()
        if arguments.json:
            for one in listed:
                sys.stdout.write(to_json(to_plain(one)) + "\n")
        else:
            name_the_sample(collection)
            _print(listed)
    return 0


def _print(listed: Sequence[Listed]) -> None:
    grid = table(
        *(say(f"cli.head_{head}") for head in ("source", "kind", "study", "passages", "flags", "title")), whole=1
    )
    for one in listed:
        source = one.source
        flags = ", ".join(say(f"export.flag_{flag.name}") for flag in source.flags)
        marks = f"{say('cli.private')} {flags}".strip() if source.private else flags
        study = say(f"export.study_{source.grading.study}") if source.grading.grade else "—"
        kind = say(f"export.provenance_{source.provenance}")
        row = (shortened(source.id, _ID_CHARS), kind, study, str(one.passages), marks or "—")
        grid.add_row(*cells(*row, shortened(source.title, _TITLE_CHARS)))
    console().print(grid)
