"""Whether a quotation bears a claim out: 300 pairs marked by hand before the rules, and each rule by itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.quotes import SourceVerifier, supports
from consilium.types.evidence import Citation
from tests.knowledge.quotes.test_verifier import SHELF, a_passage
from tests.types.calm import CALM

NAMES = {True: "supports", False: "does not", None: "cannot tell"}
FOLDER = Path(__file__).parents[1]


def pairs(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines(), delimiter="\t"))


PAIRS = pairs("support_pairs.tsv")


def agreement(rows: list[dict[str, str]]) -> float:
    return sum(NAMES[supports(row["claim"], row["quotation"]).value] == row["label"] for row in rows) / len(rows)


def test_there_are_300_pairs_of_all_three_labels() -> None:
    assert len(PAIRS) == 300
    assert {row["label"] for row in PAIRS} == set(NAMES.values())


@pytest.mark.parametrize(("half", "rest"), [("read while the rules were made", 1), ("never looked into", 0)])
def test_the_label_agrees_with_the_hand_on_both_halves(half: str, rest: int) -> None:
    """Groups (all claims about one quotation) with odd numbers were looked into, those with even ones were not."""
    rows = [row for row in PAIRS if int(row["group"]) % 2 == rest]
    assert agreement(rows) >= 0.90, half


def test_the_label_agrees_on_what_was_written_later_in_other_fields() -> None:
    """Marked before the rules saw them as well: agreement at first sight was 0.83, 0.87 and 0.85 of 60, 60 and 40."""
    later = pairs("support_pairs_later.tsv")
    assert len(later) == 160
    assert agreement(later) >= 0.90


@pytest.mark.parametrize(
    ("claim", "quote", "rule"),
    [
        ("Caffeine helps at 6 mg/kg.", "Caffeine helps at 3 mg/kg.", "numbers"),
        ("Creatine at 3 g/kg per day fills the stores.", "Creatine at 3 g per day fills the stores.", "numbers"),
        ("Сон более 6 часов вредит.", "Сон не более 6 часов вредит.", "numbers"),
        ("Холод усиливает болезненность мышц.", "Холод уменьшает болезненность мышц.", "direction"),
        ("Massage improves sprint performance.", "Massage had no effect on sprint performance.", "direction"),
        ("Ice baths suit runners.", "Ice baths do not suit runners.", "negation"),
        ("Iron helps women in sport.", "Iron helps men in sport.", "population"),
        ("The gain was seen before the race.", "The gain was seen after the race.", "words"),
    ],
)
def test_what_keeps_a_quotation_from_bearing_a_claim_out_is_named(claim: str, quote: str, rule: str) -> None:
    found = supports(claim, quote)
    assert found.value is False
    assert rule in {fired.rule for fired in found.rules if fired.agrees is False}


def test_what_is_still_unknown_bears_nothing_out() -> None:
    assert supports("Sauna use lengthens sleep.", "Whether sauna use lengthens sleep is still unknown.").value is None


@CALM
@given(st.sampled_from([row["quotation"] for row in PAIRS]))
def test_every_statement_bears_itself_out(quote: str) -> None:
    assert supports(quote, quote).value is True


@CALM
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_get_a_label_and_its_rules(claim: str, quote: str) -> None:
    assert supports(claim, quote).rules


class Reader:
    """A model's stand-in that is asked only where the rules cannot tell."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def supports(self, claim: str, quote: str) -> bool | None:
        self.asked.append(claim)
        return True


def test_the_verifier_labels_found_quotations_and_asks_a_model_only_in_doubt() -> None:
    reader = Reader()
    verifier = SourceVerifier(SHELF, reader)
    words = "Интервалы дают больше, чем объём"
    assert verifier.verify(Citation("a.md#0", words), claim="Интервалы дают меньше, чем объём").supports is False
    assert verifier.verify(Citation("a.md#0", words)).supports is None
    assert verifier.verify(Citation("a.md#0", "объём дают больше чем сон"), claim="Объём важнее").supports is None
    assert reader.asked == []
    assert verifier.verify(Citation("a.md#0", words), claim="Интервалы проще организовать").supports is True
    assert reader.asked == ["Интервалы проще организовать"]


def test_a_quotation_in_doubt_keeps_no_label_without_a_model() -> None:
    assert a_passage("x.md#0", "x").private is False
    checked = SourceVerifier(SHELF).verify(Citation("a.md#0", "Интервалы дают больше, чем"), claim="Интервалы проще")
    assert (checked.check, checked.supports) == ("exact", None)
