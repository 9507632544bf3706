"""``consilium init``: editable copies of what ships with the product."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from consilium.cli.home import home_places
from consilium.cli.parser import Parser, add_home
from consilium.config.places import shipped
from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.wording import say

SETTINGS = "config.yaml"


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_home(parser)
    parser.add_argument("--here", action="store_true", help=say("cli.init_here"))
    parser.add_argument("--agents", action="store_true", help=say("cli.init_agents"))
    parser.add_argument("--prompts", action="store_true", help=say("cli.init_prompts"))
    parser.add_argument("--force", action="store_true", help=say("cli.init_force"))
    parser.add_argument("--print", action="store_true", help=say("cli.init_print"))


def run(arguments: Namespace) -> int:
    """Write the copies, or print the settings; nothing is written where anything is in the way."""
    if arguments.print:
        sys.stdout.write(shipped(SETTINGS).read_text(encoding="utf-8"))
        return 0
    target = Path.cwd() if arguments.here else home_places(arguments.home).home
    copies = list(_copies(arguments, target))
    taken = [path for _, path in copies if path.exists()]
    if taken and not arguments.force:
        message = say("cli.init_exists", path=taken[0])
        raise UsageError(message, next_step=say("cli.init_use_force"))
    for source, path in copies:
        _write(source, path)
    sys.stdout.write(say("cli.init_done", path=target / SETTINGS, count=len(copies)) + "\n")
    return 0


def _copies(arguments: Namespace, target: Path) -> Iterator[tuple[Path, Path]]:
    """Each shipped file that is wanted, with the place of its copy."""
    yield shipped(SETTINGS), target / SETTINGS
    wanted = [name for name in ("agents", "prompts") if vars(arguments)[name]]
    for name in wanted:
        folder = shipped(name)
        for source in sorted(path for path in folder.rglob("*") if path.is_file()):
            yield source, target / name / source.relative_to(folder)


def _write(source: Path, path: Path) -> None:
    # The checkout's own config.yaml is what ships: --here --force inside it must not be a mishap.
    if path.exists() and path.samefile(source):
        return
    try:
        write_atomic(path, source.read_text(encoding="utf-8"))
    except OSError as error:
        message = say("cli.cannot_write", path=path, error=error.strerror or error)
        raise UsageError(message, next_step=say("cli.check_file")) from error
