"""The terminal: consoles that honour NO_COLOR, and what to do where there is no terminal."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from consilium.export import one_line

PIPE_WIDTH = 120
"""Width of tables where nobody told us one: in a pipe or a file."""


class _Screen(Console):
    """A console that says so when its reader has left; Rich's own would end the program from any thread."""

    def on_broken_pipe(self) -> None:
        """Let the error go on to whoever printed."""
        raise BrokenPipeError


def console(*, stderr: bool = False, no_color: bool = False) -> Console:
    """A console on stdout (or stderr); colours only where a terminal and the user want them.

    Args:
        stderr: write to stderr.
        no_color: the user's ``--no-color``; Rich itself obeys NO_COLOR.
    """
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPE_WIDTH
    return _Screen(stderr=stderr, no_color=True if no_color else None, width=width, highlight=False, soft_wrap=False)


def table(*heads: str, whole: int = 1) -> Table:
    """An empty table in the product's style.

    Args:
        heads: the columns' titles.
        whole: how many columns, from the left, are never broken: they hold what people copy.
    """
    grid = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for number, head in enumerate(heads):
        grid.add_column(head, overflow="fold", no_wrap=number < whole)
    return grid


def cells(*texts: str, style: str = "") -> list[Text]:
    """Table cells of plain text: nothing in them is markup, whoever wrote it."""
    return [Text(one_line(text), style=style) for text in texts]
