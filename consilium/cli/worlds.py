"""``consilium worlds``: measures the synthesis on planted worlds, under every kind of judge, without a model."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.text import Text

from consilium.cli.parser import Parser, positive
from consilium.cli.screen import cells, console, table
from consilium.evaluation.worlds.judges import KINDS
from consilium.evaluation.worlds.keeping import keep
from consilium.evaluation.worlds.measuring import Played, Table, measured, together
from consilium.evaluation.worlds.scoring import FALSE, LENGTH, RECALL, VERIFIED, Score
from consilium.evaluation.worlds.world import worlds
from consilium.types.codec import to_json, to_plain
from consilium.wording import say

_WORLDS = 60
_MISSED = 1
"""The exit code where a judge keeps the verdict below its bars."""

_ALL = "all"


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--worlds", type=positive, default=_WORLDS, metavar="N", help=say("evaluation.worlds_count"))
    parser.add_argument("--seed", default="1", metavar="S", help=say("evaluation.worlds_seed"))
    parser.add_argument("--judge", nargs="+", choices=KINDS, default=KINDS, help=say("evaluation.worlds_judge"))
    parser.add_argument("--json", action="store_true", help=say("evaluation.worlds_json"))
    parser.add_argument("--keep", type=Path, metavar=say("cli.meta_path"), help=say("evaluation.worlds_keep"))


def run(arguments: Namespace) -> int:
    """Play every world under every judge, and print what the verdicts keep and get wrong."""
    planted = list(worlds(arguments.worlds, arguments.seed))
    screen = console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=len(planted) * len(arguments.judge))

        def told(played: Played) -> None:
            bar.advance(task)
            if arguments.keep and played.marked:
                keep(played, arguments.keep.expanduser())

        judged, beside = measured(planted, arguments.judge, told)
    if arguments.json:
        figures = {"judges": _plain(judged), "baselines": _plain(beside)}
        sys.stdout.write(to_json({"worlds": arguments.worlds, "seed": arguments.seed, **figures}) + "\n")
    else:
        _print(judged, beside)
    return 0 if all(score.passes for score in together(judged).values()) else _MISSED


def _plain(figures: Table) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for who, mix, score in _rows(figures):
        found.setdefault(who, {})[mix] = {**to_plain(score), **_shares(score)}
    return found


def _shares(score: Score) -> dict[str, float]:
    shares = {"recall": score.recall, "verified": score.verified, "false": score.false, "length": score.length}
    return {name: round(share, 4) for name, share in shares.items()}


def _rows(figures: Table) -> list[tuple[str, str, Score]]:
    """Each judge with all worlds, then with those of one language and with mixed ones."""
    return [
        row
        for who, score in together(figures).items()
        for row in ((who, _ALL, score), *((who, mix, one) for (name, mix), one in figures.items() if name == who))
    ]


def _print(judged: Table, beside: Table) -> None:
    screen = console()
    heads = ("judge", "languages", "recall", "verified", "false", "unsupported", "length", "twins", "halves", "met")
    grid = table(*(say(f"evaluation.head_{head}") for head in heads))
    for figures, bars in ((judged, True), (beside, False)):
        for who, mix, score in _rows(figures):
            name = say("evaluation.all_languages") if mix == _ALL else mix
            grid.add_row(*cells(who if mix == _ALL else "", name, *_figures(score), _met(score) if bars else ""))
    screen.print(grid)
    bars_told = say("evaluation.worlds_bars", recall=RECALL, verified=VERIFIED, false=FALSE, length=LENGTH)
    screen.print(Text(bars_told))


def _figures(score: Score) -> list[str]:
    shares = [f"{share:.3f}" for share in (score.recall, score.verified, score.false)]
    counts = [f"{score.own}/{score.twins}", f"{score.apart}/{score.halves}"]
    return [*shares, f"{score.unsupported}", f"{score.length:.2f}", *(counts if score.twins else ("", ""))]


def _met(score: Score) -> str:
    return say("evaluation.met") if score.passes else say("evaluation.missed")
