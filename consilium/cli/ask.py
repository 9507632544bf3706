"""``consilium ask``: a question in, the debate on the screen, a verdict out."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from consilium.cli.asking import Options, read_options, read_question, standard_input
from consilium.cli.door import opened
from consilium.cli.parser import Parser, add_panel_options, add_without_nails, count
from consilium.cli.surfaces import Surface, choose_surface
from consilium.cli.thin import handed_on
from consilium.export import printable
from consilium.types.question import AnswerKind
from consilium.wording import say

if TYPE_CHECKING:
    from consilium.api import Verdict
    from consilium.client import ReceivedVerdict, RemoteRun

DEBATES = ("when_split", "always", "never")


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("question", nargs="*", metavar=say("cli.meta_question"), help=say("cli.question_words"))
    parser.add_argument("--file", metavar=say("cli.meta_file"), help=say("cli.question_file"))
    parser.add_argument(
        "-c", "--continue", dest="follow", default="", metavar=say("cli.meta_run"), help=say("cli.follow")
    )
    parser.add_argument("--kind", choices=get_args(AnswerKind), help=say("cli.kind"))
    parser.add_argument("--option", action="append", metavar=say("cli.meta_text"), help=say("cli.option"))
    parser.add_argument("--options", metavar='"A=…;B=…"', help=say("cli.options_together"))
    add_panel_options(parser)
    parser.add_argument("--rounds", type=count, metavar="N", help=say("cli.rounds"))
    parser.add_argument("--debate", choices=DEBATES, help=say("cli.debate"))
    add_without_nails(parser)
    parser.add_argument("--without-memory", action="store_true", help=say("cli.without_memory"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("cli.json"))
    form.add_argument("--quiet", "-q", action="store_true", help=say("cli.quiet"))
    parser.add_argument("--no-color", action="store_true", help=say("cli.no_color"))
    parser.add_argument("--in-process", action="store_true", help=say("cli.in_process_option"))


def run(arguments: Namespace) -> int:
    """Ask, show, and return the verdict's exit code."""
    question, options = read_question(arguments, standard_input()), read_options(arguments)
    remote = handed_on(arguments, question, options)
    return _here(arguments, question, options) if remote is None else _there(arguments, remote)


def _here(arguments: Namespace, question: str, options: Options | None) -> int:
    """Carry the run out in this process."""
    surface = _surface(arguments)
    # Nobody watches a silent run, so its text need not be streamed either.
    watch = None if _silent(arguments) else surface.show
    with opened(arguments) as consilium:
        with surface:
            verdict = consilium.ask(
                question, kind=arguments.kind, options=options, follow=arguments.follow, on_event=watch
            )
        _present(verdict, arguments, surface, consilium.transcript(verdict.run_id))
        _compare(arguments, verdict)
    return verdict.exit_code


def _there(arguments: Namespace, remote: RemoteRun) -> int:
    """Show the run that the server carries out."""
    # The server is at work by now, while what draws is still being imported.
    with remote.stoppable():
        surface = _surface(arguments)
        with surface:
            verdict = remote.verdict(None if _silent(arguments) else surface.show)
    _present(verdict, arguments, surface, remote.transcript)
    _compare(arguments, verdict)
    return verdict.exit_code


def _compare(arguments: Namespace, verdict: Verdict | ReceivedVerdict) -> None:
    """Beside a verdict without nails, what it lost and gained against the one with them; no part of JSON."""
    if not arguments.without_nails or _silent(arguments):
        return
    from consilium.cli.comparing import against_nails  # noqa: PLC0415  only for those who leave nails out
    from consilium.cli.home import home_places, opened_store  # noqa: PLC0415  as above

    with opened_store(home_places(arguments.home)) as store:
        sys.stdout.write(f"\n{against_nails(store, verdict.record)}\n")


def _silent(arguments: Namespace) -> bool:
    return bool(arguments.json or arguments.quiet)


def _surface(arguments: Namespace) -> Surface:
    return choose_surface(silent=_silent(arguments), no_color=arguments.no_color)


def _present(verdict: Verdict | ReceivedVerdict, arguments: Namespace, surface: Surface, transcript: Path) -> None:
    """The verdict in the form asked for: JSON, the bare answer, a card, or Markdown in a pipe."""
    if arguments.json:
        sys.stdout.write(verdict.to_json() + "\n")
    elif arguments.quiet:
        sys.stdout.write(f"{printable(verdict.answer)}\n" if verdict.answer else "")
        if verdict.exit_code:
            sys.stderr.write(f"{verdict.status}: {verdict.stop_reason}\n")
    elif sys.stdout.isatty():
        # Rich is for terminals only, and a card for whoever reads one.
        from consilium.cli.screen import console  # noqa: PLC0415
        from consilium.export import verdict_rich  # noqa: PLC0415

        console(no_color=arguments.no_color).print(verdict_rich(verdict.record))
        surface.note(say("cli.transcript_at", verdict.language, path=transcript))
    else:
        from consilium.export import verdict_markdown  # noqa: PLC0415  as above

        sys.stdout.write(verdict_markdown(verdict.record))
        surface.note(say("cli.transcript_at", verdict.language, path=transcript))
