"""``consilium panel``: who sits on the panel, as the settings have it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from consilium.cli.door import opened
from consilium.cli.parser import Parser, add_panel_options
from consilium.cli.screen import cells, console, table
from consilium.export.phrases import decimal
from consilium.types.member import Price
from consilium.wording import reader_language, say

if TYPE_CHECKING:
    from consilium.api import SeatView


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_panel_options(parser)
    parser.add_argument("--no-color", action="store_true", help=say("cli.no_color"))


def run(arguments: Namespace) -> int:
    """Print the table; looks at the settings and at nothing else."""
    with opened(arguments) as consilium:
        _print(consilium.panel(), console(no_color=arguments.no_color))
    return 0


def _print(seats: Sequence[SeatView], screen: Console) -> None:
    heads = ("member", "model", "vendor", "transport", "where", "price")
    grid = table(*(say(f"cli.head_{head}") for head in heads))
    for seat in seats:
        grid.add_row(*cells(*_row(seat)))
    screen.print(grid)
    screen.print()
    screen.print(say("cli.price_unit"), style="dim", soft_wrap=True)


def _row(seat: SeatView) -> list[str]:
    card = seat.card
    if card.expert:
        return [card.name, say("cli.no_model"), "", seat.transport, say("cli.local"), say("cli.free")]
    where = say("cli.local") if card.local else say("cli.cloud")
    return [card.name, card.model, card.vendor, seat.transport, where, _price(seat.price, local=card.local)]


def _price(price: Price | None, *, local: bool) -> str:
    if price is None:
        return say("cli.free") if local else say("cli.price_unknown")
    if not price.input and not price.output:
        return say("cli.free")
    # Without spaces, so that a narrow terminal cannot tear the pair apart.
    return "/".join(decimal(figure, 2, reader_language()) for figure in (price.input, price.output))
