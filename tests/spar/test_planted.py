"""Contradictions planted among notes are found, and sound theses are left alone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from consilium.api import Consilium

BENCH = Path(__file__).parents[2] / "bench" / "spar.py"


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_spar", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_planted_contradictions_are_found_and_sound_theses_left_alone(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    module = bench()
    theses = module.planted_notes(notes, 300, 40, 7)
    with Consilium.from_config(home=tmp_path / "home") as consilium:
        consilium.library.learn([notes])
        figures = module.measured(theses, consilium)
    assert figures["recall"] >= 0.9
    assert figures["precision"] >= 0.9
    assert figures["weak narrowed or fallen"] >= 0.9
    assert figures["sound narrowed or fallen"] <= 0.05
