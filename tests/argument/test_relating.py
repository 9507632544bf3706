"""Claims of different members are joined exactly when they assert the same, in Russian, English and across."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.relating import Relation, relation, why
from consilium.types.opinion import Claim
from consilium.types.statement import Statement

HERE = Path(__file__).parent
Row = list[str]


def rows(name: str) -> list[Row]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


PAIRS = rows("pairs.tsv")
LATER = rows("pairs_later.tsv")
SENTENCES = sorted({text for row in PAIRS + LATER for text in row[2:]})


def between(one: str, other: str) -> Relation:
    return relation(Claim("a", one), Claim("b", other))


def counted(pairs: list[Row]) -> Counter[tuple[str, str]]:
    return Counter((truth, between(one, other)) for truth, _, one, other in pairs)


def recall(found: Counter[tuple[str, str]], truth: str) -> float:
    whole = sum(number for (wanted, _), number in found.items() if wanted == truth)
    return found[truth, truth] / whole


def precision(found: Counter[tuple[str, str]], said: str) -> float:
    whole = sum(number for (_, got), number in found.items() if got == said)
    return found[said, said] / whole


@pytest.mark.parametrize(("name", "same", "contrary"), [("pairs.tsv", 0.85, 0.9), ("pairs_later.tsv", 0.68, 0.85)])
def test_what_is_joined_asserts_the_same(name: str, same: float, contrary: float) -> None:
    found = counted(rows(name))
    assert precision(found, "same") >= 0.98
    assert precision(found, "contrary") >= 0.95
    assert recall(found, "same") >= same
    assert recall(found, "contrary") >= contrary


@pytest.mark.parametrize(("truth", "differs", "one", "other"), [row for row in PAIRS if row[0] != "same"])
def test_what_differs_in_anything_is_never_joined(truth: str, differs: str, one: str, other: str) -> None:
    assert between(one, other) != "same", (truth, differs)


@pytest.mark.parametrize(
    ("one", "other"), [(row[2], row[3]) for row in PAIRS + LATER if row[0] == "elsewhere" and row[1] == "population"]
)
def test_two_populations_are_never_set_against_one_another(one: str, other: str) -> None:
    assert between(one, other) != "contrary"


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_neither_claim_is_the_first(one: str, other: str) -> None:
    assert between(one, other) == between(other, one)
    here = [(ground.rule, ground.agree, ground.one, ground.other) for ground in why(Claim("a", one), Claim("b", other))]
    back = [(ground.rule, ground.agree, ground.other, ground.one) for ground in why(Claim("b", other), Claim("a", one))]
    assert here == back


@given(st.sampled_from(SENTENCES), st.data())
def test_how_a_claim_is_written_does_not_count(text: str, data: st.DataObject) -> None:
    other = data.draw(
        st.sampled_from(
            [
                text.upper() if not any(unit in text for unit in (" m", " м", "M", "МЕ")) else text,
                text.replace("е", "ё", 1) if "ё" not in text else text.replace("ё", "е"),
                f"«{text}»",
                f"**{text}**",
                text.replace(" ", "  "),
                text.rstrip("."),
                text.replace(" %", "%"),
                text.replace(" ", "\u00a0", 1),
            ]
        )
    )
    assert between(text, other) == "same"


@given(st.text(max_size=80), st.text(max_size=80))
def test_anything_can_be_compared(one: str, other: str) -> None:
    assert between(one, other) == between(other, one)
    assert between(one, one) == "same"


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["mg", "мг", "km", "недель", "%", "Вт"]))
def test_another_number_is_another_claim(one: int, other: int, unit: str) -> None:
    said = between(f"Кофеин повышает мощность на {one} {unit}", f"Кофеин повышает мощность на {other} {unit}")
    assert (said == "same") == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The race is 1 km long.", "The race is 1000 m long."),
        ("Сода повышает мощность на 5,2 %.", "Сода повышает мощность на 5.2 процента."),
        ("Caffeine works at 3 mg/kg.", "Caffeine works at 0.003 g per kg."),
        ("Сауна помогает через 2 недели.", "Сауна помогает через 14 дней."),
        ("Sleep of eight hours helps recovery.", "Sleep of 8 h helps recovery."),
    ],
)
def test_one_quantity_in_two_units_is_one(one: str, other: str) -> None:
    assert between(one, other) == "same"


def test_what_a_member_filled_in_counts_where_its_sentence_is_silent() -> None:
    text = "Caffeine raises power."
    women, men = Statement(population="women"), Statement(population="men")
    named = Claim("c", "Caffeine raises power in women.")
    assert relation(Claim("a", text, says=women), named) == "same"
    assert relation(Claim("a", text), named) == "apart"
    assert relation(Claim("a", text, says=women), Claim("b", "Caffeine raises power!", says=men)) == "apart"
    assert relation(Claim("a", text, says=women), Claim("b", text, says=women)) == "same"
    assert relation(Claim("a", text, says=women), Claim("b", text, says=men)) == "apart"
