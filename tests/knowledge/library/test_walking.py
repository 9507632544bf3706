"""Which files a folder holds: hidden ones and circles left out, odd names kept, an unplugged disk no empty one."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from consilium.knowledge import Library
from consilium.knowledge.library.walking import files_below, is_private
from tests.knowledge.vault import make

BODY = "The lactate threshold improves with steady training at a moderate pace."


def names(folder: Path) -> list[str]:
    return [found.name for found in files_below(folder) if not found.reason]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    files = ["a.md", "b/c.md", ".obsidian/x.md", ".trash/old.md", "b/.hidden.md", "b/.git/y.md", "image.png"]
    make(tmp_path, dict.fromkeys(files, BODY))
    (tmp_path / "folder.md").mkdir()
    assert names(tmp_path) == ["a.md", "b/c.md", "image.png"]


def test_a_vault_below_a_hidden_folder_is_read(tmp_path: Path) -> None:
    assert names(make(tmp_path / ".vaults" / "mine", {"a.md": BODY})) == ["a.md"]


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": BODY})
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    assert names(tmp_path) == ["a.md"]
    assert {found.name for found in files_below(tmp_path) if found.reason} == {"self.md", "dangling.md"}


def test_a_file_name_in_another_encoding_does_not_stop_the_learning(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {"a.md": BODY})
    odd = os.fsdecode(os.fsencode(vault) + b"/\xef\xf0\xee.md")
    Path(odd).write_text(BODY)
    with closing(Library(tmp_path / "index.sqlite")) as library:
        assert len(library.learn([vault]).taken) == 2
        assert all(one.source.id.encode() for one in library.sources())


def test_a_folder_that_is_not_there_now_has_not_been_emptied(tmp_path: Path) -> None:
    vault = make(tmp_path / "disk" / "vault", {"a.md": BODY})
    with closing(Library(tmp_path / "index.sqlite")) as library:
        library.learn([vault])
        (tmp_path / "disk").rename(tmp_path / "unplugged")
        report = library.learn()
        assert report.deleted == ()
        assert [one.file for one in report.skipped] == [str(vault)]
        assert library.search("lactate threshold", 1)[0].source == "a.md"
        (tmp_path / "unplugged").rename(tmp_path / "disk")
        assert library.learn().unchanged == 1


@pytest.mark.parametrize(
    ("name", "pattern", "private"),
    [
        ("Diary/a.md", "Diary", True),
        ("Sport/Diary/2024/a.md", "diary/", True),
        ("Diary of a coach.md", "Diary", False),
        ("a/b.private.md", "*.private.md", True),
        ("Health/x.md", "Health/*.md", True),
        ("Дневник/и\u0306.md", "дневник/й*", True),
        ("Sport/a.md", "", False),
    ],
)
def test_patterns_of_private_files(name: str, pattern: str, private: bool) -> None:
    assert is_private(name, [pattern]) is private
