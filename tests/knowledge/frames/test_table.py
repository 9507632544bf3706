"""The table keeps findings with their weights and finds them by what a question names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consilium.disk import open_database
from consilium.knowledge.frames import FRAME_TABLES, FrameTable, attacks, supports
from consilium.knowledge.frames.table import MOST_ROWS
from consilium.knowledge.library.keeping import Shelved
from consilium.types.evidence import Passage
from consilium.types.source import Flag, Grading, Source, StudyType

UP = "Caffeine increased VO2max in 40 cyclists."
NONE = "Кофеин не влияет на МПК."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    made = open_database(tmp_path / "frames.db", (replace(FRAME_TABLES, number=1),))
    yield made
    made.close()


def shelve(table: FrameTable, key: int, text: str, study: StudyType = "rct", *flags: Flag) -> None:
    source = Source(f"s{key}", f"Source {key}", "pubmed", grading=Grading(study), flags=flags)
    passage = Passage(f"s{key}#0", source.id, source.title, text, 0, len(text), label="RESULTS")
    table.put(source, [Shelved(key, passage)])


def test_a_question_in_either_language_finds_findings_in_both(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    shelve(table, 1, UP)
    shelve(table, 2, NONE, "meta-analysis")
    for question in ("Does caffeine improve maximal oxygen uptake?", "Повышает ли кофе МПК?"):
        found = table.about(question)
        assert {row.passage for row in found} == {1, 2}
        assert attacks(found[0].frame, found[1].frame)
        assert not supports(found[0].frame, found[1].frame)
    assert table.about("Does massage reduce soreness?") == []


def test_a_question_in_words_of_its_own_finds_its_finding(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    shelve(table, 1, "Telephone counselling increased mammography use.")
    assert [row.passage for row in table.about("Does telephone counselling increase mammography use?")] == [1]


def test_the_weightiest_comes_first_and_what_was_retracted_weighs_nothing(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    shelve(table, 1, UP, "observational")
    shelve(table, 2, UP, "meta-analysis")
    shelve(table, 3, UP, "meta-analysis", Flag("retracted"))
    found = table.of("caffeine", "vo2max")
    assert [row.passage for row in found] == [2, 1, 3]
    assert found[0].weight > found[1].weight > found[2].weight == 0
    assert found[0].sample == 40


def test_what_goes_takes_its_findings_along(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    shelve(table, 1, UP)
    shelve(table, 2, NONE)
    table.drop([1])
    assert [row.passage for row in table.of("caffeine", "vo2max")] == [2]


def test_what_is_new_is_set_against_what_was_known(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    shelve(table, 1, UP)
    shelve(table, 2, NONE)
    shelve(table, 3, UP)
    assert [(new.passage, [one.passage for one in known]) for new, known in table.against([2])] == [(2, [1, 3])]
    assert [(new.passage, [one.passage for one in known]) for new, known in table.against([3])] == [(3, [2])]
    assert table.against([1, 2, 3]) == []


def test_look_ups_need_no_scan(db: sqlite3.Connection) -> None:
    query = (
        "EXPLAIN QUERY PLAN SELECT * FROM frames"
        " WHERE intervention = 'a' AND outcome = 'b' AND direction = 'up' ORDER BY lightness LIMIT 9"
    )
    plan = " ".join(str(row[-1]) for row in db.execute(query))
    assert "SEARCH" in plan
    assert "SCAN" not in plan
    assert "TEMP" not in plan


def test_the_weightiest_dissent_is_found_however_many_agree(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    for key in range(1, 30):
        shelve(table, key, UP, "meta-analysis")
    shelve(table, 30, NONE, "unknown")
    found = table.of("caffeine", "vo2max")
    assert found[-1].passage == 30
    assert len(found) == MOST_ROWS + 1


def test_what_a_paper_did_is_no_finding(db: sqlite3.Connection) -> None:
    table = FrameTable(db)
    source = Source("s", "Study", "pubmed")
    passage = Passage("s#0", "s", "Study", UP, 0, len(UP), label="METHODS")
    table.put(source, [Shelved(1, passage)])
    assert table.of("caffeine", "vo2max") == []
    assert table.fresh == []
