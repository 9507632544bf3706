"""The skeptic holds against an answer what the sources hold against it, and nothing else."""

from __future__ import annotations

from pathlib import Path

from consilium.members import Librarian, Skeptic
from consilium.types.question import Question
from tests.members.bench import answer, library

UP = "Caffeine increased VO2max in 40 trained cyclists."
NONE = "Кофеин не влияет на МПК у тренированных бегунов."


async def test_findings_that_contradict_are_named_with_both_quotations(tmp_path: Path) -> None:
    shelf = library(tmp_path, notes={"Up.md": f"# Up\n\n{UP}\n", "Нет.md": f"# Нет\n\n{NONE}\n"})
    opinion, derivation = await answer(shelf, Skeptic, Question("Does caffeine increase VO2max?", "yes_no_maybe"))
    conflict = opinion.claims[0]
    assert conflict.text == "Sources contradict one another on caffeine → VO2max: more in one, no change in the other"
    assert {citation.quote for citation in conflict.citations} == {UP, NONE}
    assert opinion.position == "maybe"
    assert derivation
    assert derivation.rules[-1].name == "conflict"
    shelf.close()


async def test_results_against_the_leaning_are_quoted(tmp_path: Path) -> None:
    results = (
        "Caffeine significantly improved endurance performance (p<0.001). Mean power was higher (p=0.002). "
        "Heart rate was higher (p=0.01). Endurance performance of women did not differ between groups (p=0.62)."
    )
    shelf = library(tmp_path, [{"pmid": "1", "results": results}])
    question = Question("Does caffeine improve endurance performance?", "yes_no")
    opinion, _ = await answer(shelf, Skeptic, question)
    assert opinion.position == "yes"
    assert opinion.claims[0].text == "Speaks against “yes”"
    assert "did not differ" in opinion.claims[0].citations[0].quote
    shelf.close()


async def test_it_abstains_where_nothing_contradicts(tmp_path: Path) -> None:
    shelf = library(tmp_path, notes={"Up.md": f"# Up\n\n{UP}\n"})
    opinion, derivation = await answer(shelf, Skeptic, Question("Does caffeine increase VO2max?"))
    assert opinion.abstained
    assert derivation is None
    shelf.close()


async def test_a_flagged_source_is_to_be_used_with_care(tmp_path: Path) -> None:
    paper = {"pmid": "1", "results": f"{UP} All of them were healthy.", "type": "Retracted Publication"}
    shelf = library(tmp_path, [paper])
    opinion, _ = await answer(shelf, Skeptic, Question("Does caffeine increase VO2max?"))
    assert opinion.claims[0].text.startswith("To be used with care")
    assert "retracted" in opinion.claims[0].text
    shelf.close()


async def test_the_librarian_answers_with_the_most_relevant_source(tmp_path: Path) -> None:
    papers = [
        {"pmid": "1", "results": "Massage significantly reduced muscle soreness (p<0.001). Pain was lower (p=0.01)."},
        {"pmid": "2", "results": "Ferritin of swimmers did not differ between groups (p=0.61), as reported before."},
    ]
    shelf = library(tmp_path, papers)
    question = Question("Does massage reduce muscle soreness?", "yes_no_maybe")
    opinion, derivation = await answer(shelf, Librarian, question)
    assert opinion.position == "yes"
    assert derivation
    assert derivation.sources[0].source == "1"
    assert derivation.sources[0].signs
    assert abs(sum(derivation.probabilities.values()) - 1) < 0.01
    shelf.close()
