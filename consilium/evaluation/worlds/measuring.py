"""Worlds played under every judge, and the counts that come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from consilium.evaluation.worlds.judges import Kind
from consilium.evaluation.worlds.planting import Mix
from consilium.evaluation.worlds.scoring import Marked, Score, baselines, scored_verdict
from consilium.evaluation.worlds.stage import Stage
from consilium.evaluation.worlds.world import World
from consilium.types.verdict import VerdictRecord

Who = str
"""A judge, or a baseline."""

Table = dict[tuple[Who, Mix], Score]


@dataclass(frozen=True, slots=True)
class Played:
    """One verdict with what it got wrong."""

    world: World
    kind: Kind
    record: VerdictRecord
    marked: Marked


def measured(
    worlds: Sequence[World], kinds: Sequence[Kind], told: Callable[[Played], None] | None = None
) -> tuple[Table, Table]:
    """Scores by judge and by baseline, each by the languages of its worlds.

    Args:
        worlds: to play.
        kinds: of judges.
        told: called with every verdict.
    """
    judged, beside = defaultdict[tuple[Who, Mix], Score](Score), defaultdict[tuple[Who, Mix], Score](Score)
    with TemporaryDirectory(prefix="consilium-worlds-") as folder, Stage(Path(folder), worlds) as stage:
        for world in worlds:
            for name, score in baselines(world).items():
                beside[name, world.mix] += score
            for kind in kinds:
                record = stage.play(world, kind)
                score, marked = scored_verdict(world, record)
                judged[kind, world.mix] += score
                if told is not None:
                    told(Played(world, kind, record, marked))
    return dict(judged), dict(beside)


def together(table: Table) -> dict[Who, Score]:
    """The scores of each, whatever the languages."""
    found = defaultdict[Who, Score](Score)
    for (who, _), score in table.items():
        found[who] += score
    return dict(found)
