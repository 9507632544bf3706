"""Quotations altered in any way are refused, honest ones with a printer's noise accepted, whatever the texts."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from consilium.knowledge.quotes import look_up
from tests.knowledge.quotes.alterations import altered, honest

VAULT = Path(__file__).parents[3] / "examples" / "vault"
NOTES = [path.read_text(encoding="utf-8") for path in sorted(VAULT.glob("*.md"))]


@pytest.fixture(scope="module")
def abstracts(shared_data: Path) -> list[str]:
    with gzip.open(shared_data / "data" / "recorded" / "pubmedqa_1k.jsonl.gz", "rt", encoding="utf-8") as rows:
        return ["\n\n".join(json.loads(row)["contexts"]) for row in rows][300:500]


def refused(texts: list[str], count: int) -> float:
    return sum(not look_up(row.quote, row.source).found for row in altered(texts, count, 11)) / count


def accepted(texts: list[str], count: int) -> float:
    return sum(look_up(row.quote, row.source).found for row in honest(texts, count, 11)) / count


def test_in_notes() -> None:
    assert refused(NOTES, 440) >= 0.99
    assert accepted(NOTES, 300) >= 0.98


def test_in_abstracts(abstracts: list[str]) -> None:
    assert refused(abstracts, 440) >= 0.99
    assert accepted(abstracts, 300) >= 0.98


@pytest.mark.parametrize(
    ("quote", "text", "check"),
    [
        ("VO2max rose by 5 % in men", "**VO<sub>2</sub>max** rose by 5 % in [[Men|men]].", "exact"),
        ("VO₂max rose by 5% in men", "VO$_2$max rose by 5 % in men", "exact"),
        ("training improves strength in men", "training.¹ improves strength² in men", "exact"),
        ("p &lt; 0.05 in all men", "p < 0.05 in all men", "exact"),
        ("10^6 cells of each kind", "10⁶ cells of each kind", "exact"),
        ("few studies found this effect", "a few studies found this effect", "missing"),
        ("ranging 0.2,-0.5 in all men", "ranging 0.2,0.5 in all men", "number-mismatch"),
        ("the causal link to all training", "the casual link to all training", "missing"),
        ("doses of 10,000 IU a day", "doses of 10 000 IU a day", "exact"),
        ("МПК выросло на 5.2 %", "МПК выросло на 5,2 %", "exact"),
        ("training improves performance", "training improves performance [12, 13] in men", "exact"),
        ("training [12] improves performance", "training [13] improves performance", "number-mismatch"),
        ("training impr0ves performance", "training improves performance", "missing"),
        ("training imporves performance a lot", "training improves performance a lot", "missing"),
        ("the perfomance of trained men grew", "the performance of trained men grew", "near"),
        ("regular training improves running performance", "regular training improves the running performance", "near"),
        ("it rose by 20 % in men", "it rose by 30 % in men", "number-mismatch"),
        ("they took 3 mg of caffeine", "they took 3 g of caffeine", "number-mismatch"),
        ("it fell (p > 0.05) in men", "it fell (p < 0.05) in men", "number-mismatch"),
        ("прошло двадцать недель тренировок", "прошло тридцать недель тренировок", "number-mismatch"),
        ("лёд не помогает после бега", "лёд помогает после бега", "negation-mismatch"),
        ("it does improve strength in men", "it does not improve strength in men", "negation-mismatch"),
        ("занятия без нагрузки помогают", "занятия помогают нагрузки", "missing"),
        ("the abduction of the hip joint", "the adduction of the hip joint", "missing"),
        ("intervals help women […] in races", "Intervals help women, men and children in races.", "near"),
        ("ice helps men … in races", "Ice helps men at home, but not in races.", "negation-mismatch"),
        ("in races … ice helps men", "Ice helps men at home and in races.", "missing"),
        ("ice … men … races", "Ice helps men at home and in races.", "missing"),
    ],
)
def test_each_kind_of_difference_has_its_name(quote: str, text: str, check: str) -> None:
    assert look_up(quote, text).check == check


def test_an_omission_shows_all_that_the_source_says() -> None:
    text = "Intervals help women, men and children in races."
    found = look_up("intervals help women […] in races", text)
    assert text[found.start : found.end] == "Intervals help women, men and children in races"
