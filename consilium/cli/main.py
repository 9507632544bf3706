"""``consilium``: choose a command, import it, run it.

Nothing heavy may be imported here: ``consilium --help`` is measured.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Sequence

from consilium.cli.failures import guarded
from consilium.cli.parser import Parser, sub_commands
from consilium.cli.table import COMMANDS, load
from consilium.wording import say


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    Args:
        argv: the words after the program's name; those of this process where None.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    _heed_termination()
    return guarded(lambda: _dispatch(words), debug="--debug" in words)


def _heed_termination() -> None:
    """Being told to end is handled like Ctrl-C: what was paid for is kept, with its transcript."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), stop)


def build_parser(*configured: str) -> Parser:
    """The whole command line, with the arguments of the commands named.

    A command that is not named is listed in the help and nothing of it is imported.
    """
    parser = Parser(prog="consilium", description=say("cli.what"), epilog=say("cli.epilog"))
    parser.add_argument("--version", action="store_true", help=say("cli.version"))
    commands = sub_commands(parser, "command")
    for name, command in COMMANDS.items():
        child = commands.add_parser(name, help=say(command.summary), description=say(command.summary))
        if name in configured:
            load(name).configure(child)
    return parser


def _dispatch(words: Sequence[str]) -> int:
    # No option before the command takes a value, so the first plain word is the command.
    chosen = next((word for word in words if not word.startswith("-")), "")
    parser = build_parser(chosen)
    arguments = parser.parse_args(words)
    if arguments.version:
        return _version()
    if arguments.command is None:
        parser.print_help()
        return 0
    return load(arguments.command).run(arguments)


def _version() -> int:
    from importlib.metadata import version  # noqa: PLC0415  costs as much as all the rest of --help

    sys.stdout.write(f"consilium {version('consilium-ai')}\n")
    return 0


def _prepare_streams() -> None:
    """Make every sentence printable: UTF-8 on Windows, a stand-in for the letters a terminal lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if sys.platform == "win32":
            reconfigure(encoding="utf-8", errors="replace")
        else:
            reconfigure(errors="replace")
