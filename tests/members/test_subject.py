"""Experts answer with sources that speak of what was asked, and with findings before definitions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consilium.knowledge import Library
from consilium.knowledge.quotes import SourceVerifier
from consilium.members import Desk, Librarian, Methodologist
from consilium.members.experts.statements import asks_what_it_is, defines, statement
from consilium.members.experts.subject import done_in, named_in, on_subject
from consilium.protocols import Brief
from consilium.types.evidence import Passage
from consilium.types.frame import FrameRow
from consilium.types.member import MemberCard
from consilium.types.opinion import Opinion
from consilium.types.question import Question
from consilium.wording import detect_language
from tests.members.voices import Log

EXAMPLES = Path(__file__).parents[2] / "examples" / "vault"
MOST_FOUND = 16

ASKED = (
    ("Улучшает ли кофеин результат в гонке на время?", ("кофеин", "caffeine")),
    ("Помогает ли свёкла в гонке?", ("свёкл", "нитрат", "nitrate", "beetroot")),
    ("Сколько нужно белка после тренировки?", ("белк", "protein")),
    ("Мешает ли холодная вода росту мышц?", ("холодн", "охлажд", "cold water")),
    ("Помогает ли сода на средних дистанциях?", ("бикарбонат", "bicarbonate")),
    ("Нужно ли железо бегунам?", ("желез", "iron")),
    ("Does cold water immersion blunt hypertrophy?", ("cold water", "холодн")),
    ("Does altitude training raise VO2max?", ("высот", "гипокс", "2500 м", "altitude")),
    ("Does massage help recovery?", ("массаж", "massage")),
    ("Does caffeine improve time-trial performance?", ("caffeine", "кофеин")),
    ("Does dehydration hurt performance?", ("dehydration", "hypohydration", "fluid loss", "обезвожив")),
    ("How many carbohydrates does a marathon need?", ("carbohydrate", "углевод")),
)
DEFINITION = "Подводка (taper) — снижение тренировочной нагрузки ради лучшего результата."


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = Library(tmp_path_factory.mktemp("examples") / "index.db", [EXAMPLES])
    made.refresh()
    yield made
    made.close()


async def answer(library: Library, seat: type[Librarian | Methodologist], asked: str) -> Opinion:
    question = Question(asked, language=detect_language(asked))
    brief = Brief("run", question, tuple(library.search(asked, MOST_FOUND)), "f3a91c", "secret")
    card = MemberCard("expert", "expert", "expert", local=True, expert=True, debates=False)
    return await seat(Desk(card, SourceVerifier(library), library, Log())).answer(brief)


@pytest.mark.parametrize(("asked", "names"), ASKED)
async def test_the_first_quotation_names_what_was_asked_and_is_no_definition(
    examples: Library, asked: str, names: tuple[str, ...]
) -> None:
    opinion = await answer(examples, Librarian, asked)
    first = opinion.claims[0].citations[0]
    assert any(name in first.quote.casefold() for name in names)
    assert not defines(first.quote)


@pytest.mark.parametrize(("asked", "names"), ASKED)
async def test_every_source_that_an_expert_leans_on_names_what_was_asked(
    examples: Library, asked: str, names: tuple[str, ...]
) -> None:
    for seat in (Librarian, Methodologist):
        for claim in (await answer(examples, seat, asked)).claims:
            for citation in claim.citations:
                told = (EXAMPLES / citation.source).read_text(encoding="utf-8").casefold()
                assert any(name in told for name in names), (seat, citation.quote)


async def test_whoever_asks_what_a_thing_is_gets_the_definition_first(examples: Library) -> None:
    assert defines((await answer(examples, Librarian, "Что такое подводка?")).claims[0].citations[0].quote)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("Помогает ли свёкла в гонке?", {"nitrate"}),
        ("Does beetroot juice lower oxygen cost?", {"nitrate"}),
        ("Помогает ли сон восстановлению?", {"sleep"}),
        ("Is polarized training better than threshold training?", {"polarized training", "threshold training"}),
        ("Does it help?", set()),
    ],
)
def test_what_was_done_is_known_by_any_of_its_names(question: str, keys: set[str]) -> None:
    assert done_in(question) == keys
    assert keys <= named_in(question)


def passage(name: str, text: str) -> Passage:
    return Passage(name, f"{name}.md", name, text, 0, len(text), score=1.0)


class Bare:
    """A shelf that has nothing beyond what was found."""

    def of_source(self, source: str) -> list[Passage]:
        return []

    def findings(self, question: str) -> list[FrameRow]:
        return []


def test_where_no_source_names_it_all_of_them_stay() -> None:
    found = [passage("a", "Массаж уменьшает боль."), passage("b", "Сон важен для спортсменов.")]
    assert on_subject(Question("Помогает ли креатин спринтерам?"), found, Bare()) == tuple(found)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (DEFINITION, True),
        ("Heat acclimation is deliberate, repeated exercise in the heat.", True),
        ("Dietary nitrate, found in beetroot, is converted in the body to nitrite.", True),
        ("Caffeine is effective at 3 mg/kg.", False),
        ("The best studied dose is the one of 3 mg/kg.", False),
        ("У 48 мужчин интервалы подняли МПК на 6,5 %, а спринты — на 3,3 %.", False),
    ],
)
def test_definitions_are_told_from_findings(text: str, is_one: bool) -> None:
    assert defines(text) is is_one


@pytest.mark.parametrize(
    "text",
    [
        "проверить: есть ли сравнения с группой без подводки",
        "Типы заметок указаны в свойстве `type`: определение, данные, спор, практика, мнение или карта.",
        "**Понедельник.** Отдых. Спал плохо, проснулся рано. Во вторник лёгкий бег 50 минут.",
        "A definition stands in a definition callout. A finding names its population and its source.",
        "Если времени мало, я выбираю лишний час сна, а не процедуру.",
    ],
)
def test_housekeeping_and_diaries_state_nothing(text: str) -> None:
    assert statement(text) == ""


def test_questions_for_a_definition_are_known() -> None:
    assert asks_what_it_is("Что такое подводка?")
    assert asks_what_it_is("What is critical power?")
    assert not asks_what_it_is("Помогает ли подводка?")
