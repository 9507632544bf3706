"""Numbers of recorded result sections reach the verdict beside their own words, whoever judges."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from consilium.types.question import Language

ROOT = Path(__file__).parents[3]
DATA = (
    Path(os.environ.get("CONSILIUM_TEST_DATA", ROOT.parent / "shared")) / "data" / "recorded" / "pubmedqa_1k.jsonl.gz"
)
ROWS = 8

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"no recorded questions at {DATA}")


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_merge", ROOT / "bench" / "merge.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "ru"])
def test_numbers_survive_every_judge(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    merge = bench()
    monkeypatch.setattr(merge, "DATA", DATA)
    found = merge.measured(merge.recorded(ROWS), language, seed=3)
    assert set(found) == {"none", *merge.JUDGES}
    lost = {name: (kept, total) for name, (kept, total) in found.items() if kept < 0.95 * total or not total}
    assert lost == {}


def test_a_number_beside_other_words_has_not_survived() -> None:
    merge = bench()
    given = ["Median survival rose by 12 months among treated patients."]
    assert merge.survival(given, "Median survival among treated patients rose by 12 months [c1].") == (1, 1)
    assert merge.survival(given, "Hospital costs fell over 12 months [c1].") == (0, 1)
    assert merge.survival(given, "Median survival among treated patients rose by 12 days [c1].") == (0, 1)
