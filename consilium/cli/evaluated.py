"""The report of an evaluation on the terminal."""

from __future__ import annotations

from rich.text import Text

from consilium.cli.screen import cells, console, table
from consilium.evaluation.report import Report
from consilium.evaluation.telling import cells_of, heads, sentences
from consilium.wording import say


def print_report(report: Report, saved: str) -> None:
    """The table of methods, then everything else in sentences.

    Args:
        report: what was measured.
        saved: the name the decider is kept under; empty where it is not.
    """
    screen = console()
    if report.rivals:
        grid = table(*heads())
        for one in report.rivals:
            grid.add_row(*cells(*cells_of(one)))
        screen.print(grid)
    for line in sentences(report):
        screen.print(Text(line))
    if saved:
        screen.print(Text(say("evaluation.saved", name=saved)))
