"""``consilium evaluate``: deciders measured on labelled questions with recorded responses, without asking a model."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from consilium.cli.door import names
from consilium.cli.evaluated import print_report
from consilium.cli.evaluation_files import check_target, predictions, write_text
from consilium.cli.home import home_places
from consilium.cli.parser import Parser, add_home, count
from consilium.cli.screen import console
from consilium.errors import UsageError
from consilium.evaluation.casting import Cast, cast
from consilium.evaluation.counting import counted
from consilium.evaluation.curves import STEPS, Curves, curves
from consilium.evaluation.examining import Exam, Plan, examine, fit_of
from consilium.evaluation.fitting import FITS, saved_from
from consilium.evaluation.page import page
from consilium.evaluation.plainly import plain_report
from consilium.evaluation.report import Report, reported
from consilium.evaluation.rows import Labelled, read_labelled
from consilium.evaluation.tally import plain, tally
from consilium.types.codec import to_json
from consilium.wording import say


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_home(parser)
    meta = say("cli.meta_file")
    parser.add_argument("test", type=Path, metavar="TEST.jsonl", help=say("evaluation.arg_test"))
    parser.add_argument("--fit", type=Path, metavar=meta, help=say("evaluation.arg_fit"))
    parser.add_argument("--members", metavar="A,B", help=say("evaluation.arg_members"))
    parser.add_argument("--labels", type=count, metavar="N", help=say("evaluation.arg_labels"))
    parser.add_argument("--seed", type=count, default=0, metavar="S", help=say("evaluation.arg_seed"))
    parser.add_argument("--decider", choices=FITS, default="auto", help=say("evaluation.arg_decider"))
    parser.add_argument("--cascade", action="store_true", help=say("evaluation.arg_cascade"))
    parser.add_argument("--target-error", type=_share, metavar="E", help=say("evaluation.arg_error"))
    parser.add_argument("--tolerance", type=_tolerance, default=0.0, metavar="T", help=say("evaluation.arg_tolerance"))
    parser.add_argument("--save", metavar="NAME", help=say("evaluation.arg_save"))
    parser.add_argument("--predictions", type=Path, metavar=meta, help=say("evaluation.arg_predictions"))
    parser.add_argument("--report", type=Path, metavar=meta, help=say("evaluation.arg_report"))
    parser.add_argument("--json", action="store_true", help=say("evaluation.arg_json"))


def run(arguments: Namespace) -> int:
    """Fit, decide, measure, and write what was asked for."""
    if arguments.cascade and arguments.decider != "auto":
        raise UsageError(say("evaluation.cascade_auto"), next_step="--decider auto")
    if arguments.save:
        from consilium.assembly.kept_deciders import check_name  # noqa: PLC0415  one option needs it

        check_name(arguments.save)
    read = {"TEST.jsonl": arguments.test, "--fit": arguments.fit}
    check_target(arguments.predictions, read)
    check_target(arguments.report, {**read, "--predictions": arguments.predictions})
    test, fit = read_labelled(arguments.test), read_labelled(arguments.fit) if arguments.fit else Labelled(())
    plan = _plan(arguments, test, fit)
    with _bar() as bar:
        known, asked = (_cast(bar, file, plan.members, arguments.tolerance) for file in (fit, test))
        task = bar.add_task(say("evaluation.task_measuring"), total=3 + (STEPS if arguments.report else 0))

        def tick() -> None:
            bar.advance(task)

        exam = examine(known, asked, plan)
        tick()
        report = reported(exam, counted(known, fit.faults), counted(asked, test.faults), tick)
        drawn = curves(exam, known, tick) if arguments.report else None
    _write(arguments, exam, report, drawn)
    return 0


def _plan(arguments: Namespace, test: Labelled, fit: Labelled) -> Plan:
    found = set(test.members) | set(fit.members)
    members = tuple(dict.fromkeys(names(arguments.members) or sorted(name for name in found if "#" not in name)))
    strangers = [name for name in members if name not in found]
    if strangers or not members:
        message = say("evaluation.strangers", names=", ".join(strangers) or "—")
        raise UsageError(message, next_step=", ".join(sorted(found)))
    return Plan(members, arguments.labels, arguments.decider, arguments.cascade, arguments.target_error, arguments.seed)


def _cast(bar: Progress, file: Labelled, members: Sequence[str], tolerance: float) -> list[Cast]:
    task = bar.add_task(say("evaluation.task_reading"), total=len(file.rows))
    found = []
    for row in file.rows:
        found.append(cast(replace(row, question=replace(row.question, tolerance=tolerance)), members))
        bar.advance(task)
    return found


@contextmanager
def _bar() -> Iterator[Progress]:
    screen = console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True) as bar:
        yield bar


def _write(arguments: Namespace, exam: Exam, report: Report, drawn: Curves | None) -> None:
    if arguments.predictions:
        write_text(arguments.predictions, predictions(exam, report.test.faults))
    if arguments.save:
        from consilium.assembly.kept_deciders import keep  # noqa: PLC0415  one option needs it

        fit, members = exam.fit, exam.plan.members
        decider = saved_from(fit, fit_of(exam.plan, exam.costs), members)
        keep(home_places(arguments.home), arguments.save, decider, plain(tally(fit, members)))
    if arguments.report and drawn:
        write_text(arguments.report, page(report, drawn))
    if arguments.json:
        sys.stdout.write(to_json(plain_report(report, drawn)) + "\n")
    else:
        print_report(report, arguments.save or "")


def _share(text: str) -> float:
    """An argument that is a share between 0 and 1."""
    share = float(text)
    if not 0 < share < 1:
        raise ValueError(text)
    return share


def _tolerance(text: str) -> float:
    """An argument that may also be 0."""
    return 0.0 if float(text) == 0 else _share(text)
