"""What four real models' raw replies come to through the whole machine, beside the best of them alone.

    CONSILIUM_TEST_DATA=../shared python bench/raw_replies.py [--tasks ZERO-GSM] [--rows N] [--profile]

ZeroEval's panel (GPT-4o, Claude 3.5 Sonnet, Gemini 1.5 Pro, Qwen2-72B): recorded members, no debate, no judge. First
the plain vote; then ``auto`` in a new home that is told nothing, question after question; then ``auto`` and a cascade
that were fitted on four fifths of the questions and asked about the last, five times. Every answer comes out of the
graph. ``--profile`` shows where its time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from consilium import Consilium, Verdict  # noqa: E402  the path comes first
from consilium.assembly.kept_deciders import keep  # noqa: E402
from consilium.config import Places  # noqa: E402
from consilium.deciding.aligning import same_position  # noqa: E402
from consilium.deciding.crossing import fold  # noqa: E402
from consilium.evaluation.casting import Cast, cast  # noqa: E402
from consilium.evaluation.fitting import FITS, Fit, saved_from, stepwise  # noqa: E402
from consilium.evaluation.rows import LabelledRow, read_labelled  # noqa: E402
from tools.recorded_rows import ZERO, ZERO_MEMBERS, rows  # noqa: E402

FOLDS = 5
BARS = {"ZERO-MATH": 2.0, "ZERO-GSM": 0.5, "ZERO-CRUX": -0.5}
"""Percentage points beside the best member that the vote is to reach."""


@dataclass(frozen=True)
class Task:
    """The questions of one task, each once, as rows and as read without the machine."""

    name: str
    plain: list[dict[str, Any]]
    cast: list[Cast]


def task(name: str, recorded: Path, most: int | None) -> Task:
    """A task's questions."""
    first: dict[str, dict[str, Any]] = {}
    for row in rows(name, recorded):
        first.setdefault(" ".join(row["question"].split()).casefold(), row)
    plain = list(first.values())[:most]
    return Task(name, plain, [cast(row, ZERO_MEMBERS) for row in labelled(plain)])


def labelled(plain: Sequence[Mapping[str, Any]]) -> tuple[LabelledRow, ...]:
    """Rows as ``consilium evaluate`` reads them."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in plain)
        file.flush()
        return tuple(read_labelled(Path(file.name)).rows)


@contextmanager
def machine(plain: Sequence[Mapping[str, Any]], decider: str, home: Path) -> Iterator[Consilium]:
    """A consilium of recorded members that know these questions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "agents").mkdir()
        for member in ZERO_MEMBERS:
            card = {"name": member, "transport": "recorded", "recording": f"{member}.jsonl"}
            (folder / "agents" / f"{member}.yaml").write_text(yaml.safe_dump(card), encoding="utf-8")
            replies = [{"question": row["question"], "reply": row["responses"][member] or "?"} for row in plain]
            text = "".join(json.dumps(one) + "\n" for one in replies)
            (folder / "agents" / f"{member}.jsonl").write_text(text, encoding="utf-8")
        settings = {"panel": list(ZERO_MEMBERS), "judges": [], "rounds": 0, "debate": "never", "decider": decider}
        (folder / "config.yaml").write_text(yaml.safe_dump({"version": 1, **settings}), encoding="utf-8")
        with Consilium.from_config(folder / "config.yaml", home=home) as consilium:
            yield consilium


def asked(plain: Sequence[Mapping[str, Any]], decider: str, home: Path) -> list[Verdict]:
    """The verdict on each row."""
    with machine(plain, decider, home) as consilium:
        return [consilium.ask(row["question"], kind=row["kind"]) for row in plain]


def profiled(plain: Sequence[Mapping[str, Any]], home: Path) -> None:
    """Print where the time of the graph goes."""
    profile = cProfile.Profile()

    async def inside(switch: Callable[[], object]) -> None:
        switch()  # in the thread of the loop, which is where runs are carried out

    with machine(plain, "auto", home) as consilium:
        consilium.ask(plain[0]["question"], kind=plain[0]["kind"])
        consilium.engine.loop.run(inside(profile.enable))
        for row in plain:
            consilium.ask(row["question"], kind=row["kind"])
        consilium.engine.loop.run(inside(profile.disable))
    pstats.Stats(profile).sort_stats("tottime").print_stats(30).sort_stats("cumtime").print_stats("consilium", 40)


def correct(verdicts: Sequence[Verdict], known: Sequence[Cast]) -> float:
    """The share of verdicts that are right, %."""
    hits = [
        bool(one.row.gold and told.position and same_position(one.row.question.kind, told.position, one.row.gold))
        for told, one in zip(verdicts, known, strict=True)
    ]
    return 100 * statistics.mean(hits)


def alone(known: Sequence[Cast]) -> dict[str, float]:
    """The share of questions that each member gets right, %."""
    return {
        name: 100 * statistics.mean(one.ballot.answers[name] == one.ballot.gold for one in known)
        for name in ZERO_MEMBERS
    }


def voted(one: Task, home: Path, decider: str) -> None:
    """Print what the whole panel comes to when nobody tells what is right."""
    report(one, decider, correct(asked(one.plain, decider, home), one.cast))


def fitted(one: Task, home: Path, name: str, fit: Fit) -> None:
    """Print what a decider comes to, and how many calls it takes, on questions that it was not fitted on."""
    parts = [fold(row.ballot, FOLDS) for row in one.cast]
    calls, verdicts, known = 0, [], []
    for here in range(FOLDS):
        inside = [row for row, part in zip(one.cast, parts, strict=True) if part != here]
        outside = [place for place, part in enumerate(parts) if part == here]
        keep(Places(home), f"{name}{here}", saved_from([row.ballot for row in inside], fit, ZERO_MEMBERS), {})
        told = asked([one.plain[place] for place in outside], f"{name}{here}", home)
        calls += sum(member.state != "not_asked" for verdict in told for member in verdict.members)
        verdicts += told
        known += [one.cast[place] for place in outside]
    report(one, f"{name}, fitted", correct(verdicts, known), calls / len(known))


def report(one: Task, how: str, ours: float, calls: float = len(ZERO_MEMBERS)) -> None:
    """One line: accuracy beside the best member's, and calls a question."""
    members = alone(one.cast)
    best = max(members, key=lambda name: members[name])
    gain = ours - members[best]
    print(
        f"{one.name:10} {len(one.cast):4} questions   {how:16} {ours:.1f} %   {best} {members[best]:.1f} %"
        f"   {gain:+.1f} pp (bar {BARS[one.name]:+.1f}) {'ok' if gain >= BARS[one.name] else 'MISSED'}"
        f"   {calls:.2f} calls",
        flush=True,
    )


def main() -> None:
    """Print the figures of each task."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", default=",".join(ZERO))
    parser.add_argument("--rows", type=int, help="only so many questions of each")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    recorded = Path(os.environ.get("CONSILIUM_TEST_DATA", ROOT.parent / "shared")) / "data" / "recorded"
    for name in given.tasks.split(","):
        one = task(name, recorded, given.rows)
        with tempfile.TemporaryDirectory() as fresh, tempfile.TemporaryDirectory() as home:
            if given.profile:
                profiled(one.plain, Path(fresh))
                continue
            voted(one, Path(fresh), "auto")
            voted(one, Path(home), "plurality")
            fitted(one, Path(home), "auto", FITS["auto"])
            fitted(one, Path(home), "cascade", stepwise({}))


if __name__ == "__main__":
    main()
