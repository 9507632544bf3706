"""Links that lead nowhere, or to themselves, are told and harm nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from consilium.knowledge import Library


def test_a_link_to_itself_does_not_end_the_learning(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "round.md").symlink_to(vault / "round.md")
    (vault / "nowhere.md").symlink_to(tmp_path / "not there.md")
    (vault / "note.md").write_text("Sleep restores what training took.", encoding="utf-8")
    with closing(Library(tmp_path / "home" / "index.sqlite")) as library:
        report = library.learn([vault])
    assert [one.source for one in report.taken] == ["note.md"]
    assert sorted(one.file for one in report.skipped) == ["nowhere.md", "round.md"]
