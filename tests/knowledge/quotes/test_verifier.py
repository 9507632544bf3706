"""Checking quotations: what a printer may change is forgiven, what changes the meaning is not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consilium.knowledge import SourceVerifier
from consilium.knowledge.quotes import find_quotation
from consilium.types.evidence import Citation, Passage
from tests.types.calm import CALM

SOURCE = (
    "> [!quote] Обзор\n> МПК вырос на 5,2 % за восемь недель — «ещё до пика», а объём\n"
    "> не изменился; после 10 000 м пульс быст-\n> рее приходит в норму. Don't stop at −3 °C (n = 12)."
)


@pytest.mark.parametrize(
    "quote",
    [
        "МПК вырос на 5,2 % за восемь недель",
        "мпк ВЫРОС на 5,2 % за восемь недель",
        "МПК вырос на 5,2\u00a0% за\u202fвосемь недель",
        'МПК вырос на 5,2 % за восемь недель - "еще до пика"',
        "недель – “ещё до пика”, а объём не изменился",
        "за восемь не\u00adдель",
        "за восемь\u200b недель",
        "а объём\n> не изменился",
        "после 10 000 м пульс быстрее приходит в норму.",
        "пульс быст-\nрее приходит в норму",
        "«МПК вырос на 5,2 % за восемь недель»",
        "МПК вырос на 5,2 % за восемь недель…",
        "Don’t stop at -3 °C",
        "Don`t stop at –3 °C (n = 12)",
        "за восе\u0301мь недель",
        "ещe\u0308 до пика".replace("e", "е"),
    ],
)
def test_typographic_noise_is_forgiven_and_the_sources_words_are_returned(quote: str) -> None:
    found = find_quotation(quote, SOURCE)
    assert found is not None
    assert found in SOURCE


@pytest.mark.parametrize(
    "quote",
    [
        "МПК вырос на 5,7 % за восемь недель",
        "МПК вырос на 52 % за восемь недель",
        "МПК вырос на 5 % за восемь недель",
        "МПК вырос на 5",
        "2 % за восемь недель",
        "МПК вырос на 5,2 % за семь недель",
        "МПК не вырос на 5,2 % за восемь недель",
        "а объём изменился; после",
        "изменился; после 10 000 м",
        "ПК вырос на 5,2 %",
        "МПК вырос на 5,2 % за восемь нед",
        "после 10",
        "000 м пульс быстрее",
        "stop at 3 °C",
        "3 °C (n = 12)",
        "stop at −3 °C (n = 1",
        "МПК за восемь недель",
        "недель восемь за",
        "",
        "…",
        "«»",
    ],
)
def test_changed_words_numbers_and_negations_are_refused(quote: str) -> None:
    assert find_quotation(quote, SOURCE) is None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("effective in trained athletes", "It is not effective in trained athletes."),
        ("improve strength in trained athletes", "It doesn't improve strength in trained athletes."),
        ("improve strength in trained athletes", "It doesn’t improve strength in trained athletes."),
        ("помогает при тренировке", "Лёд не «помогает при тренировке» силы."),
        ("0.05 for both groups", "The value was p < 0.05 for both groups."),
        ("7 % in both groups", "It fell by 5–7 % in both groups."),
        ("it fell by 5", "It fell by 5–7 % in both groups."),
        ("5 mg of caffeine", "They took .5 mg of caffeine."),
        ("30 for the whole race", "He needed 1:30 for the whole race."),
        ("57 % of all runners", "It was 5-\n7 % of all runners."),
    ],
)
def test_a_cut_that_turns_the_meaning_is_refused(quote: str, text: str) -> None:
    assert find_quotation(quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text", "own"),
    [
        ("art of training well", "The smart of training. The art of training well.", "art of training well"),
        ("5 km in the morning", "He ran 25 km in the morning or 5 km in the morning.", "5 km in the morning"),
        ("helps in the heat", "It never helps in the heat, they say; it helps in the heat.", "helps in the heat"),
    ],
)
def test_a_later_place_counts_where_the_first_is_cut(quote: str, text: str, own: str) -> None:
    assert find_quotation(quote, text) == own


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("бегать по-русски легко", "Учимся бегать по-\nрусски легко."),
        ("бегать интервалы легко", "Учимся бегать ин-\nтервалы легко."),
        ("бегать интервалы легко", "> Учимся бегать ин-\r\n> тервалы легко."),
        ("бегать интервалы легко", "Учимся бегать ин\u00ad\nтервалы легко."),
        ("падает на 5-7 % в год", "МПК падает на 5-\n7 % в год."),
        ("офис и efficiency words", "офис и e\ufb03ciency words"),
        ("стоит 5 м² на всех", "стоит 5 м² на всех"),
        ("V̇O₂max rose in runners", "the VO2max rose in runners"),
        ("за замок и замок", "за за́мок и замо́к"),
        ("пришел мой тренер", "Пришел мои\u0306 тренер"),
    ],
)
def test_words_broken_at_a_lines_end_and_joined_letters(quote: str, text: str) -> None:
    found = find_quotation(quote, text)
    assert found is not None
    assert found in text


def test_letters_that_only_look_alike_in_part_stay_different() -> None:
    assert find_quotation("это мои тренер и бег", "это мой тренер и бег") is None


WORDS = "МПК объём ещё тренировка “порог” lactate it’s rose — вырос в 42 недели 7,5 % co-op".split()
NOISE: Sequence[Callable[[str], str]] = [
    str.upper,
    str.lower,
    lambda text: text.replace("ё", "е"),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\n> ", 1),
    lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
    lambda text: text.replace("—", "-"),
    lambda text: re.sub(r"(?<=\w)(?=\w)", "\u00ad", text),
    lambda text: f"«{text}»",
    lambda text: f" {text}... ",
]


@CALM
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40), st.data())
def test_any_stretch_of_whole_words_is_found_under_any_noise(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    source, stretch = " ".join(words), " ".join(words[start:end])
    assume(any(char.isalnum() for char in stretch))
    quote = stretch
    for change in data.draw(st.lists(st.sampled_from(NOISE), max_size=3)):
        quote = change(quote)
    found = find_quotation(quote, source)
    assert found is not None
    assert found in source
    assert find_quotation(found, stretch) is not None, "the words returned are those that were quoted"


@CALM
@given(st.text(max_size=60), st.text(max_size=120))
def test_what_is_returned_is_always_a_slice_of_the_source(quote: str, source: str) -> None:
    found = find_quotation(quote, source)
    assert found is None or (found and found in source)


@CALM
@given(st.lists(st.sampled_from("мпк вырос на 52 5 2 , % не ни 7".split()), max_size=12).map("".join), st.data())
def test_a_quotation_never_begins_or_ends_inside_a_word_or_number(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    quote = source[start:end]
    inside_start = 0 < start < end and source[start - 1].isalnum() and source[start].isalnum()
    inside_end = start < end < len(source) and source[end - 1].isalnum() and source[end].isalnum()
    # Marks at its edges do not count, so what is left of the quotation must be the only one of its kind.
    assume((inside_start or inside_end) and source.count(quote.strip(" ,%")) == 1)
    assert find_quotation(quote, source) is None


def seconds(size: int, make: Callable[[int], tuple[str, str]]) -> float:
    quote, text = make(size)
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        find_quotation(quote, text)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize(
    "make",
    [
        lambda size: ("слово за словом в конце", "слово за словом и " * (size // 18)),
        lambda size: ("aa aa", "aa " * (size // 3)),
        lambda size: ("not here at all", "ab-\n" * (size // 4)),
        lambda size: ("not here at all", "> " * (size // 2)),
        lambda size: ("not here at all", " " * size),
        lambda size: ("5 5 5", "5 5 500 " * (size // 8)),
    ],
)
def test_a_long_note_costs_in_proportion_to_its_length(make: Callable[[int], tuple[str, str]]) -> None:
    """Eight times the text in about eight times the time; quadratic would be sixty-four."""
    assert seconds(80_000, make) < 30 * max(seconds(10_000, make), 1e-4)


@dataclass
class Shelf:
    """An index of a few passages, without a database."""

    passages: list[Passage]

    def passage(self, passage_id: str) -> Passage | None:
        return next((passage for passage in self.passages if passage.id == passage_id), None)

    def of_source(self, source: str, *, slight: bool = False) -> Sequence[Passage]:
        return [passage for passage in self.passages if passage.source == source]

    def search_slight(self, text: str, limit: int) -> Sequence[Passage]:
        return []

    def search(self, query: str, limit: int, *, private: bool = False) -> Sequence[Passage]:
        assert private, "a quotation may repeat a private note"
        words = set(query.casefold().split())
        return [passage for passage in self.passages if words & set(passage.text.casefold().split())][:limit]


def a_passage(place: str, text: str, *, private: bool = False) -> Passage:
    return Passage(place, place.partition("#")[0], "T", text, 0, len(text), private=private)


SHELF = Shelf(
    [
        a_passage("a.md#0", "Интервалы дают больше, чем объём."),
        a_passage("a.md#50", "Объём решает в долгом году."),
        a_passage("b.md#0", "Сон важнее и того и другого."),
        a_passage("дневник.md#0", "Сегодня болело колено после бега.", private=True),
    ]
)
VERIFIER = SourceVerifier(SHELF)


@pytest.mark.parametrize(
    ("cited", "quote", "found"),
    [
        ("a.md#0", "интервалы дают больше", "a.md#0"),
        ("a.md#0", "объём решает в долгом году", "a.md#50"),
        ("a.md#0", "сон важнее и того и другого", "b.md#0"),
        ("nowhere.md#7", "сон важнее и того", "b.md#0"),
    ],
)
def test_a_quotation_is_looked_for_where_it_is_cited_then_nearby_then_anywhere(
    cited: str, quote: str, found: str
) -> None:
    checked = VERIFIER.verify(Citation(cited, quote))
    passage = SHELF.passage(found)
    assert passage is not None
    assert (checked.check, checked.passage, checked.source) == ("exact", found, passage.source)
    assert checked.quote in passage.text
    assert checked.verified


@pytest.mark.parametrize("quote", ["больше, чем", "объём", "", "— — — —", "5 , 2"])
def test_fewer_than_three_words_prove_nothing(quote: str) -> None:
    assert VERIFIER.verify(Citation("a.md#0", quote)).check == "unchecked"


def test_a_quotation_may_run_on_into_the_next_passage_but_not_over_what_was_left_out() -> None:
    first, second, third = "Сила растёт сама.", "Отдых нужен всем.", "Бег любят многие."
    shelf = Shelf(
        [
            Passage("c.md#0", "c.md", "C", first, 0, len(first)),
            Passage("c.md#18", "c.md", "C", second, len(first) + 1, len(first) + 1 + len(second)),
            Passage("c.md#99", "c.md", "C", third, 99, 99 + len(third)),
        ]
    )
    checked = SourceVerifier(shelf).verify(Citation("c.md#18", "сила растёт сама. Отдых нужен"))
    assert (checked.check, checked.passage, checked.quote) == ("exact", "c.md#0", "Сила растёт сама. Отдых нужен")
    assert SourceVerifier(shelf).verify(Citation("c.md#18", "нужен всем. Бег любят многие")).check == "missing"


def test_a_source_may_be_cited_by_its_name() -> None:
    checked = VERIFIER.verify(Citation("a", "объём решает в долгом году"))
    assert (checked.check, checked.passage) == ("exact", "a.md#50")


def test_what_is_not_there_is_missing_and_keeps_its_words() -> None:
    checked = VERIFIER.verify(Citation("a.md#0", "объём дают больше, чем интервалы"))
    assert (checked.check, checked.quote, checked.source) == ("missing", "объём дают больше, чем интервалы", "a.md")


@pytest.mark.parametrize("cited", ["дневник.md#0", "a.md#0", ""])
def test_a_private_passage_is_confirmed_only_to_who_may_read_it(cited: str) -> None:
    guess = Citation(cited, "Сегодня болело колено")
    outside = VERIFIER.verify(guess)
    assert (outside.check, outside.passage) == ("missing", cited)
    assert outside.source != "дневник.md"
    assert VERIFIER.verify(guess, private=True).check == "exact"
