"""``consilium learn``: take folders and files into the library, once or as they change."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from consilium.api.shelf import Shelf
from consilium.api.theses import Theses
from consilium.cli.parser import Parser
from consilium.cli.screen import console
from consilium.cli.shelf import add_library_options, loaded_settings, opened_collection
from consilium.errors import UsageError
from consilium.export import one_line
from consilium.export.learned import report_lines
from consilium.knowledge import Library
from consilium.types.codec import to_json, to_plain
from consilium.types.learned import LearnReport
from consilium.types.spar import ThesisChange
from consilium.wording import say

_NAME_CHARS = 40


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar=say("cli.meta_path"), help=say("cli.learn_paths"))
    parser.add_argument("--watch", action="store_true", help=say("cli.learn_watch"))
    parser.add_argument("--model-text", choices=("yes", "no", "ask"), default="ask", help=say("cli.learn_model_text"))
    parser.add_argument("--json", action="store_true", help=say("cli.learn_json"))
    add_library_options(parser)


def run(arguments: Namespace) -> int:
    """Learn, report, and with ``--watch`` go on until interrupted."""
    with opened_collection(arguments) as collection:
        library = collection.library
        paths = [Path(name).expanduser() for name in arguments.paths]
        if not paths and not collection.places:
            raise UsageError(say("cli.learn_nothing"), next_step="consilium learn ~/Obsidian")
        _tell(_learned(library, paths, arguments), library, arguments)
        if arguments.watch:
            _watch(library, [*collection.places], arguments)
    return 0


def _learned(library: Library, paths: Sequence[Path], arguments: Namespace) -> LearnReport:
    report = _taken_in(library, paths)
    return replace(report, theses=_retested(arguments)) if report.anything else report


def _retested(arguments: Namespace) -> tuple[ThesisChange, ...]:
    """The user's theses, tried again with what was just learned."""
    loaded = loaded_settings(arguments)
    shelf = Shelf(loaded)
    try:
        return Theses(loaded, shelf).retest()
    finally:
        shelf.close()


def _taken_in(library: Library, paths: Sequence[Path]) -> LearnReport:
    with _progress() as bar:
        task = bar.add_task("", total=None)

        def show(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=one_line(name)[-_NAME_CHARS:])

        return library.learn(paths, show)


@contextmanager
def _progress() -> Iterator[Progress]:
    screen = console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True) as bar:
        yield bar


def _tell(report: LearnReport, library: Library, arguments: Namespace) -> None:
    if arguments.json:
        sys.stdout.write(to_json(to_plain(report)) + "\n")
    else:
        sys.stdout.write("\n".join(report_lines(report, library.size)) + "\n")
    sys.stdout.flush()
    _ask_whose(report, library, arguments)


def _ask_whose(report: LearnReport, library: Library, arguments: Namespace) -> None:
    """Ask once, heading by heading, whether a model wrote what stands below it; unanswered it counts as a model's."""
    for heading, passages in report.asking.items():
        if arguments.model_text != "ask":
            library.rule(heading, model_made=arguments.model_text == "yes")
        elif sys.stdin.isatty() and sys.stderr.isatty():
            sys.stderr.write(say("cli.learn_whose", heading=one_line(heading), count=passages) + " ")
            sys.stderr.flush()
            answer = sys.stdin.readline().strip().casefold()
            if answer:
                library.rule(heading, model_made=answer[0] in "yд1")
        else:
            sys.stderr.write(say("cli.learn_unasked", heading=one_line(heading), count=passages) + "\n")


def _watch(library: Library, places: Sequence[Path], arguments: Namespace) -> None:
    """Learn again whenever something changes below the places, until interrupted."""
    from watchfiles import watch  # noqa: PLC0415  starts threads of its own; only for those who watch

    sys.stderr.write(say("cli.learn_watching", places=", ".join(str(place) for place in places)) + "\n")
    for _ in watch(*places, raise_interrupt=True):
        report = _learned(library, (), arguments)
        if report.anything or report.asking:
            _tell(report, library, arguments)
