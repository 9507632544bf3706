"""How far open answers are from saying the same."""

from __future__ import annotations

import math
from itertools import permutations

import pytest

from consilium.argument.spread import spread_of
from consilium.types.question import Question

OPEN = Question("How does caffeine act on power in cyclists?")
UP = ("Caffeine raises power in cyclists.", "In cyclists, power rises with caffeine.")
DOWN = "Caffeine lowers power in cyclists."


def test_answers_that_say_the_same_are_one_meaning() -> None:
    told = spread_of(OPEN, UP)
    assert told is not None
    assert (told.entropy, told.meanings, told.words) == (0.0, 1, 5.5)


def test_two_against_one() -> None:
    for order in permutations([*UP, DOWN]):
        told = spread_of(OPEN, order)
        assert told is not None
        assert told.meanings == 2
        assert told.entropy == pytest.approx(math.log(3) - 2 / 3 * math.log(2))


@pytest.mark.parametrize("count", [2, 4])
def test_nothing_shared_is_the_logarithm_of_their_number(count: int) -> None:
    told = spread_of(OPEN, [*UP[:1], DOWN, "Sleep matters.", "Nobody has studied children."][:count])
    assert told is not None
    assert told.entropy == pytest.approx(math.log(count))


def test_one_answer_is_not_spread() -> None:
    assert spread_of(OPEN, UP[:1]) is None


def test_russian_answers_are_read_too() -> None:
    asked = Question("Как кофеин влияет на мощность у велосипедистов?", language="ru")
    told = spread_of(asked, ["Кофеин повышает мощность у велосипедистов.", "У велосипедистов кофеин снижает мощность."])
    assert told is not None
    assert told.meanings == 2
