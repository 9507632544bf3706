"""Questions in other words, in the other language, and misspelt, find the note that answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from consilium.knowledge.search.engine import Searcher
from tests.knowledge.search.shelf import Asked, notes, questions, shelve, sources_of

Recall = Callable[[Sequence[Asked]], float]


@pytest.fixture(scope="module")
def recall() -> Recall:
    """The share of questions whose note is among the first ten sources."""
    db = shelve(notes())
    searcher = Searcher(db)

    def found(one: Asked) -> bool:
        return one.gold in sources_of(db, (hit.key for hit in searcher.search(one.question, 10, share=1)))

    return lambda asked: sum(map(found, asked)) / len(asked)


def test_paraphrases_in_the_notes_language(recall: Recall) -> None:
    asked = [one for one in questions("paraphrased") if one.kind in {"ru-ru", "en-en"}]
    assert recall(asked) >= 0.75


@pytest.mark.parametrize("kind", ["ru-en", "en-ru"])
def test_paraphrases_in_the_other_language(recall: Recall, kind: str) -> None:
    assert recall([one for one in questions("paraphrased") if one.kind == kind]) >= 0.45


def test_misspelling_costs_little(recall: Recall) -> None:
    spelt = recall([one for one in questions("paraphrased") if one.kind == "ru-ru"])
    assert recall(questions("misspelt")) >= spelt - 0.08


def test_nothing_is_lost_where_the_words_are_the_notes_own(recall: Recall) -> None:
    assert recall(questions("plain")) >= 0.97
