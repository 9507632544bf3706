"""The questions are what they say they are: paraphrases, a quarter for each pair of languages."""

from __future__ import annotations

from collections import Counter

from consilium.knowledge.stemming import stems
from tests.knowledge.search.shelf import note_files, questions

MOST_SHARED = 0.4


def test_a_quarter_of_the_paraphrases_goes_each_way() -> None:
    kinds = Counter(one.kind for one in questions("paraphrased"))
    assert set(kinds) == {"ru-ru", "en-en", "ru-en", "en-ru"}
    assert len(set(kinds.values())) == 1
    assert kinds.total() >= 160


def test_paraphrases_share_few_stems_with_their_note_and_none_with_its_title() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in note_files()}
    for one in questions("paraphrased"):
        asked = set(stems(one.question))
        assert not asked & set(stems(one.gold)), one
        assert len(asked & set(stems(texts[one.gold]))) <= MOST_SHARED * len(asked), one


def test_every_question_has_its_note() -> None:
    names = {path.stem for path in note_files()}
    assert {one.gold for name in ("paraphrased", "plain", "misspelt") for one in questions(name)} <= names


def test_every_russian_paraphrase_has_a_misspelt_copy() -> None:
    russian = [one.gold for one in questions("paraphrased") if one.kind == "ru-ru"]
    assert [one.gold for one in questions("misspelt")] == russian
