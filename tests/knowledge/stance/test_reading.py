"""The answer to a closed question is read off results, and every term of the reading can be added up."""

from __future__ import annotations

import math

import pytest

from consilium.knowledge.stance import SIDES, read_stance, signs_of
from consilium.knowledge.stance.signs import Section, sentence_signs

CLEAR: list[tuple[str, list[Section], str]] = [
    (
        "Does caffeine improve endurance performance?",
        [("RESULTS", "Caffeine significantly improved endurance performance (p<0.001). Power was higher (p=0.01).")],
        "yes",
    ),
    (
        "Does caffeine improve endurance performance?",
        [("RESULTS", "Endurance performance did not differ (p=0.61). Caffeine had no significant effect (p=0.48).")],
        "no",
    ),
    (
        "Улучшает ли кофеин выносливость?",
        [("RESULTS", "Кофеин достоверно улучшил выносливость (р<0,01). Мощность была значимо выше (p = 0,02).")],
        "yes",
    ),
    (
        "Влияет ли кофеин на выносливость?",
        [("RESULTS", "Выносливость достоверно не отличалась (р=0,61). Различий по мощности нет (p>0,05).")],
        "no",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sections", "side"), CLEAR)
def test_clear_results_are_read(question: str, sections: list[Section], side: str) -> None:
    assert read_stance(question, sections).side() == side


@pytest.mark.parametrize(("question", "sections", "side"), CLEAR)
def test_a_reading_is_the_sum_of_its_terms(question: str, sections: list[Section], side: str) -> None:
    reading = read_stance(question, sections)
    assert math.isclose(sum(reading.probabilities.values()), 1)
    scores = {one: sum(term.adds[one] for term in reading.terms) for one in SIDES}
    gap = math.log(reading.probabilities["yes"] / reading.probabilities["no"])
    # What is left is the difference of the two biases, the same for every question.
    other = read_stance("Is it so?", [("RESULTS", "It was.")])
    other_scores = {one: sum(term.adds[one] for term in other.terms) for one in SIDES}
    other_gap = math.log(other.probabilities["yes"] / other.probabilities["no"])
    bias = gap - (scores["yes"] - scores["no"])
    assert math.isclose(bias, other_gap - (other_scores["yes"] - other_scores["no"]), abs_tol=1e-9)
    largest = [max(map(abs, term.adds.values())) for term in reading.terms]
    assert largest == sorted(largest, reverse=True)


def test_probabilities_of_chance_are_read_in_both_scripts() -> None:
    assert sentence_signs("Groups differed (p<0.05).")["p significant"]
    assert sentence_signs("Группы различались (р < 0,05).")["p significant"]
    assert sentence_signs("Groups were alike (p=0.4).")["p not"]
    assert sentence_signs("There was a trend (P = .07).")["p trend"]


def test_results_are_looked_for_where_they_stand() -> None:
    sections: list[Section] = [
        ("BACKGROUND", "It is unclear whether it helps."),
        ("METHODS", "There was no difference in age (p=0.9)."),
        ("RESULTS", "It significantly improved speed (p=0.001)."),
    ]
    signs = signs_of("Does it improve speed?", sections)
    assert signs["mean positive"] == 1
    assert signs["asked open"] == 1
    assert signs_of("Does it improve speed?", sections[:2])["mean null"] == 1
    assert signs_of("Does it?", [])["balance"] == 0


def test_a_side_that_may_not_be_answered_is_not() -> None:
    for question, sections, _ in CLEAR:
        assert read_stance(question, sections).side(("yes", "no")) in {"yes", "no"}
