"""Answers in prose, as models write them, become claims with the quotations that stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.argument.reading import claims_of_prose, prose_claims, told_position
from consilium.argument.stance import plain_stance

ENGLISH = """Great question! **Yes**, caffeine raises power by 3 % in trained cyclists.

## Why
Research shows that it blocks adenosine receptors: "caffeine blocks adenosine receptors in the brain" [p1]. \
However, sleep suffers; doses above 6 mg/kg add nothing.

1. **Dose:** 3–6 mg/kg works best.
2. In women the effect is smaller (p < 0.05).
   > caffeine raised power in women by only 1 %
   > [p2]
- Is it safe? Yes.
- Limitations: samples were small, e.g. 8 men.

Key points:
I hope this helps! Let me know if you have questions."""

RUSSIAN = """Отличный вопрос! Нет, сода не повышает МПК.
Итак, бикарбонат увеличивает мощность спринта на 2 % («бикарбонат увеличил мощность спринта у гребцов» [n3]). \
Однако при дозе 0,1 г/кг эффекта нет, т. е. доза важна. Следует отметить, что у 20 % людей болит живот.
Это верно и для женщин?
Во-первых, выборки малы. Надеюсь, помог!"""


def test_an_english_answer() -> None:
    assert claims_of_prose(ENGLISH) == [
        "Yes, caffeine raises power by 3 % in trained cyclists.",
        "It blocks adenosine receptors.",
        "Sleep suffers",
        "Doses above 6 mg/kg add nothing.",
        "3–6 mg/kg works best.",
        "In women the effect is smaller (p < 0.05).",
        "Samples were small, e.g. 8 men.",
    ]


def test_a_russian_answer() -> None:
    assert claims_of_prose(RUSSIAN) == [
        "Нет, сода не повышает МПК.",
        "Бикарбонат увеличивает мощность спринта на 2 %.",
        "При дозе 0,1 г/кг эффекта нет, т. е. доза важна.",
        "У 20 % людей болит живот.",
        "Выборки малы.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ENGLISH,
            [
                ("caffeine blocks adenosine receptors in the brain", "p1"),
                ("caffeine raised power in women by only 1 %", "p2"),
            ],
        ),
        (RUSSIAN, [("бикарбонат увеличил мощность спринта у гребцов", "n3")]),
    ],
)  # fmt: skip
def test_quotations_stay_with_their_claims(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(quoted.quote, quoted.cited) for claim in prose_claims(text) for quoted in claim.quotes]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("It depends on the dose.", "depends"),
        ("Да, но только у тренированных.", "depends"),
        ("No. It does nothing.", "no"),
        ("No doubt it helps.", ""),
        ("Данных недостаточно.", "unclear"),
        ("Caffeine helps.\nThe answer is yes.", "yes"),
        ("Caffeine is a stimulant.", ""),
        ("", ""),
    ],
)
def test_a_position_is_read_only_where_it_is_plain(text: str, position: str) -> None:
    assert told_position(text) == position


@pytest.mark.parametrize(
    ("question", "text", "stance"),
    [
        ("Does caffeine raise power?", "Caffeine raises power. It is cheap.", "supports"),
        ("Повышает ли кофеин мощность?", "Кофеин не повышает мощность.", "opposes"),
        ("Does caffeine raise power?", "Yes, in most cases.", "supports"),
        ("How does caffeine work?", "Caffeine blocks receptors.", ""),
    ],
)
def test_a_stance_is_what_the_answer_says_of_what_is_asked(question: str, text: str, stance: str) -> None:
    assert plain_stance(question, text, claims_of_prose(text)) == stance


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    claims = claims_of_prose(text)
    assert all(claim.strip() == claim and claim for claim in claims)
