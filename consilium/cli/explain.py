"""``consilium explain``: how a run came to its answer, down to every row, weight and rule."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence

from rich.text import Text

from consilium.cli.home import home_places, opened_store
from consilium.cli.parser import Parser, add_home
from consilium.cli.screen import console
from consilium.export.derivation import derivation_lines, derivations
from consilium.export.neutral import printable
from consilium.types.codec import to_json, to_plain
from consilium.types.event import Event
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("run", metavar=say("cli.meta_run"), help=say("cli.run_id"))
    parser.add_argument("--json", action="store_true", help=say("explain.json"))
    add_home(parser)


def run(arguments: Namespace) -> int:
    """Print the derivation of one run, also of one that was broken off."""
    with opened_store(home_places(arguments.home)) as store:
        run_id = store.summary(arguments.run).id
        events, verdict = store.events(run_id), store.verdict(run_id)
    if arguments.json:
        sys.stdout.write(_json(run_id, events) + "\n")
    else:
        _print(derivation_lines(events, verdict))
    return 0


def _json(run_id: str, events: Sequence[Event]) -> str:
    assessed = [event.data["assessment"] for event in events if event.kind == "assessed"]
    experts = {name: to_plain(derivation) for name, derivation in derivations(events).items()}
    finished = next((event.data["verdict"] for event in reversed(events) if event.kind == "run.finished"), None)
    return to_json({"run_id": run_id, "experts": experts, "assessments": assessed, "verdict": finished})


def _print(lines: Iterable[str]) -> None:
    if not sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return
    screen = console()
    for line in lines:
        bare = printable(line)
        screen.print(Text(bare.lstrip("# "), style="bold") if bare.startswith("#") else Text(bare), soft_wrap=False)
