"""What is looked for beside the question: short public meanings of the terms that it names."""

from __future__ import annotations

from consilium.graph.nodes.prepare import sought
from consilium.types.nail import Nail
from consilium.types.recollection import NO_COUNSEL, Counsel

ASKED = "Поднимают ли интервалы МПК у любителей?"


def given(text: str, term: str = "МПК", *, private: bool = False) -> Counsel:
    return Counsel((Nail("n1", "definition", text, term, private=private),))


def test_a_short_meaning_stands_beside_its_term() -> None:
    assert sought(ASKED, given("maximal oxygen uptake")) == f"{ASKED} (maximal oxygen uptake)"


def test_long_and_private_meanings_and_terms_that_are_not_named_are_left_out() -> None:
    assert sought(ASKED, given("the largest oxygen uptake that was measured at exhaustion")) == ASKED
    assert sought(ASKED, given("maximal oxygen uptake", private=True)) == ASKED
    assert sought(ASKED, given("anaerobic threshold", "АнП")) == ASKED
    assert sought(ASKED, Counsel((Nail("n2", "thesis", "МПК растёт"),))) == ASKED
    assert sought(ASKED, NO_COUNSEL) == ASKED
