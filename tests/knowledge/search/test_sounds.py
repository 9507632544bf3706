"""What sounds alike is the same: across scripts, and with the errors that dictation makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.knowledge.search.sounds import grams, is_russian, likeness, root, sound, terms
from consilium.knowledge.stemming import stem

WORDS = st.text(st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюя"), min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("russian", "english"),
    [("креатин", "creatine"), ("кофеин", "caffeine"), ("лактат", "lactate"), ("анаэробный", "anaerobic")],
)
def test_cousins_sound_almost_alike(russian: str, english: str) -> None:
    assert likeness(root(stem(russian)), root(stem(english))) >= 0.8


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("марафон", "марофон"), ("восстановление", "востановление"), ("нагрузка", "нагруска"), ("перелом", "пирилом")],
)
def test_misspelt_words_sound_alike(right: str, wrong: str) -> None:
    assert sound(stem(right)) == sound(stem(wrong))


def test_words_of_one_root_share_a_term() -> None:
    assert len({*terms("тренировка"), *terms("тренировочный"), *terms("тренироваться")}) == 1
    assert terms("adaptive") == terms("adaptation")


@given(WORDS)
def test_a_root_is_a_beginning_of_at_least_four_letters(word: str) -> None:
    assert word.startswith(root(word))
    assert len(root(word)) >= min(4, len(word))


@given(WORDS)
def test_a_sound_is_latin_and_its_grams_are_three_letters(word: str) -> None:
    assert is_russian(word)
    assert sound(word).isascii()
    assert all(len(gram) == 3 for gram in grams(word))


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_one_for_the_same(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1.0
