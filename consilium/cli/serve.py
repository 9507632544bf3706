"""``consilium serve``: the engine behind HTTP."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from consilium.cli.extras import needed
from consilium.cli.parser import Parser, add_home, count
from consilium.config import Places, load_settings
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--host", metavar=say("cli.meta_address"), help=say("cli.serve_host"))
    parser.add_argument("--port", type=count, metavar="N", help=say("cli.serve_port"))
    parser.add_argument("--no-tcp", action="store_true", help=say("cli.serve_no_tcp"))
    parser.add_argument("--config", metavar=say("cli.meta_file"), help=say("cli.config_option"))
    add_home(parser)


def run(arguments: Namespace) -> int:
    """Serve until told to end."""
    with needed("server"):
        from consilium.server.serving import Address, serve  # noqa: PLC0415  an extra, and heavy

    home = Places(Path(arguments.home).expanduser()) if arguments.home else None
    loaded = load_settings(Path(arguments.config) if arguments.config else None, home)
    wanted = loaded.settings.server
    host = None if arguments.no_tcp else arguments.host or wanted.host
    port = wanted.port if arguments.port is None else arguments.port
    serve(loaded, Address(host, port), _announce)
    return 0


def _announce(url: str, socket: str) -> None:
    sys.stderr.write(say("cli.serving", where=url or socket) + "\n")
    sys.stderr.flush()
