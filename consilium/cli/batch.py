"""``consilium batch``: many questions from a file, several at a time, resumable."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from consilium.cli.door import opened
from consilium.cli.failures import FAULT
from consilium.cli.outfile import OutFile
from consilium.cli.parser import Parser, add_panel_options, add_without_nails, count, positive
from consilium.cli.rows import Row, read_rows
from consilium.cli.screen import console
from consilium.errors import ConsiliumError, UsageError
from consilium.wording import say

if TYPE_CHECKING:
    from consilium.api import Consilium, Verdict

CONCURRENT = 4
BAD_ROWS = 2


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar=say("cli.meta_file"), help=say("cli.batch_file"))
    parser.add_argument("--out", required=True, metavar=say("cli.meta_file"), help=say("cli.batch_out"))
    parser.add_argument("--concurrency", type=positive, default=CONCURRENT, metavar="N", help=say("cli.concurrency"))
    add_panel_options(parser)
    parser.add_argument("--rounds", type=count, metavar="N", help=say("cli.rounds"))
    add_without_nails(parser)
    # A row's answer must not depend on which rows were answered before it.
    parser.set_defaults(without_memory=True)


def run(arguments: Namespace) -> int:
    """Answer every row that has no verdict yet.

    Returns:
        0 where every row has a verdict now; else the exit code of the first failure.
    """
    source, target = Path(arguments.file), Path(arguments.out)
    if source.resolve() == target.resolve():
        raise UsageError(say("cli.same_file"), next_step=say("cli.another_outfile"))
    rows = read_rows(source)
    with OutFile(target) as out:
        batch = _Batch(out, [row for row in rows if row.id is None or str(row.id) not in out.done])
        batch.tally["skipped"] = len(rows) - len(batch.rows)
        try:
            batch.carry_out(arguments)
        finally:
            batch.report()
    return batch.exit_code


class _Batch:
    """The rows still to do, what became of them, and the bar that shows it."""

    def __init__(self, out: OutFile, rows: Sequence[Row]) -> None:
        self._out = out
        self.rows = rows
        self.tally: Counter[str] = Counter()
        self.exit_code = 0

    def carry_out(self, arguments: Namespace) -> None:
        """Do them all; the consilium is opened only where a good row is left."""
        good = [row for row in self.rows if not row.fault]
        for row in self.rows:
            if row.fault:
                self._failed(row, row.fault, BAD_ROWS)
        if good:
            with opened(arguments) as consilium, _bar() as bar:
                asyncio.run(self._ask_all(consilium, good, arguments.concurrency, bar))

    async def _ask_all(self, consilium: Consilium, rows: Sequence[Row], concurrency: int, bar: Progress) -> None:
        places = asyncio.Semaphore(concurrency)
        task = bar.add_task("", total=len(rows))

        async def ask(row: Row) -> None:
            async with places:
                await self._ask(consilium, row)
                bar.advance(task)

        async with asyncio.TaskGroup() as group:
            for row in rows:
                group.create_task(ask(row))

    async def _ask(self, consilium: Consilium, row: Row) -> None:
        try:
            verdict = await consilium.aask(row.question, kind=row.kind, options=row.options)
        except ConsiliumError as error:
            self._failed(row, str(error), error.exit_code)
        except Exception as error:  # noqa: BLE001  one row's fault must not cost the others theirs
            self._failed(row, f"{type(error).__name__}: {error}", FAULT)
        else:
            self._keep(row, verdict)

    def _keep(self, row: Row, verdict: Verdict) -> None:
        """A verdict is done with; one without a quorum is kept as a failure, so that the row is asked again."""
        if verdict.exit_code:
            self.tally["failed"] += 1
            self.exit_code = self.exit_code or verdict.exit_code
            self._out.write(row.id, {**verdict.to_dict(), "error": verdict.stop_reason})
            return
        self.tally["done"] += 1
        self._out.write(row.id, verdict.to_dict())

    def _failed(self, row: Row, reason: str, exit_code: int) -> None:
        self.tally["failed"] += 1
        self.exit_code = self.exit_code or exit_code
        self._out.write(row.id, {"error": reason})

    def report(self) -> None:
        """One line on stderr about the whole batch, also one that was broken off."""
        left = len(self.rows) - self.tally["done"] - self.tally["failed"]
        numbers = {name: self.tally[name] for name in ("done", "skipped", "failed")}
        sys.stderr.write(say("cli.batch_report", left=left, **numbers) + "\n")


def _bar() -> Progress:
    screen = console(stderr=True)
    columns = (TextColumn(say("cli.batch_bar")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True)
