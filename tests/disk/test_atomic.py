"""Replacing a file: a reader sees the old one or the new one, and nothing else is left behind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.disk import write_atomic
from tests.types.calm import CALM


class PowerCut(BaseException):
    """Not an Exception on purpose: an interrupt must leave no trace either."""


def cut(*_: object, **__: object) -> NoReturn:
    raise PowerCut


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"])
@pytest.mark.parametrize("before", ["the old text", None])
def test_an_interrupted_write_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, before: str | None
) -> None:
    path = tmp_path / "note.md"
    if before is not None:
        path.write_text(before)
    monkeypatch.setattr(where, cut)
    with pytest.raises(PowerCut):
        write_atomic(path, "the new text")
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == ([] if before is None else ["note.md"])
    assert before is None or path.read_text() == before


def test_a_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomic(path, "half an emoji \ud83d")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def test_the_text_is_on_disk_before_it_takes_the_files_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    path = tmp_path / "note.md"
    sync = os.fsync

    def watched(handle: int) -> None:
        synced.append(path.exists())
        sync(handle)

    monkeypatch.setattr("os.fsync", watched)
    write_atomic(path, "text")
    assert synced == [False]


@settings(CALM, max_examples=50)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_text_is_written_byte_for_byte(tmp_path: Path, text: str) -> None:
    write_atomic(tmp_path / "a" / "b.md", text)
    assert (tmp_path / "a" / "b.md").read_bytes() == text.encode()
    assert len(list((tmp_path / "a").iterdir())) == 1


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_permissions_are_the_ones_asked_for(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys"
    write_atomic(path, "old", mode=0o666)
    write_atomic(path, "new", mode=mode)
    assert path.stat().st_mode & 0o777 == mode


def test_a_name_as_long_as_the_disk_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("й" * 126 + ".md")
    write_atomic(path, "text")
    assert path.read_text() == "text"


def test_a_reader_that_holds_the_old_file_open_goes_on_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("old")
    with path.open() as reader:
        write_atomic(path, "new")
        assert reader.read() == "old"
    assert path.read_text() == "new"
