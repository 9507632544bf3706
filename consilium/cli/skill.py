"""``consilium skill``: how often each member was right, by topic, and whether it helps the panel."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from consilium.cli.home import home_places, opened_store
from consilium.cli.parser import Parser, add_home
from consilium.cli.screen import cells, console, table
from consilium.types.codec import to_json, to_plain
from consilium.wording import say

if TYPE_CHECKING:
    from consilium.assembly.outcomes import KnownOutcome
    from consilium.deciding.admission import Admission
    from consilium.evaluation.tally import Share, Tallies

_RUNS = "runs"


def configure(parser: Parser) -> None:
    """Declare the command's arguments."""
    add_home(parser)
    parser.add_argument("--json", action="store_true", help=say("evaluation.skill_json"))


def run(arguments: Namespace) -> int:
    """Print the outcomes of runs and of the labelled sets behind kept deciders."""
    from consilium.assembly.kept_deciders import kept_names, kept_tally  # noqa: PLC0415  brings NumPy: help needs none
    from consilium.assembly.outcomes import outcomes  # noqa: PLC0415  as above
    from consilium.evaluation.tally import read, tally  # noqa: PLC0415  as above

    places = home_places(arguments.home)
    with opened_store(places) as store:
        known = outcomes(store)
    tallies = {_RUNS: tally([one.ballot for one in known])} if known else {}
    tallies |= {name: read(kept_tally(places, name)) for name in kept_names(places)}
    cases, repaired = list(_cases(known)), Counter[str](one.repair for one in known if one.repair)
    if arguments.json:
        sys.stdout.write(to_json(_plain(tallies, cases, repaired)) + "\n")
    elif not tallies:
        sys.stdout.write(say("evaluation.skill_none") + "\n")
    else:
        _print(tallies, cases, repaired)
    return 0


def _cases(known: Sequence[KnownOutcome]) -> Iterator[Admission]:
    """The admission test on the runs of each panel that had any outcome."""
    from consilium.deciding.admission import admissions  # noqa: PLC0415  brings NumPy: help needs none

    panels: dict[tuple[str, ...], list[KnownOutcome]] = {}
    for one in known:
        panels.setdefault(tuple(sorted(one.ballot.answers)), []).append(one)
    for members, runs in sorted(panels.items()):
        yield from admissions([one.ballot for one in runs], members)


def _plain(tallies: Mapping[str, Tallies], cases: Sequence[Admission], repaired: Mapping[str, int]) -> dict[str, Any]:
    return {
        "skill": [_share(source, member, topic, share) for source, member, topic, share in _rows(tallies)],
        "admission": [to_plain(case) for case in cases],
        "overturns": {what: repaired.get(what, 0) for what in ("fixed", "broken", "neither")},
    }


def _share(source: str, member: str, topic: str, share: Share) -> dict[str, Any]:
    low, high = share.interval
    figures = {"right": share.right, "n": share.count, "accuracy": share.accuracy, "low": low, "high": high}
    return {"source": source, "member": member, "topic": topic or None, **figures}


def _rows(tallies: Mapping[str, Tallies]) -> Iterator[tuple[str, str, str, Share]]:
    """Each member's outcomes together, then by topic where there are several."""
    from consilium.evaluation.tally import whole  # noqa: PLC0415  brings NumPy: help needs none

    for source, by_member in tallies.items():
        for member, topics in sorted(by_member.items()):
            yield source, member, "", whole(topics.values())
            if len(topics) > 1:
                yield from ((source, member, topic, share) for topic, share in sorted(topics.items()))


def _print(tallies: Mapping[str, Tallies], cases: Sequence[Admission], repaired: Mapping[str, int]) -> None:
    screen = console()
    grid = table(*(say(f"evaluation.head_{head}") for head in ("source", "member", "topic", "right", "interval")))
    for source, member, topic, share in _rows(tallies):
        low, high = share.interval
        name = say("evaluation.from_runs") if source == _RUNS else source
        counts = f"{share.right}/{share.count}"
        spread = f"{share.accuracy:.3f} [{low:.3f}; {high:.3f}]"
        grid.add_row(*cells(name, "" if topic else member, topic, counts, spread))
    screen.print(grid)
    for case in cases:
        figures = {"gain": f"{100 * case.gain:+.1f}", "error": f"{100 * case.error:.1f}", "labels": case.labels}
        words = say(f"evaluation.advice_{case.advice}", member=case.member, **figures)
        screen.print(Text(words))
    if repaired:
        fixed, broken, neither = (repaired.get(what, 0) for what in ("fixed", "broken", "neither"))
        screen.print(Text(say("evaluation.repairs", fixed=fixed, broken=broken, neither=neither)))
