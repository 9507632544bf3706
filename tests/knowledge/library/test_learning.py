"""Learning by command: what is taken, what is left out and why, what is forgotten, and nothing is ever lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from consilium.errors import StoreError, UsageError
from consilium.knowledge import Library
from consilium.types.learned import LearnReport
from tests.knowledge.vault import make

ONE = "The lactate threshold improves with steady training at a moderate pace."
TWO = "Creatine supports repeated sprints and needs no loading phase at all."
THREE = "Кофеин сокращает время заезда на сорок километров у тренированных."


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return make(tmp_path / "vault", {"one.md": ONE, "sub/two.md": TWO})


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library(tmp_path / "home" / "index.sqlite")) as opened:
        yield opened


def taken(report: LearnReport) -> dict[str, str]:
    return {one.source: one.change for one in report.taken}


def reasons(report: LearnReport) -> dict[str, str]:
    return {one.file: one.reason for one in report.skipped}


def test_what_was_learned_is_kept_for_later_questions(library: Library, vault: Path, tmp_path: Path) -> None:
    assert taken(library.learn([vault])) == {"one.md": "new", "sub/two.md": "new"}
    with closing(Library(tmp_path / "home" / "index.sqlite")) as later:
        assert later.search("creatine", 5)[0].source == "sub/two.md"
        assert later.learn().unchanged == 2


def test_the_report_tells_new_from_changed_moved_and_gone(library: Library, vault: Path) -> None:
    library.learn([vault])
    (vault / "one.md").write_text(f"{ONE} And more of it.", encoding="utf-8")
    (vault / "sub/two.md").rename(vault / "two.md")
    make(vault, {"three.md": THREE})
    report = library.learn([vault])
    assert taken(report) == {"one.md": "changed", "two.md": "moved", "three.md": "new"}
    assert report.deleted == ("sub/two.md",)


def test_one_file_can_be_learned(library: Library, vault: Path) -> None:
    library.learn([vault / "one.md"])
    assert [one.source.id for one in library.sources()] == ["one.md"]


def test_a_folder_within_a_learned_folder_is_no_second_copy(library: Library, vault: Path) -> None:
    library.learn([vault])
    library.learn([vault / "sub", vault / "one.md"])
    assert len(library.sources()) == 2
    assert library.learned == [vault]


def test_what_is_forgotten_stays_out_until_it_is_named_again(library: Library, vault: Path) -> None:
    library.learn([vault])
    assert library.forget("one.md") == ["one.md"]
    library.learn()
    assert not library.search("lactate threshold", 5)
    library.learn([vault / "one.md"])
    assert library.search("lactate threshold", 5)[0].source == "one.md"


@pytest.mark.parametrize("name", ["{vault}", "{vault}/"])
def test_a_whole_folder_is_forgotten_with_everything_in_it(library: Library, vault: Path, name: str) -> None:
    library.learn([vault])
    assert sorted(library.forget(name.format(vault=vault))) == ["one.md", "sub/two.md"]
    assert not library.sources()
    assert not library.learned
    library.learn([vault])
    assert len(library.sources()) == 2


def test_a_file_is_forgotten_by_its_path(library: Library, vault: Path) -> None:
    library.learn([vault])
    assert library.forget(str(vault / "sub" / "two.md")) == ["sub/two.md"]


def test_nothing_of_that_name_is_told(library: Library, vault: Path) -> None:
    library.learn([vault])
    with pytest.raises(UsageError, match="three"):
        library.forget("three.md")


def test_a_path_that_does_not_exist_is_refused_before_anything_is_done(library: Library, vault: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        library.learn([vault, vault / "nowhere"])
    assert not library.sources()


def test_files_nobody_reads_are_counted_by_suffix(library: Library, vault: Path) -> None:
    make(vault, {"a.png": b"\x89PNG", "b.png": b"\x89PNG", "Makefile": "all:"})
    assert library.learn([vault]).other == {".png": 2, "": 1}


def test_a_file_too_large_is_left_out_unopened(library: Library, vault: Path) -> None:
    with (vault / "huge.md").open("wb") as file:
        file.truncate(300_000_000)
    report = library.learn([vault])
    assert "300" in reasons(report)["huge.md"]
    assert len(report.taken) == 2
    assert reasons(library.learn([vault])) == reasons(report)


def test_a_link_back_into_its_own_folder_is_told_and_one_beside_it_is_followed(
    library: Library, vault: Path, tmp_path: Path
) -> None:
    (vault / "sub" / "loop").symlink_to(vault, target_is_directory=True)
    make(tmp_path / "beside", {"three.md": THREE})
    (vault / "beside").symlink_to(tmp_path / "beside", target_is_directory=True)
    report = library.learn([vault])
    assert list(reasons(report)) == ["sub/loop"]
    assert sorted(taken(report)) == ["beside/three.md", "one.md", "sub/two.md"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everybody may read everything here")
def test_a_folder_that_cannot_be_opened_is_told(library: Library, vault: Path) -> None:
    (vault / "sub").chmod(0)
    try:
        assert list(reasons(library.learn([vault]))) == ["sub"]
    finally:
        (vault / "sub").chmod(0o700)


@pytest.mark.parametrize(
    "damaged", [b"\x00\x01\x02\xff\xfe" * 40, b"", b"---\nprivate: [\n---\n"], ids=["binary", "empty", "head only"]
)
def test_a_note_with_nothing_to_quote_says_so(library: Library, vault: Path, damaged: bytes) -> None:
    make(vault, {"damaged.md": damaged})
    report = library.learn([vault])
    assert sorted(taken(report)) == ["one.md", "sub/two.md"] or not library.of_source("damaged.md")


def test_names_that_differ_between_folders_and_names_that_do_not(library: Library, vault: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", {"one.md": THREE})
    library.learn([vault])
    library.learn([other])
    third = make(tmp_path / "more" / "other", {"one.md": TWO})
    library.learn([third])
    ids = [one.source.id for one in library.sources()]
    assert ids == ["one.md", "one.md~2", "other/one.md", "sub/two.md"]
    assert all(library.passage(passage.id) == passage for id_ in ids for passage in library.of_source(id_))


def test_private_files_are_private_by_pattern_from_the_next_look_on(tmp_path: Path, vault: Path) -> None:
    make(vault, {"Дневник/день.md": THREE})
    home = tmp_path / "home" / "index.sqlite"
    with closing(Library(home)) as library:
        library.learn([vault])
        assert not library.search("кофеин", 1)[0].private
    with closing(Library(home, private=["дневник"])) as library:
        library.learn()
        assert library.search("кофеин", 1)[0].private
        assert not library.search("creatine", 1)[0].private


def test_two_processes_do_not_learn_at_once(library: Library, vault: Path, tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.read()"
    )
    lock = tmp_path / "home" / "index.sqlite.lock"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        with pytest.raises(UsageError):
            library.learn([vault])
        other.stdin.close()
    assert len(library.learn([vault]).taken) == 2


def test_a_full_disk_costs_only_what_was_not_yet_taken(tmp_path: Path, vault: Path) -> None:
    library = Library(tmp_path / "index.sqlite")
    library.learn([vault])
    make(vault, {f"more{number}.md": f"{THREE} {number} " * 200 for number in range(40)})
    (pages,) = library._db.execute("PRAGMA page_count").fetchone()
    library._db.execute(f"PRAGMA max_page_count={pages + 4}")
    with pytest.raises(StoreError):
        library.learn()
    assert library.search("creatine", 1)[0].source == "sub/two.md"
    library._db.execute("PRAGMA max_page_count=1000000")
    assert len(library.learn().taken) == 40
    library.close()


def test_a_learning_that_is_killed_leaves_a_library_that_can_go_on(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {f"{number}.md": f"{ONE} Number {number}." for number in range(300)})
    program = (
        "import sys, os; from pathlib import Path; from consilium.knowledge import Library\n"
        "def stop(done, total, name):\n"
        "    if done == 150: os.kill(os.getpid(), 9)\n"
        "Library(Path(sys.argv[1])).learn([Path(sys.argv[2])], stop)"
    )
    index = tmp_path / "index.sqlite"
    died = subprocess.run([sys.executable, "-c", program, str(index), str(vault)], check=False)
    assert died.returncode == -9
    with closing(Library(index)) as library:
        library.learn([vault])
        assert library.size == 300
    with closing(sqlite3.connect(index)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_older_index_is_brought_to_the_new_form(tmp_path: Path, vault: Path) -> None:
    index = tmp_path / "index.sqlite"
    with closing(sqlite3.connect(index)) as db:
        db.executescript(
            "CREATE TABLE notes (folder, source, stamp, digest); CREATE TABLE passages (folder, source, id);"
            "CREATE VIRTUAL TABLE stems USING fts5(title, section, body); PRAGMA user_version=1;"
        )
    with closing(Library(index)) as library:
        assert len(library.learn([vault]).taken) == 2


def test_an_index_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    index = tmp_path / "index.sqlite"
    with closing(sqlite3.connect(index)) as db:
        db.executescript("CREATE TABLE future (x); PRAGMA user_version=99;")
    with pytest.raises(StoreError, match="99"):
        Library(index)
    with closing(sqlite3.connect(index)) as db:
        assert db.execute("SELECT count(*) FROM future").fetchone() == (0,)


MODEL = "## ChatGPT\n\nBeta-alanine buffers acid in muscle during long sprints.\n"


def test_what_looks_like_a_model_s_is_no_evidence_until_somebody_says_otherwise(library: Library, vault: Path) -> None:
    make(vault, {"chat.md": MODEL})
    assert library.learn([vault]).asking == {"ChatGPT": 1}
    assert not library.search("beta-alanine", 5)
    assert [one.provenance for one in library.search("beta-alanine", 5, evidence=False)] == ["model"]
    assert library.learn().asking == {"ChatGPT": 1}, "asked until it is answered"
    library.rule("chatgpt", model_made=False)
    assert [one.provenance for one in library.search("beta-alanine", 5)] == ["own"]


def test_an_answer_holds_for_later_notes_and_may_be_changed(library: Library, vault: Path) -> None:
    library.learn([vault])
    library.rule("ChatGPT", model_made=False)
    make(vault, {"chat.md": MODEL})
    report = library.learn()
    assert report.asking == {}
    assert library.search("beta-alanine", 5)
    library.rule("ChatGPT", model_made=True)
    assert not library.search("beta-alanine", 5)
