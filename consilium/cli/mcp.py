"""``consilium mcp``: the panel as tools of the program that started this one."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from consilium.cli.extras import needed
from consilium.cli.parser import Parser, add_home
from consilium.config import Places, load_settings
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--config", metavar=say("cli.meta_file"), help=say("cli.config_option"))
    add_home(parser)
    parser.add_argument("--private", action="store_true", help=say("cli.mcp_private"))


def run(arguments: Namespace) -> int:
    """Serve until the other program is done."""
    with needed("server"):
        from consilium.server.mcp.stdio import serve_stdio  # noqa: PLC0415  an extra, and heavy

    home = Places(Path(arguments.home).expanduser()) if arguments.home else None
    loaded = load_settings(Path(arguments.config) if arguments.config else None, home)
    serve_stdio(loaded, private=arguments.private)
    return 0
