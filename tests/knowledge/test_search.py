"""Finding passages in two languages, whatever a person types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.knowledge import Library
from tests.knowledge.vault import EXAMPLES, make
from tests.types.calm import CALM

NOTES = {
    "ПАНО.md": "Пороги определяют по лактату: тяжёлые тренировки сдвигают порог вправо за несколько недель.",
    "Sprints.md": "Sprinters were trained with repeated intervals, and their oxygen uptake rose within weeks.",
    "Диета.md": "---\naliases: [питание спортсмена]\n---\nПеред стартом съедают лёгкий завтрак за три часа до забега.",
    "VO2.md": "V̇O₂max растёт медленнее у подготовленных бегунов, чем у новичков любого возраста.",
    "Dose.md": "A dose of 5.2 mg per kilogram was given; the rate of 5-HT turnover did not change.",
}


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("notes")
    with closing(Library(folder / "index.sqlite", [make(folder / "vault", NOTES)])) as index:
        index.refresh()
        yield index


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library(tmp_path_factory.mktemp("examples") / "index.sqlite", [EXAMPLES])) as index:
        index.refresh()
        yield index


def first(index: Library, query: str) -> str:
    hits = index.search(query, 5)
    return hits[0].source if hits else ""


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("порога", "ПАНО.md"),
        ("пороговой тренировкой", "ПАНО.md"),
        ("тяжелых", "ПАНО.md"),
        ("ТЯЖЁЛЫЕ", "ПАНО.md"),
        ("легкий завтрак", "Диета.md"),
        ("лёгкого завтрака", "Диета.md"),
        ("питания", "Диета.md"),
        ("sprint interval training", "Sprints.md"),
        ("SPRINTING", "Sprints.md"),
        ("VO2max", "VO2.md"),
        ("V̇O₂max?", "VO2.md"),
        ("VO₂max у новичка", "VO2.md"),
        ("5.2 mg", "Dose.md"),
        ("5-HT", "Dose.md"),
        ("пано", "ПАНО.md"),
    ],
)
def test_words_are_found_in_any_form(notes: Library, query: str, source: str) -> None:
    assert first(notes, query) == source


@pytest.mark.parametrize(
    "query",
    ["", "   ", "?!…", "«»", "и", "what is the", "—", "\x00", "%%", "___", "'\"", "*", "()", "NEAR", "🏃"],
)
def test_a_query_without_words_finds_nothing(notes: Library, query: str) -> None:
    assert notes.search(query, 5) == []


@pytest.mark.parametrize(
    "query",
    [
        'порог"',
        '"порог',
        "порог OR 1=1",
        "порог AND NOT завтрак",
        "NEAR(порог завтрак)",
        "title:порог",
        "порог*",
        "-порог",
        "^порог",
        "(порог",
        "{порог}:",
        "порог'; DROP TABLE passages; --",
        "порог\x00",
        "порог " * 5000,
    ],
)
def test_the_index_languages_own_signs_are_only_signs(notes: Library, query: str) -> None:
    assert "ПАНО.md" in [passage.source for passage in notes.search(query, 5)]


@settings(CALM, max_examples=150)
@given(st.text(max_size=60), st.integers(-1, 4))
def test_no_query_fails(notes: Library, query: str, limit: int) -> None:
    hits = notes.search(query, limit)
    assert len(hits) <= max(0, limit)
    assert sorted((hit.score for hit in hits), reverse=True) == [hit.score for hit in hits]


def test_a_passage_found_is_the_passage_stored(notes: Library) -> None:
    hit = notes.search("порог", 1)[0]
    stored = notes.passage(hit.id)
    assert stored is not None
    assert (stored.text, stored.source, stored.title) == (NOTES["ПАНО.md"], "ПАНО.md", "ПАНО")
    assert hit.score > 0


def test_a_title_weighs_more_than_a_mention(tmp_path: Path) -> None:
    body = "Этот текст подробно говорит совсем о другом предмете и ни разу его не называет."
    mention = "Здесь железо лишь упомянуто один раз среди прочих веществ, важных для бегуна."
    vault = make(tmp_path / "v", {"Железо.md": body, "Разное.md": mention})
    with closing(Library(tmp_path / "i.sqlite", [vault])) as index:
        index.refresh()
        assert first(index, "железо") == "Железо.md"


QUESTIONS = [
    (
        "Что ограничивает МПК — доставка кислорода или его извлечение?",
        {"МПК.md", "What limits VO2max.md"},
    ),
    (
        "Интервалы повышают МПК сильнее, чем та же работа на лактатном пороге? Кто с этим не согласен?",
        {"Интервалы против объёма.md"},
    ),
    ("Почему 4 ммоль/л лактата нельзя считать личным порогом каждого спортсмена?", {"Анаэробный порог.md"}),
    ("На сколько снижать объём во время подводки и как долго она должна длиться?", {"Подводка.md"}),
    ("Помогает ли железо спортсменам без анемии, если смотреть на аэробную производительность?", {"Железо.md"}),
    ("Существуют ли люди, чьё МПК не растёт от тренировки?", {"Индивидуальный ответ.md"}),
    ("Does concurrent endurance training reduce strength, power or muscle size?", {"Concurrent training.md"}),
    (
        "Does cold water immersion after strength training blunt muscle growth, and does it help recovery?",
        {"Cold water immersion blunts hypertrophy.md"},
    ),
    (
        "Is polarized training better than pyramidal training?",
        {"Polarized training is superior.md", "No clear winner in intensity distribution.md"},
    ),
    (
        "How much sodium bicarbonate should be taken, when, and for what length of effort?",
        {"Creatine and sodium bicarbonate.md"},
    ),
    ("Does beetroot juice (nitrate) work in well-trained endurance athletes?", {"Dietary nitrate.md"}),
    ("Does losing 2 % of body mass through sweat impair a time trial?", {"Hydration.md"}),
]


@pytest.mark.parametrize(("question", "gold"), QUESTIONS)
def test_the_sample_vault_answers_its_questions(examples: Library, question: str, gold: set[str]) -> None:
    assert gold & {passage.source for passage in examples.search(question, 5)}
