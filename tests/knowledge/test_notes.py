"""Reading a vault as it really is: every editor's habits, broken files, and privacy that is never lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from consilium.knowledge.notes import LARGEST_NOTE_BYTES, note_files, read_note
from tests.knowledge.vault import make, note_of

BODY = "Body of the note.\n"


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: МПК\naliases: [VO2max, ПК]\ndate: 2026-01-05\n---\n",
        "---\r\ntitle: МПК\r\naliases:\r\n  - VO2max\r\n  - ПК\r\ncreated: 2026-01-05\r\n---\r\n",
        "\ufeff---\ntitle: 'МПК'\naliases: [VO2max, ПК]\ndate: '2026-01-05'\n--- \n",
    ],
)
def test_frontmatter_is_read_as_every_editor_writes_it(tmp_path: Path, head: str) -> None:
    note = note_of(head + BODY, tmp_path)
    assert (note.title, note.aliases, note.date, note.private) == ("МПК", ("VO2max", "ПК"), "2026-01-05", False)
    assert note.text[note.body :] == BODY
    assert not note.text.startswith("\ufeff")


@pytest.mark.parametrize(
    "head",
    [
        "",
        "---\n---\n",
        "---\n- a list\n---\n",
        "---\n{{date}}\n---\n",
        "---\ndate: 2026-02-30\n---\n",
        "---\nx: !!int y\n---\n",
    ],
)
def test_a_note_with_odd_frontmatter_is_still_a_note(tmp_path: Path, head: str) -> None:
    note = note_of(head + BODY, tmp_path)
    assert (note.title, note.private) == ("note", False)
    assert note.text[note.body :] == BODY


@pytest.mark.parametrize(
    "line",
    [
        "private: true",
        "private: yes",
        "private: True",
        'private: "true"',
        "private: 1",
        "private: да",
        "Private: true",
        "private: [health]",
        "private: true # врачу",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "---\n{line}\n---\n",
        "---\r\n{line}\r\n---\r\n",
        "\ufeff---\n{line}\n---\n",
        "---\ntags: [unclosed\n{line}\n---\n",
        "---\ndate: 2026-02-30\n{line}\n---\n",
        "---\n\tkey: tab\n{line}\n---\n",
        "---\ntitle: x: y\n  {line}\n---\n",
        "---\ntitle: never closed\n{line}\n\n",
    ],
)
def test_a_private_note_stays_private_however_broken_its_frontmatter_is(tmp_path: Path, frame: str, line: str) -> None:
    assert note_of(frame.format(line=line) + BODY, tmp_path).private


@pytest.mark.parametrize(
    "line", ["private: false", "private: no", "private:", "private: 'false'", "privately: true", ""]
)
@pytest.mark.parametrize("frame", ["---\n{line}\n---\n", "---\ntags: [unclosed\n{line}\n---\n"])
def test_a_note_that_denies_it_is_not_private(tmp_path: Path, frame: str, line: str) -> None:
    assert not note_of(frame.format(line=line) + BODY, tmp_path).private


def test_the_word_private_in_the_text_makes_no_note_private(tmp_path: Path) -> None:
    assert not note_of("# Note\n\nprivate: true is how notes are marked.\n", tmp_path).private


@pytest.mark.parametrize("content", ["МПК".encode("cp1251"), "МПК".encode("utf-16"), b"x" * (LARGEST_NOTE_BYTES + 1)])
def test_what_is_no_text_or_too_large_is_passed_by(tmp_path: Path, content: bytes) -> None:
    make(tmp_path, {"note.md": content})
    assert read_note(tmp_path / "note.md", tmp_path) is None


def test_a_file_that_cannot_be_read_is_passed_by(tmp_path: Path) -> None:
    assert read_note(tmp_path / "gone.md", tmp_path) is None
    (tmp_path / "folder.md").mkdir()
    assert read_note(tmp_path / "folder.md", tmp_path) is None


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in note_files(folder)]


def test_hidden_folders_and_other_files_are_left_out(tmp_path: Path) -> None:
    files = [
        "a.md",
        "b/c.md",
        ".obsidian/x.md",
        ".trash/old.md",
        "b/.hidden.md",
        "b/.git/y.md",
        "image.png",
        "a.md.bak",
    ]
    make(tmp_path, dict.fromkeys(files, BODY))
    (tmp_path / "folder.md").mkdir()
    assert names(tmp_path) == ["a.md", "b/c.md"]


def test_a_vault_below_a_hidden_folder_is_read(tmp_path: Path) -> None:
    assert names(make(tmp_path / ".vaults" / "mine", {"a.md": BODY})) == ["a.md"]


def test_links_that_go_round_in_circles_end(tmp_path: Path) -> None:
    make(tmp_path, {"a.md": BODY, "b/c.md": BODY})
    (tmp_path / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    assert names(tmp_path) == ["a.md", "b/c.md"]


def test_a_folder_that_is_not_there_holds_no_notes(tmp_path: Path) -> None:
    assert names(tmp_path / "unplugged") == []


def test_a_file_name_in_another_encoding_does_not_stop_the_reading(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xef\xf0\xee.md")
    Path(path).write_text(BODY)
    (found,) = note_files(tmp_path)
    note = read_note(found, tmp_path)
    assert note is not None
    assert note.text == BODY
    note.source.encode()
    note.title.encode()
