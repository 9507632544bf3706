"""The methodologist weighs evidence by its kind, names flags, and says what findings agree on."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.members import Methodologist
from consilium.types.opinion import Opinion
from consilium.types.question import Option, Question
from tests.members.bench import answer, library

NOTHING = "Caffeine did not improve endurance performance in 30 runners (p=0.71). Power did not differ (p=0.60)."
HELPED = "Caffeine significantly improved endurance performance in 900 runners (p<0.001). Power was higher (p=0.002)."
ASKED = Question("Does caffeine improve endurance performance?", "yes_no")
WEAK = {"pmid": "1", "results": NOTHING, "type": "Case Reports"}
STRONG = {"pmid": "2", "results": HELPED, "type": "Meta-Analysis"}


async def test_the_better_kind_of_study_goes_first_and_decides(tmp_path: Path) -> None:
    shelf = library(tmp_path, [WEAK, STRONG])
    opinion, derivation = await answer(shelf, Methodologist, ASKED)
    assert opinion.position == "yes"
    assert 0.5 < opinion.confidence <= 1
    texts = [claim.text for claim in opinion.claims]
    assert any("meta-analysis" in text and "7" in text for text in texts)
    assert derivation
    assert {one.source: one.grade for one in derivation.sources} == {"1": 3, "2": 7}
    heaviest = max(derivation.sources, key=lambda one: one.weight)
    assert heaviest.source == "2"
    shelf.close()


async def test_agreement_of_sources_is_named_with_a_quotation_of_each(tmp_path: Path) -> None:
    notes = {
        "One.md": "# One\n\nInterval training increased VO2max in 20 trained runners.\n",
        "Два.md": "# Два\n\nИнтервальная тренировка повышает МПК у тренированных бегунов.\n",
    }
    shelf = library(tmp_path, notes=notes)
    opinion, derivation = await answer(
        shelf, Methodologist, Question("Повышает ли интервальная тренировка МПК?", language="ru")
    )
    agreed = opinion.claims[0]
    assert "2 источника согласны" in agreed.text
    assert "МПК" in agreed.text
    assert {citation.source for citation in agreed.citations} == {"One.md", "Два.md"}
    assert opinion.position is None
    assert derivation
    assert {row.speaks for row in derivation.rows} == {"yes"}
    shelf.close()


async def test_a_note_is_credited_with_the_study_that_it_reports(tmp_path: Path) -> None:
    text = "A meta-analysis of 40 trials found that massage helps runners to recover after a marathon."
    shelf = library(tmp_path, notes={"Massage.md": f"# Massage\n\n{text}\n"})
    opinion, _ = await answer(shelf, Methodologist, Question("Does massage help runners to recover?"))
    assert opinion.claims[-1].text == "“Massage”: meta-analysis, by the source's own account"
    assert opinion.claims[-1].citations[0].quote == text
    shelf.close()


async def test_a_choice_is_taken_where_one_option_stands_in_the_evidence(tmp_path: Path) -> None:
    shelf = library(
        tmp_path, notes={"Iron.md": "# Iron\n\nIn runners with anaemia, iron tablets raised ferritin most.\n"}
    )
    options = (Option("A", "Magnesium pills"), Option("B", "Iron tablets"))
    clear, _ = await answer(shelf, Methodologist, Question("What raised ferritin in runners most?", "choice", options))
    assert clear.position == "B"
    same = (Option("A", "Zinc pills"), Option("B", "Copper pills"))
    unclear, _ = await answer(shelf, Methodologist, Question("What raised ferritin in runners most?", "choice", same))
    assert unclear.position is None
    shelf.close()


async def test_a_models_words_are_no_evidence(tmp_path: Path) -> None:
    chat = ">[!nexus_agent] **Assistant · model** - 27.04.2025 at 16:57\n> Caffeine improves endurance performance.\n"
    shelf = library(tmp_path, notes={"Chat.md": chat})
    opinion, derivation = await answer(shelf, Methodologist, ASKED)
    assert opinion.abstained
    assert derivation is None
    shelf.close()


@pytest.mark.parametrize("private", [True, False])
async def test_what_was_read_in_private_makes_the_opinion_private(tmp_path: Path, private: bool) -> None:
    head = "---\nprivate: true\n---\n" if private else ""
    shelf = library(
        tmp_path, notes={"Diary.md": f"{head}Caffeine improved my endurance performance by 3 % last year.\n"}
    )
    opinion, derivation = await answer(shelf, Methodologist, ASKED)
    assert derivation
    assert _private(opinion) == derivation.private == private
    shelf.close()


def _private(opinion: Opinion) -> bool:
    assert not opinion.abstained
    return opinion.private
