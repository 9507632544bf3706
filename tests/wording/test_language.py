"""Which language a question is in, and how Russian counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.types.question import Language
from consilium.wording import counted, detect_language, reader_language, say, set_reader_language, speaking
from tests.types.calm import CALM

RU = "голос|голоса|голосов"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Что такое VO2max?", "ru"),
        ("МПК = VO2max?", "ru"),
        ("HIIT или interval training?", "ru"),
        ("Что лучше: sweet spot or threshold?", "ru"),
        ("VO2max растёт от HIIT?", "ru"),
        ("Как polarized training влияет на lactate threshold и running economy?", "ru"),
        ("Витамин A и D полезны?", "ru"),
        ("What is МПК?", "en"),
        ("What does the word порог mean?", "en"),
        ("Is «Интервалы против объёма» right?", "en"),
        ("VO2max", "en"),
        ("МПК", "ru"),
        ("Does HIIT raise VO2max?", "en"),
        ("Ёж?", "ru"),
        ("", "en"),
        ("42 = 6 × 7?", "en"),
    ],
)
def test_the_language_of_a_question(text: str, language: Language) -> None:
    assert detect_language(text) == language


@CALM
@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё ", min_size=1).filter(str.strip))
def test_purely_cyrillic_text_is_russian(text: str) -> None:
    assert detect_language(text) == "ru"


@CALM
@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_text_is_english(text: str) -> None:
    assert detect_language(text) == "en"


# An independent table: the ending by the number's last two digits, written out by hand.
TEENS = dict.fromkeys(range(11, 20), "голосов")
LAST_DIGIT = ["голосов", "голос", "голоса", "голоса", "голоса", *["голосов"] * 5]


@CALM
@given(st.integers(0, 10**12))
def test_russian_plural_forms(number: int) -> None:
    expected = TEENS.get(number % 100, LAST_DIGIT[number % 10])
    assert counted(number, RU, "ru") == f"{number} {expected}"


@CALM
@given(st.integers(-(10**6), 10**6))
def test_a_negative_number_takes_the_form_of_its_size(number: int) -> None:
    assert counted(number, RU, "ru").split()[1] == counted(-number, RU, "ru").split()[1]


@pytest.mark.parametrize(("number", "text"), [(0, "0 votes"), (1, "1 vote"), (2, "2 votes"), (101, "101 votes")])
def test_english_plural_forms(number: int, text: str) -> None:
    assert counted(number, "vote|votes", "en") == text


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"CONSILIUM_LANG": "ru", "LANG": "en_US.UTF-8"}, "ru"),
        ({"LC_ALL": "ru_RU.UTF-8"}, "ru"),
        ({"LC_ALL": "", "LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_reader_is_addressed_in_the_terminals_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: Language
) -> None:
    for name in ("CONSILIUM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert reader_language() == language


def test_speaking_goes_back_to_the_language_before_even_after_an_error() -> None:
    def fail() -> None:
        assert say("store.see_runs").startswith("посмотрите")
        raise RuntimeError

    with pytest.raises(RuntimeError), speaking("ru"):
        fail()
    assert reader_language() == "en"


def test_a_chosen_language_wins_over_the_locale() -> None:
    set_reader_language("ru")
    try:
        assert reader_language() == "ru"
    finally:
        set_reader_language(None)
    assert reader_language() == "en"
