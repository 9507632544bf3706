"""One answer in two spellings counts once; what only looks alike stays apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.deciding import Plurality
from consilium.deciding.aligning import aligned, same_position
from tests.deciding.records import a_question, an_opinion
from tests.types.calm import CALM


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 km", "1000 m"),
        ("18", "18 apples"),
        ("3.14", "3.1416"),
        ("0.5", "1/2"),
        ("1/3", "0.33"),
        ("52 ml/kg/min", "52 мл/кг/мин"),
        ("60 min", "1 h"),
        ("1.5 л", "1500 ml"),
    ],
)
def test_the_same_number(one: str, other: str) -> None:
    assert same_position("number", one, other)
    assert same_position("number", other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 mg", "5 g"),
        ("199", "200"),
        ("3.1", "3.1416"),
        ("5 apples", "5 pears"),
        ("5 %", "0.05"),
        ("-2", "2"),
        ("1/0", "1"),
        ("10-12", "11"),
        ("5 mg", "5 apples"),
    ],
)
def test_another_number(one: str, other: str) -> None:
    assert not same_position("number", one, other)
    assert not same_position("number", other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("6√(2)", "√(72)"), ("1/2+1/3", "5/6"), (r"-1-\sqrt{5}", r"-(1+\sqrt{5})"), ("x+1", "1+x"), ("0.5", "1/2")],
)
def test_the_same_expression_by_computer_algebra(one: str, other: str) -> None:
    pytest.importorskip("math_verify")
    assert same_position("expression", one, other)


@pytest.mark.parametrize(("one", "other"), [("(1,2)", "(2,1)"), ("[1, 2]", "[2, 1]"), ("11:1", "1:1"), ("x", "y")])
def test_another_expression(one: str, other: str) -> None:
    assert not same_position("expression", one, other)


def test_a_tolerance_is_relative() -> None:
    assert same_position("number", "99 W", "100 Вт", tolerance=0.02)
    assert not same_position("number", "95 W", "100 Вт", tolerance=0.02)


def test_votes_for_one_distance_are_counted_together() -> None:
    question = a_question("number")
    opinions = [an_opinion("a", "1 km"), an_opinion("b", "1000 m"), an_opinion("c", "900 m"), an_opinion("d", "900 m")]
    settled = Plurality().settle(question, aligned("number", [*opinions, an_opinion("e", "1 km")]))
    assert (settled.position, len(settled.votes["1 km"])) == ("1 km", 3)


def test_other_kinds_are_left_alone() -> None:
    opinions = [an_opinion("a", "yes"), an_opinion("b", None)]
    assert aligned("yes_no", opinions) == opinions


@CALM
@given(st.lists(st.sampled_from(["1 km", "1000 m", "18", "18 m", "0.5", "1/2", None]), max_size=8), st.randoms())
def test_the_order_of_opinions_never_matters(positions: list[str | None], chance: random.Random) -> None:
    opinions = [an_opinion(f"m{place}", position) for place, position in enumerate(positions)]
    mixed = chance.sample(opinions, len(opinions))
    told = {one.member: one.position for one in aligned("number", opinions)}
    assert {one.member: one.position for one in aligned("number", mixed)} == told
    assert all((told[one.member] is None) == (one.position is None) for one in opinions)
