"""``consilium doctor``: who could answer now, what is missing, what a question would cost."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from consilium.cli.door import opened
from consilium.cli.parser import Parser, add_panel_options
from consilium.cli.screen import console
from consilium.export import one_line
from consilium.export.phrases import money
from consilium.wording import reader_language, say

if TYPE_CHECKING:
    from consilium.api import Checkup, SeatCheck


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_panel_options(parser)
    parser.add_argument("--no-color", action="store_true", help=say("cli.no_color"))


def run(arguments: Namespace) -> int:
    """Look at everything a question needs; sends nothing that costs money."""
    with opened(arguments) as consilium:
        _print(asyncio.run(consilium.checkup()), console(no_color=arguments.no_color))
    return 0


def _print(checkup: Checkup, screen: Console) -> None:
    _places(screen, checkup)
    _seats(screen, say("cli.doctor_panel"), checkup.seats)
    if checkup.judges:
        _seats(screen, say("cli.doctor_judges"), checkup.judges)
    screen.print()
    screen.print(Text(_cost(checkup)), soft_wrap=True)
    screen.print(Text(_next(checkup), style="bold"), soft_wrap=True)


def _places(screen: Console, checkup: Checkup) -> None:
    examples = checkup.notes_from == "examples"
    notes = say("cli.doctor_examples") if examples else checkup.notes_from
    for key, value in (("home", checkup.home), ("config", checkup.config)):
        screen.print(Text(say(f"cli.doctor_{key}", path=value)), soft_wrap=True)
    screen.print(Text(say("cli.doctor_notes", count=checkup.notes, source=notes)), soft_wrap=True)


def _seats(screen: Console, title: str, seats: Sequence[SeatCheck]) -> None:
    """A line for each seat; below an empty one why, and the command that would fill it, unbroken."""
    screen.print()
    screen.print(Text(title, style="bold"))
    for check in seats:
        card, absence = check.seat.card, check.absence
        sign, style = ("✓", "green") if absence is None else ("✗", "yellow")
        model = say("cli.no_model") if card.expert else card.model
        screen.print(Text.assemble((f"{sign} ", style), (card.name, "bold"), f"  {one_line(model)}"), soft_wrap=True)
        if absence is not None:
            screen.print(Text(f"    {one_line(absence.reason)}"), soft_wrap=True)
        if absence is not None and absence.fix:
            screen.print(Text(f"    → {one_line(absence.fix)}", style="cyan"), soft_wrap=True)


def _cost(checkup: Checkup) -> str:
    """What a question would cost, and for which members nobody knows."""
    estimate = checkup.estimate
    text = say(
        "cli.doctor_cost",
        money=money(estimate.cost_usd, reader_language()),
        calls=estimate.calls,
        tokens=estimate.prompt_tokens,
    )
    if not estimate.unpriced:
        return text
    return f"{text} {say('cli.doctor_unpriced', names=', '.join(estimate.unpriced))}"


def _next(checkup: Checkup) -> str:
    """The one command worth running now: the first fix while no model answers, else a question."""
    models = [check for check in checkup.seats if not check.seat.card.expert]
    fixes = [check.absence.fix for check in models if check.absence is not None and check.absence.fix]
    if fixes and all(check.absence is not None for check in models):
        return say("cli.doctor_fix", command=fixes[0])
    return say("cli.doctor_ask")
