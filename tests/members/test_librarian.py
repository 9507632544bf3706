"""The librarian quotes what the notes state, word for word, and nothing that only asks or points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from consilium.knowledge import Library
from consilium.knowledge.quotes import SourceVerifier
from consilium.members import Desk, Librarian
from consilium.members.experts.statements import statement
from consilium.protocols import Brief, Colleague
from consilium.types.evidence import Passage
from consilium.types.frame import FrameRow
from consilium.types.member import MemberCard
from consilium.types.opinion import Opinion
from consilium.types.question import Language, Question
from consilium.wording import detect_language
from tests.members.voices import Log, make_brief, make_index

EXAMPLES = Path(__file__).parents[2] / "examples" / "vault"
CARD = MemberCard("librarian", "librarian", "librarian", local=True, expert=True, debates=False)
QUESTIONS = (
    "Что лимитирует МПК?",
    "Интервалы или объём: что важнее для выносливости?",
    "Помогает ли холодная вода восстановлению после тренировки?",
    "Как определить анаэробный порог?",
    "Сколько длится подводка перед стартом?",
    "Does caffeine improve endurance performance?",
    "Is polarized training better than threshold training?",
    "Does cold water immersion blunt hypertrophy?",
    "Does strength training improve running economy?",
    "What limits VO2max?",
)
SENTENCE = "In 24 cyclists caffeine shortened a 40 km time trial."
OTHER = "Nitrate lengthened the time to exhaustion in recreational runners."


# --- what states something


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (SENTENCE, SENTENCE),
        (f"> [!contra] Does it help?\n> {SENTENCE} ^block-1", SENTENCE),
        (f"- {SENTENCE} #coffee #sport/endurance", SENTENCE),
        (f"{SENTENCE} {OTHER}", f"{SENTENCE} {OTHER}"),
        (f"{SENTENCE} See also: [[Dietary nitrate]] and [[Hydration]].", SENTENCE),
        (f"{SENTENCE} Подробнее: [[Кофеин]].", SENTENCE),
        (f"{SENTENCE} What about women?", SENTENCE),
        (f"This note collects one side. {SENTENCE}", SENTENCE),
        (f"{SENTENCE} {OTHER[:-1]}: [[Nitrate]].", f"{SENTENCE} {OTHER[:-1]}"),
        (f"{OTHER[:-1]}, see [[Nitrate]].", OTHER[:-1]),
        ("У тренированных людей прирост [[МПК]] не зависел от интенсивности занятий (2016).",) * 2,
        ("The review agrees with Smith et al. The dose was 3 mg/kg.",) * 2,
    ],
)
def test_a_statement_is_quoted_without_what_surrounds_it(text: str, quoted: str) -> None:
    assert statement(text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "> [!question] Open question\n> Caffeine helps some people and harms others.",
        "> [!faq]- Why\n> Caffeine blocks adenosine receptors in the brain.",
        "Does caffeine help trained cyclists over 40 km?",
        "**Помогает ли кофеин велосипедистам на 40 км?**",
        "The Russian counterpart of this note is [[МПК]].",
        "Эта заметка не медицинская рекомендация: приём железа обсуждают с врачом.",
        "Как поднять МПК — предмет спора: [[Интервалы против объёма]].",
        "Доводы в пользу объёма: [[Объём решает]]. Мнение автора: [[Мой тезис об объёме]].",
        "- [[What limits VO2max]], with the Russian definition in [[МПК]].\n- [[Critical power]], next to it.",
        "| Duration | Intake |\n| --- | --- |\n| About 1 hour | mouth rinse |",
        "[^1]: Smith 2019, a trial in twelve trained men.",
        "Перед весенним стартом хочу попробовать снижение объёма на две недели.",
        "I think that caffeine is overrated for most people.",
        "See [[Caffeine]].",
        "Not in women.",
    ],
)
def test_what_asks_points_plans_or_tabulates_is_not_quoted(text: str) -> None:
    assert statement(text) == ""


# --- which of them


def passage(name: str, score: float, text: str, source: str = "") -> Passage:
    return Passage(name, source or f"{name}.md", name, text, 0, len(text), score=score)


async def librarian(passages: Sequence[Passage], language: Language = "en") -> Opinion:
    shelf = {one.id: one for one in passages}

    class Shelf:
        def passage(self, passage_id: str) -> Passage | None:
            return shelf.get(passage_id)

        def of_source(self, source: str, *, slight: bool = False) -> Sequence[Passage]:
            return [one for one in passages if one.source == source]

        def search(self, query: str, limit: int, *, private: bool = False) -> Sequence[Passage]:
            return []

        def search_slight(self, text: str, limit: int) -> Sequence[Passage]:
            return []

        def findings(self, question: str) -> Sequence[FrameRow]:
            return []

    question = Question("Does it help?", language=language)
    brief = Brief("run", question, tuple(passages), "f3a91c", "secret")
    return await Librarian(Desk(CARD, SourceVerifier(Shelf()), Shelf(), Log())).answer(brief)


def chosen(opinion: Opinion) -> list[str]:
    return [claim.citations[0].passage for claim in opinion.claims]


EN = "A trial number {} found that caffeine helps."
RU = "Испытание номер {} показало, что кофеин помогает."


async def test_the_most_relevant_come_first() -> None:
    opinion = await librarian([passage(f"n{n}", 20 - 4 * n, EN.format(n)) for n in range(6)])
    assert chosen(opinion) == ["n0", "n1", "n2", "n3"]
    assert opinion.answer == opinion.claims[0].text
    assert opinion.position is None
    assert not opinion.private


async def test_the_questions_language_comes_first_among_close_ones_only() -> None:
    found = [passage("a", 10, RU.format(1)), passage("b", 9, EN.format(2)), passage("c", 6, EN.format(3))]
    assert chosen(await librarian(found)) == ["b", "a", "c"]
    assert chosen(await librarian(found, "ru")) == ["a", "b", "c"]
    far = [passage("a", 10, RU.format(1)), passage("b", 8, EN.format(2))]
    assert chosen(await librarian(far)) == ["a", "b"]


async def test_without_scores_the_order_given_stands() -> None:
    assert chosen(await librarian([passage("a", 0, RU.format(1)), passage("b", 0, EN.format(2))])) == ["a", "b"]


async def test_one_source_does_not_drown_others_but_may_fill_the_rest() -> None:
    one = [passage(f"a{n}", 10 - n / 10, EN.format(n), "a.md") for n in range(4)]
    assert chosen(await librarian([*one, passage("b", 8, EN.format(9))])) == ["a0", "a1", "b", "a2"]
    assert chosen(await librarian([*one, passage("b", 2, EN.format(9))])) == ["a0", "a1", "a2", "a3"]


async def test_nothing_to_quote_is_an_abstention() -> None:
    opinion = await librarian([passage("a", 9, "Does caffeine help trained cyclists over 40 km?")])
    assert (opinion.abstained, opinion.cause) == (True, "NothingFound")
    assert opinion.reason


async def test_it_neither_criticises_nor_changes_its_mind(index: Library) -> None:
    expert = Librarian(Desk(CARD, SourceVerifier(index), index, Log()))
    brief = make_brief(index, Question("Does caffeine improve endurance?"))
    own = await expert.answer(brief)
    assert own.private
    assert {claim.citations[0].source for claim in own.claims} == {"Caffeine.md", "Diary.md"}
    assert (await expert.critique(brief, Colleague("A", own), 1)).points == ()
    assert await expert.revise(brief, own, [], None, 1) == own


# --- on the sample vault


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = Library(tmp_path_factory.mktemp("examples") / "index.db", [EXAMPLES])
    made.refresh()
    yield made
    made.close()


@pytest.mark.parametrize("asked", QUESTIONS)
async def test_every_quotation_from_the_sample_notes_is_a_statement(examples: Library, asked: str) -> None:
    question = Question(asked, language=detect_language(asked))
    brief = Brief("run", question, tuple(examples.search(asked, 8)), "f3a91c", "secret")
    opinion = await Librarian(Desk(CARD, SourceVerifier(examples), examples, Log())).answer(brief)
    assert len(opinion.claims) >= 3
    for claim in opinion.claims:
        (citation,) = claim.citations
        source = (EXAMPLES / citation.source).read_text(encoding="utf-8")
        assert citation.quote == claim.text
        assert citation.quote in source
        assert statement(claim.text) == claim.text
        assert len(claim.text.split("[[")) <= 2


async def test_a_private_note_makes_the_opinion_private(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"Diary.md": f"---\nprivate: true\n---\n{SENTENCE}\n"})
    expert = Librarian(Desk(CARD, SourceVerifier(index), index, Log()))
    opinion = await expert.answer(make_brief(index, Question("Does caffeine help?")))
    index.close()
    assert opinion.private
