"""The shipped coefficients fit the signs that are read, and read answers better than always saying yes would."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from consilium.knowledge.sections.headings import label_of
from consilium.knowledge.stance import SIDES, Section, read_stance, signs_of
from consilium.knowledge.stance.answering import WEIGHTS

ROOT = Path(__file__).parents[3]
DATA = (
    Path(os.environ.get("CONSILIUM_TEST_DATA", ROOT.parent / "shared")) / "data" / "recorded" / "pubmedqa_1k.jsonl.gz"
)

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"no recorded questions at {DATA}")


def rows() -> list[dict[str, Any]]:
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sections(row: dict[str, Any]) -> list[Section]:
    return [(label_of(label), text) for label, text in zip(row["labels"], row["contexts"], strict=True)]


def test_the_coefficients_know_every_sign_and_hold_no_text() -> None:
    fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    signs = signs_of("Does it help?", [("RESULTS", "It helped.")])
    assert set(fitted["signs"]) == set(signs)
    assert set(fitted["bias"]) == set(SIDES)
    assert "PubMedQA" in fitted["notice"]
    assert {type(value) for sign in fitted["signs"].values() for value in (sign["mean"], sign["low"])} == {float}


def test_answers_are_read_better_than_always_yes() -> None:
    gold = [row["final_decision"] for row in rows()]
    said = [read_stance(row["question"], sections(row)).side() for row in rows()]
    right = sum(one == other for one, other in zip(gold, said, strict=True)) / len(gold)
    assert right > gold.count("yes") / len(gold) + 0.05
    assert set(said) == set(SIDES)
