"""Which earlier questions are like a new one: in both languages, and unrelated ones never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.recalling import LIKE, likeness

EARLIER = (
    "Does caffeine improve endurance in trained cyclists?",
    "Is creatine safe for the kidneys?",
    "Улучшает ли сон восстановление после марафона?",
    "Do altitude camps raise VO2max?",
    "What is the best bread recipe?",
)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Помогает ли кофеин на выносливость?", 0),
        ("Does caffeine help the endurance of cyclists?", 0),
        ("Повышают ли сборы на высоте МПК?", 3),
        ("Does sleep improve recovery after a marathon?", 2),
        ("Does creatine harm kidneys?", 1),
    ],
)
def test_like_questions_are_found_across_languages(question: str, found: int) -> None:
    scores = likeness(question, EARLIER)
    assert [place for place, score in enumerate(scores) if score >= LIKE] == [found]


@pytest.mark.parametrize(
    "question",
    ["Are stretching exercises useful?", "Какая столица Франции?", "Does caffeine raise blood pressure?", "Why?", ""],
)
def test_unrelated_questions_find_nothing(question: str) -> None:
    assert max(likeness(question, EARLIER)) < LIKE


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=6))
def test_likeness_is_a_share_and_asks_for_no_order(question: str, earlier: list[str]) -> None:
    scores = likeness(question, earlier)
    assert all(0 <= score <= 1.0000001 for score in scores)
    assert likeness(question, earlier[::-1]) == scores[::-1]
