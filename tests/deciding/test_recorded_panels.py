"""The default decider on recorded answers of real models; every figure is ``bench/deciding.py``'s to give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from consilium.deciding.auto import fit_auto
from consilium.deciding.best_single import fit_best_single
from consilium.deciding.crossing import fold, right
from consilium.deciding.diversity import diversity
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.skilled import fit_skilled
from consilium.evaluation.statistics import calibration_error
from tests.deciding.panels import panel


def _halves(shared: Path, name: str) -> tuple[list[Labelled], list[Labelled], tuple[str, ...]]:
    rows, members = panel(shared / "data" / "recorded", name)
    part = [fold(row, 2) for row in rows]
    return (
        [row for row, at in zip(rows, part, strict=True) if at],
        [row for row, at in zip(rows, part, strict=True) if not at],
        members,
    )


def test_a_dominated_panel_is_not_hurt(shared_data: Path) -> None:
    pool, test, members = _halves(shared_data, "MED-F")
    known = set(np.random.default_rng(0).permutation(len(pool))[:200].tolist())
    rows = [row if n in known else replace(row, gold=None) for n, row in enumerate(pool)]
    ours = fit_auto(rows, members).decide(test)
    hits = right(test, ours)
    best = max(np.mean([row.answers[member] == row.gold for row in test]) for member in members)
    vote = np.mean(right(test, fit_skilled(rows, members).decide(test)))
    assert np.mean(hits) > max(vote, best - 0.015)
    assert calibration_error([one.confidence for one in ours], hits) < 0.06


def test_near_peers_are_worth_more_than_the_best_of_them(shared_data: Path) -> None:
    pool, test, members = _halves(shared_data, "JOIN")
    ours = right(test, fit_auto(pool, members).decide(test))
    best = right(test, fit_best_single(pool, members).decide(test))
    error = np.std(np.array(ours, dtype=float) - best) / len(test) ** 0.5
    assert np.mean(ours) >= np.mean(best) - error


def test_four_models_are_about_two_voices(shared_data: Path) -> None:
    rows, members = panel(shared_data / "data" / "recorded", "PRO-I")
    told = diversity(rows, members)
    assert told.correlation is not None
    assert told.same_wrong is not None
    assert 1.4 < told.voices < 2.2
    assert 0.3 < told.correlation < 0.7
    assert 0.4 < told.same_wrong < 0.8
