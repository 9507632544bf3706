"""Searching: spelling, languages, sources, links and scope."""

from __future__ import annotations

import pytest

from consilium.knowledge.search.engine import Searcher
from consilium.knowledge.search.glossary import Glossary
from consilium.knowledge.search.keeper import StemKeeper, bracketed
from consilium.knowledge.search.sounds import terms
from tests.knowledge.search.shelf import empty, shelve, sources_of, written

CREATINE = written("creatine", "Creatine monohydrate raises the store of phosphocreatine.", title="A powder")
TAPER = written("подводка", "Перед стартом объём снижают, а интенсивность сохраняют.", title="Последние недели")
IRON = written("железо", "Ферритин падает раньше гемоглобина.", "Ферритин меряют по утрам.", title="Запасы металла")


def found(query: str, glossary: Glossary | None = None) -> list[str]:
    db = shelve([CREATINE, TAPER, IRON])
    return sources_of(db, (hit.key for hit in Searcher(db, glossary or Glossary([])).search(query, 10)))


def test_a_misspelt_word_is_found() -> None:
    assert found("фиретин и гемаглобин")[0] == "железо"


def test_a_word_that_sounds_alike_in_the_other_script_is_found() -> None:
    assert found("креатин")[0] == "creatine"


def test_the_glossary_leads_into_the_other_language() -> None:
    assert found("volume before the race", glossary=Glossary([["объём", "volume"], ["старт", "race"]]))[0] == "подводка"


def test_an_acronym_is_found_by_its_words() -> None:
    db = shelve([written("cuffs", "BFR with light loads builds muscle."), CREATINE])
    assert sources_of(db, [Searcher(db, Glossary([])).search("blood flow restriction", 1)[0].key]) == ["cuffs"]


@pytest.mark.parametrize("query", ["", "и в на", "???", "\"' OR NEAR(", "☃"])
def test_a_query_that_asks_nothing_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_scores_fall_along_the_list() -> None:
    db = shelve([CREATINE, TAPER, IRON])
    scores = [hit.score for hit in Searcher(db).search("ферритин creatine объём", 10)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 4


def test_no_source_stands_above_its_share_while_others_have_something_to_say() -> None:
    many = written("много", *(f"Ферритин и ещё раз ферритин, запись {number}." for number in range(6)))
    db = shelve([many, IRON])
    searcher = Searcher(db)
    assert sources_of(db, (hit.key for hit in searcher.search("ферритин", 2, share=1))) != ["много"]
    assert len(searcher.search("ферритин", 20, share=1)) == 8


def test_both_languages_are_among_the_first() -> None:
    russian = [written(f"лактат {number}", f"Лактат в крови, опыт номер {number}.") for number in range(9)]
    english = [written(f"lactate {number}", f"Blood lactate in trial {number}.") for number in range(9)]
    db = shelve([*russian, *english])
    first = sources_of(db, (hit.key for hit in Searcher(db).search("лактат в крови", 8)))
    assert sum(one.startswith("lactate") for one in first) == 2


def test_only_the_folders_asked_for_are_searched() -> None:
    db = shelve([CREATINE, TAPER])
    assert Searcher(db).search("creatine", 5, roots=[2]) == []
    assert len(Searcher(db).search("creatine", 5, roots=[1])) == 1


def test_what_a_strong_hit_links_to_comes_before_its_equals() -> None:
    equals = [written(f"note {letter}", f"Sleep helps athletes {letter}.") for letter in "abcd"]
    db = shelve([*equals, written("hub", "Sleep, sleep extension and sleep loss in athletes.")])
    keys = dict(db.execute("SELECT id, key FROM sources"))
    db.execute(
        "INSERT INTO links (source, start, stop, target, heading, block, alias, embed, to_source)"
        " VALUES (?, 0, 1, 'note d', '', '', '', 0, ?)",
        (keys["hub"], keys["note d"]),
    )
    assert sources_of(db, (hit.key for hit in Searcher(db).search("sleep extension", 5)))[:2] == ["hub", "note d"]


def test_aliases_lead_from_one_name_to_another() -> None:
    notes = [written("a", "Общая тема.", title="Подводка", aliases=["taper"]), written("b", "Taper for two weeks.")]
    db = shelve(notes)
    assert "b" in sources_of(db, (hit.key for hit in Searcher(db, Glossary([])).search("подводка", 5)))


def test_a_term_with_its_english_name_in_brackets_is_a_pair() -> None:
    (russian,) = terms("подводка")
    assert (russian, "taper") in set(bracketed("Подводка (taper) снижает нагрузку."))
    assert ("taper", russian) in set(bracketed("Подводка (taper) снижает нагрузку."))
    assert list(bracketed("Сон (см. выше) важен.")) == []


def test_dropped_passages_are_found_no_more() -> None:
    db = shelve([CREATINE, TAPER])
    StemKeeper(db).drop([key for (key,) in db.execute("SELECT key FROM passages")])
    assert Searcher(db).search("creatine", 5) == []


def test_words_of_a_learning_that_was_taken_back_are_learned_again() -> None:
    db = empty()
    keeper = StemKeeper(db)
    db.execute("BEGIN")
    keeper._learn_words({"ферритин"})
    db.execute("ROLLBACK")
    keeper._learn_words({"ферритин"})
    assert db.execute("SELECT count(*) FROM words").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM grams WHERE grams MATCH 'iri'").fetchone() == (1,)
