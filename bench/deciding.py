"""What deciders are worth on recorded answers of real models, cross-validated: the issue's bars in one run.

    CONSILIUM_TEST_DATA=../shared python bench/deciding.py [--seeds 5] [--panels MED-F,PRO-J] [--bars 1,3,4,5,7]

Bars: 1 accuracy against the best single member, calibration and ranking of confidence (2 with it); 3 few labels;
4 cascade; 5 selective answering; 7 speed. Folds are grouped by question.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from consilium.deciding.auto import fit_auto  # noqa: E402  the path comes first
from consilium.deciding.best_single import fit_best_single  # noqa: E402
from consilium.deciding.cascade import fit_cascade  # noqa: E402
from consilium.deciding.crossing import Fit, fold, right  # noqa: E402
from consilium.deciding.learning.rows import Decision, Labelled  # noqa: E402
from consilium.deciding.log_odds import fit_log_odds  # noqa: E402
from consilium.deciding.positions import position_of  # noqa: E402
from consilium.deciding.selective import select  # noqa: E402
from consilium.deciding.skilled import fit_skilled  # noqa: E402
from consilium.deciding.stacked import bare, fit_stacked  # noqa: E402
from consilium.evaluation.statistics import auroc, calibration_error  # noqa: E402
from consilium.types.question import Option, Question  # noqa: E402
from tests.deciding.panels import panel  # noqa: E402
from tools.recorded_rows import PANELS  # noqa: E402

FOLDS, DRAWS, SPLITS, ERROR = 5, 20, 200, 0.05
PRICES = {
    "gpt-4o": 10.0,
    "claude-3-5-sonnet": 15.0,
    "DeepSeek-V3": 1.1,
    "QwQ-32B-Preview": 1.2,
    "Llama-3.3-70B-Instruct-Turbo": 0.9,
    "gpt-4o-mini": 0.6,
    "claude-3-5-haiku": 4.0,
    "DeepSeek-R1": 2.2,
}
"""Assumed dollars for a million tokens written: relative prices to replay with, not quoted from any list."""


@dataclass(frozen=True)
class Panel:
    """Rows and members of one recorded panel."""

    name: str
    rows: list[Labelled]
    members: tuple[str, ...]


def crossed(fit: Fit, one: Panel, seed: int) -> list[Decision]:
    """Each row's decision by what was fitted on the other folds."""
    part = [fold(row, FOLDS, seed) for row in one.rows]
    found: list[Decision | None] = [None] * len(part)
    for here in range(FOLDS):
        decider = fit([row for row, at in zip(one.rows, part, strict=True) if at != here], one.members)
        asked = [n for n, at in enumerate(part) if at == here]
        for n, decision in zip(asked, decider.decide([replace(one.rows[n], gold=None) for n in asked]), strict=True):
            found[n] = decision
    return [decision for decision in found if decision]


def share(row: Labelled) -> float:
    """What part of the votes the largest camp holds."""
    votes = Counter(one for one in row.answers.values() if one)
    return max(votes.values()) / votes.total() if votes else 0.0


def accuracy(panels: Sequence[Panel], seeds: int) -> dict[str, list[Decision]]:
    """Bars 1 and 2 on all labels; the first seed's decisions are given back."""
    print("\n1, 2  accuracy %, all labels            auto  − best ± se   ECE pp   AUROC (vote share)")
    fits: dict[str, Fit] = {"skilled": fit_skilled, "log-odds": fit_log_odds, "stacked": fit_stacked}
    kept, means = {}, []
    for one in panels:
        by_seed = []
        for seed in range(seeds):
            ours, best = crossed(fit_auto, one, seed), crossed(fit_best_single, one, seed)
            kept.setdefault(one.name, ours)
            hits, theirs = np.array(right(one.rows, ours)), np.array(right(one.rows, best))
            sure, gap = [d.confidence for d in ours], hits.astype(float) - theirs
            figures = (hits.mean(), gap.mean(), gap.std() / len(gap) ** 0.5, calibration_error(sure, hits.tolist()))
            by_seed.append((*figures, auroc(sure, hits.tolist()), auroc([share(r) for r in one.rows], hits.tolist())))
        acc, gain, se, ece, auc, vote = np.mean(by_seed, axis=0)
        means.append(acc)
        others = " ".join(
            f"{name} {100 * statistics.mean(right(one.rows, crossed(fit, one, 0))):.1f}" for name, fit in fits.items()
        )
        met = "ok" if gain >= -se and ece <= (0.07 if one.name == "JOIN" else 0.03) and auc >= vote else "MISSED"
        print(
            f"{one.name:6} {others:39} {100 * acc:5.2f} {100 * gain:+.2f} ± {100 * se:.2f}"
            f"  {100 * ece:5.2f}   {auc:.3f} ({vote:.3f}) {met}",
            flush=True,
        )
    print(f"mean of {len(means)}: {100 * statistics.mean(means):.2f} (bar 76.6, goal 77.6)")
    return kept


def few_labels(panels: Sequence[Panel]) -> None:
    """Bars 2 and 3 with few labels: the rest of the fit half is read without its labels."""
    print("\n2, 3  few labels, mean of 20 draws: auto − best in hindsight, − best chosen on them, pp; ECE")
    for one in panels:
        for labels in (0, 20, 50, 100, 200, 2000):
            if labels * 2 > len(one.rows):
                continue
            drawn = [_draw(one, labels, seed) for seed in range(DRAWS if labels in {50, 100, 200} else 2)]
            gain, chosen, ece = np.mean(drawn, axis=0)
            worst = min(one[0] for one in drawn)
            print(
                f"{one.name:6} {labels:5} {100 * gain:+6.2f} (worst {100 * worst:+6.2f}) {100 * chosen:+6.2f}"
                f"   ECE {100 * ece:.2f}",
                flush=True,
            )


def _draw(one: Panel, labels: int, seed: int) -> tuple[float, float, float]:
    half = [fold(row, 2, 1000 + seed) for row in one.rows]
    pool = [row for row, at in zip(one.rows, half, strict=True) if at]
    test = [row for row, at in zip(one.rows, half, strict=True) if not at]
    known = set(np.random.default_rng(seed).permutation(len(pool))[:labels].tolist())
    rows = [row if n in known else replace(row, gold=None) for n, row in enumerate(pool)]
    ours = fit_auto(rows, one.members).decide(test)
    best = fit_best_single(rows, one.members).decide(test)
    hits = right(test, ours)
    hindsight = max(statistics.mean(row.answers[m] == row.gold for row in test) for m in one.members)
    ece = calibration_error([d.confidence for d in ours], hits)
    return statistics.mean(hits) - hindsight, statistics.mean(hits) - statistics.mean(right(test, best)), ece


def cascades(panels: Sequence[Panel]) -> None:
    """Bar 4: calls and cost of asking on only while unsure, against the whole panel, five folds."""
    print("\n4  cascade: accuracy − whole panel's, pp; calls; cost, % of the whole panel's")
    for one in panels:
        for by_cost in (False, True) if one.rows[0].usage else (False,):
            print(
                f"{one.name:6} {'by price ' if by_cost else 'by calls '} {_cascade(one, by_cost=by_cost)}", flush=True
            )


def _cascade(one: Panel, *, by_cost: bool) -> str:
    costs = _costs(one) if by_cost else dict.fromkeys(one.members, 1.0)
    gained, calls, spent, whole, orders = 0, 0, 0.0, 0.0, set()
    for here in range(FOLDS):
        part = [fold(row, FOLDS) for row in one.rows]
        fitted = fit_cascade([r for r, at in zip(one.rows, part, strict=True) if at != here], one.members, costs)
        test = [row for row, at in zip(one.rows, part, strict=True) if at == here]
        asked = fitted.ask(test)
        full = right(test, fitted.stages[-1].decide(test))
        gained += sum(right(test, [a.decision for a in asked])) - sum(full)
        calls += sum(len(a.asked) for a in asked)
        for row, a in zip(test, asked, strict=True):
            each = {m: _paid(row, m) if by_cost else 1.0 for m in one.members}
            spent += sum(each[m] for m in a.asked)
            whole += sum(each.values())
        orders.add((" > ".join(fitted.order), round(fitted.target, 2)))
    size = len(one.rows)
    figures = f"{100 * gained / size:+.2f}  {calls / size:.2f} of {len(one.members)}  {100 * spent / whole:.1f}"
    return f"{figures}  {min(orders)}"


def _paid(row: Labelled, member: str) -> float:
    return (row.usage[member].tokens or 0.0) * PRICES[member]


def _costs(one: Panel) -> dict[str, float]:
    return {member: statistics.mean(_paid(row, member) for row in one.rows) for member in one.members}


def selective(panels: Sequence[Panel], kept: dict[str, list[Decision]]) -> None:
    """Bar 5: a threshold from one half, the error on the other, 200 times."""
    print("\n5  selective at error ≤ 5 %, δ = 5 %: splits that violate, coverage; answering only when unanimous")
    for one in panels:
        ours = kept.get(one.name) or crossed(fit_auto, one, 0)
        sure, hits = np.array([d.confidence for d in ours]), np.array(right(one.rows, ours))
        agreed = np.array([share(row) == 1 and all(row.answers.values()) for row in one.rows])
        violated, coverage, rule = 0, [], []
        for seed in range(SPLITS):
            there = np.random.default_rng(seed).permutation(len(sure)) < len(sure) // 2
            chosen = select(sure[there].tolist(), hits[there].tolist(), bound=ERROR)
            taken = ~there & np.array([chosen.answers(value) for value in sure])
            violated += bool(taken.sum() and (~hits[taken]).mean() > ERROR)
            coverage.append(taken.sum() / (~there).sum())
            rule.append((~hits[agreed & ~there]).mean())
        print(
            f"{one.name:6} {violated}/{SPLITS}  coverage {100 * np.mean(coverage):.1f} %   unanimous:"
            f" coverage {100 * agreed.mean():.1f} %, error {100 * np.mean(rule):.1f} %",
            flush=True,
        )


def speed(one: Panel) -> None:
    """Bar 7: positions alone, and with everything that is known beside them."""
    rows = [bare(row) for row in one.rows][:7000]
    letters, full = fit_auto(rows, one.members), fit_auto(one.rows, one.members)
    counted = min(_timed(lambda: [_majority(row) for row in rows]) for _ in range(7))
    parsed = min(_timed(lambda: _parsed(rows)) for _ in range(3))
    print(
        f"\n7  {one.name}: {len(rows)} × {len(one.members)}, a Counter majority takes {1000 * counted:.1f} ms,"
        f" reading the letters {1000 * parsed:.1f} ms"
    )
    for name, decider, asked in (
        ("letters", letters, rows),
        ("with words and usage, read before", full, one.rows[:7000]),
    ):
        took = min(_timed(lambda: decider.decide(asked)) for _ in range(7))  # noqa: B023  called at once
        print(
            f"   auto, {name}: {1000 * took:.1f} ms, {took / counted:.2f} times the majority alone,"
            f" with reading {(took + parsed) / (counted + parsed):.2f} times"
        )


def _parsed(rows: Sequence[Labelled]) -> None:
    """Read every letter as the answer to its question."""
    for row in rows:
        question = Question(row.question, "choice", tuple(Option(*pair) for pair in row.options.items()))
        for said in row.answers.values():
            position_of(question, said)


def _majority(row: Labelled) -> str | None:
    votes = Counter(one for one in row.answers.values() if one is not None)
    return votes.most_common(1)[0][0] if votes else None


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print every figure that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--panels", default=",".join(PANELS))
    parser.add_argument("--bars", default="1,3,4,5,7")
    asked = parser.parse_args()
    recorded = Path(os.environ.get("CONSILIUM_TEST_DATA", ROOT.parent / "shared")) / "data" / "recorded"
    started, bars = time.perf_counter(), asked.bars.split(",")
    panels = [Panel(name, *panel(recorded, name)) for name in PANELS if name in asked.panels.split(",")]
    large = [one for one in panels if one.name != "JOIN"]
    kept = accuracy(panels, asked.seeds) if "1" in bars else {}
    if "3" in bars:
        few_labels(large)
    if "4" in bars:
        cascades([one for one in large if one.name != "PRO-J"])
    if "5" in bars:
        selective(panels, kept)
    if "7" in bars:
        speed(next(one for one in panels if one.name in {"PRO-I", "PRO-L", "MED-B"}))
    print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
