"""``consilium theses``: what was put to the opponent, and what came of it."""

from __future__ import annotations

import sys
from argparse import Namespace

from consilium.api.consilium import Consilium
from consilium.cli.parser import Parser
from consilium.cli.shelf import add_library_options, loaded_settings
from consilium.export import one_line
from consilium.export.spar import outcome_line
from consilium.export.theses import change_lines
from consilium.types.codec import to_json, to_plain
from consilium.wording import reader_language, say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--retest", action="store_true", help=say("spar.theses_retest"))
    parser.add_argument("--json", action="store_true", help=say("spar.theses_json"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """List them, after trying them again where that is wanted."""
    with Consilium(loaded_settings(arguments)) as consilium:
        changes = consilium.theses.retest() if arguments.retest else ()
        known = consilium.theses.all()
    if arguments.json:
        shown = {"theses": [to_plain(one) for one in known], "changes": [to_plain(one) for one in changes]}
        sys.stdout.write(to_json(shown) + "\n")
        return 0
    for match in known:
        for claim in match.claims:
            sys.stdout.write(f"{match.id} {claim.id} {one_line(claim.text)} {outcome_line(claim, match.language)}\n")
    if not known:
        sys.stdout.write(say("spar.no_theses") + "\n")
    if changes:
        lines = [say("spar.changes_heading"), *change_lines(changes, reader_language())]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0
