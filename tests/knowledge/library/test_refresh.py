"""The index follows the notes: what changed is taken in, what is gone is gone, and folders stay apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from consilium.errors import StoreError
from consilium.knowledge import Library
from consilium.knowledge.library import learning
from consilium.knowledge.library.walking import Found, files_below
from consilium.knowledge.readers.choosing import reader_for
from consilium.knowledge.readers.file import SourceFile
from consilium.types.source import Document
from tests.knowledge.vault import make

ONE = "The lactate threshold improves with steady training at a moderate pace."
TWO = "Creatine supports repeated sprints and needs no loading phase at all."

OpenIndex = Callable[..., Library]


@pytest.fixture
def open_index(tmp_path: Path) -> Iterator[OpenIndex]:
    with ExitStack() as opened:
        yield lambda *folders: opened.enter_context(closing(Library(tmp_path / "home" / "index.sqlite", folders)))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return make(tmp_path / "vault", {"one.md": ONE, "sub/two.md": TWO})


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which files were handed to a reader."""
    opened: list[str] = []

    def watched(name: str) -> object:
        opened.append(name)
        return reader_for(name)

    monkeypatch.setattr(f"{learning.__name__}.reader_for", watched)
    return opened


def sources(index: Library, query: str) -> list[str]:
    return [passage.source for passage in index.search(query, 10)]


def rewrite(path: Path, text: str | bytes) -> None:
    """Write a file so that its time differs, however coarse the clock of the disk is."""
    before = path.stat().st_mtime_ns
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def test_a_second_refresh_opens_nothing(open_index: OpenIndex, vault: Path, reads: list[str]) -> None:
    index = open_index(vault)
    assert (index.refresh(), sorted(reads)) == (2, ["one.md", "sub/two.md"])
    assert (open_index(vault).refresh(), len(reads)) == (2, 2)


def test_only_what_changed_is_read_again(open_index: OpenIndex, vault: Path, reads: list[str]) -> None:
    index = open_index(vault)
    index.refresh()
    reads.clear()
    rewrite(vault / "one.md", TWO.replace("Creatine", "Caffeine"))
    index.refresh()
    assert reads == ["one.md"]
    assert sources(index, "lactate threshold") == []
    assert sources(index, "caffeine") == ["one.md"]


def test_a_deleted_note_is_gone_and_a_moved_one_has_its_new_name(open_index: OpenIndex, vault: Path) -> None:
    index = open_index(vault)
    index.refresh()
    (vault / "one.md").rename(vault / "sub" / "moved.md")
    (vault / "sub" / "two.md").unlink()
    assert index.refresh() == 1
    assert sources(index, "threshold creatine") == ["sub/moved.md"]
    assert index.of_source("one.md") == []


@pytest.mark.parametrize("now", [bytes(range(256)) * 50, b"\x00\xff" * 50, b""])
def test_a_note_that_became_unreadable_is_no_longer_quoted(open_index: OpenIndex, vault: Path, now: bytes) -> None:
    index = open_index(vault)
    index.refresh()
    rewrite(vault / "one.md", now)
    assert index.refresh() == 1
    assert sources(index, "threshold") == []
    rewrite(vault / "one.md", ONE)
    assert index.refresh() == 2


def test_a_note_made_private_is_private_at_the_next_refresh(open_index: OpenIndex, vault: Path) -> None:
    index = open_index(vault)
    index.refresh()
    rewrite(vault / "one.md", f"---\nprivate: true\n---\n{ONE}")
    index.refresh()
    assert [passage.private for passage in index.search("threshold", 5)] == [True]
    rewrite(vault / "one.md", ONE)
    index.refresh()
    assert [passage.private for passage in index.search("threshold", 5)] == [False]


def test_a_new_way_of_reading_takes_every_note_in_again(
    open_index: OpenIndex, vault: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(vault).refresh()
    monkeypatch.setattr(learning, "READER", 99)
    reads.clear()
    assert open_index(vault).refresh() == 2
    assert len(reads) == 2


def test_a_note_that_vanishes_while_it_is_read_stops_nothing(
    open_index: OpenIndex, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(vault)

    def listed(root: Path) -> Iterator[Found]:
        yield from files_below(root)
        yield Found(root / "gone.md", "gone.md", "1:1")

    monkeypatch.setattr(f"{learning.__name__}.files_below", listed)
    assert index.refresh() == 2


def test_a_refresh_that_fails_leaves_the_index_as_it_was(
    open_index: OpenIndex, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index(vault)
    index.refresh()
    rewrite(vault / "one.md", TWO)

    def fail(file: SourceFile) -> Iterator[Document]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"{learning.__name__}.reader_for", lambda _name: fail)
        with pytest.raises(KeyboardInterrupt):
            index.refresh()
    assert sources(index, "threshold") == ["one.md"]
    assert index.refresh() == 2


def test_two_vaults_in_one_database_do_not_mix(open_index: OpenIndex, vault: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", {"one.md": ONE.replace("moderate", "brisk"), "three.md": TWO})
    mine, theirs, both = open_index(vault), open_index(other), open_index(vault, other)
    mine.refresh()
    theirs.refresh()
    assert sources(mine, "threshold") == ["one.md"]
    assert sources(theirs, "threshold") == ["other/one.md"]
    assert "brisk" in theirs.search("threshold", 5)[0].text
    assert sorted(sources(both, "creatine")) == ["sub/two.md", "three.md"]
    (vault / "one.md").unlink()
    mine.refresh()
    assert sources(mine, "threshold") == []
    assert sources(theirs, "threshold") == ["other/one.md"]
    passage = theirs.search("threshold", 1)[0]
    assert theirs.passage(passage.id) is not None
    assert mine.passage("three.md#0") is None


def test_a_folder_given_twice_or_by_another_path_counts_once(
    open_index: OpenIndex, vault: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(vault, target_is_directory=True)
    assert open_index(vault, vault / ".." / "vault", tmp_path / "link").refresh() == 2


def test_no_folders_hold_nothing(open_index: OpenIndex) -> None:
    index = open_index()
    assert (index.refresh(), index.search("threshold", 5), index.passage("one.md#0")) == (0, [], None)


def test_a_damaged_index_is_told_with_a_way_out(open_index: OpenIndex, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "index.sqlite").write_bytes(b"no index at all" * 100)
    with pytest.raises(StoreError) as caught:
        open_index(vault)
    assert "move" in caught.value.next_step
