"""``consilium forget``: take sources out of the library."""

from __future__ import annotations

import sys
from argparse import Namespace

from consilium.cli.parser import Parser
from consilium.cli.shelf import add_library_options, opened_collection
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("names", nargs="+", metavar=say("cli.meta_source"), help=say("cli.forget_names"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """Forget each; the files themselves are left alone."""
    with opened_collection(arguments) as collection:
        for name in arguments.names:
            gone = collection.library.forget(name)
            sys.stdout.write(say("cli.forgotten", name=name, count=len(gone)) + "\n")
    return 0
