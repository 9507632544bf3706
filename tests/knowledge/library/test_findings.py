"""Findings follow their notes: learned, looked up in two languages, contradicted, dropped."""

from __future__ import annotations

from pathlib import Path

from consilium.knowledge import Library

UP = "Caffeine increased VO2max by 4 % in 40 trained cyclists."
NONE = "Кофеин не влияет на МПК у тренированных бегунов."
MODEL = ">[!nexus_agent] **Assistant · model** - 27.04.2025 at 16:57\n> Caffeine decreased VO2max in runners.\n"


def write(folder: Path, **notes: str) -> None:
    for name, text in notes.items():
        (folder / f"{name}.md").write_text(f"# {name}\n\n{text}\n", encoding="utf-8")


def test_findings_come_with_their_sentence_and_go_with_their_note(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    write(vault, Up=UP, Nothing=NONE, Chat=MODEL)
    library = Library(tmp_path / "index.db", [vault])
    library.refresh()
    rows = library.findings("Повышает ли кофеин МПК?")
    assert {row.sentence for row in rows} == {UP, NONE}
    assert all(0 < row.weight <= 1 for row in rows)
    (vault / "Up.md").unlink()
    library.refresh()
    assert [row.sentence for row in library.findings("Does caffeine raise VO2max?")] == [NONE]
    library.close()


def test_a_new_note_is_set_against_what_was_known(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    write(vault, Up=UP)
    library = Library(tmp_path / "index.db")
    assert library.learn([vault]).contradictions == ()
    write(vault, Nothing=NONE)
    (found,) = library.learn([vault]).contradictions
    assert (found.new.source, found.known.source) == ("Nothing.md", "Up.md")
    assert found.about == "caffeine → vo2max"
    assert library.learn([vault]).contradictions == ()
    library.close()


def test_a_private_note_hides_no_open_one_that_says_the_same(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    write(vault, Up=UP)
    (vault / "Secret.md").write_text(
        "---\nprivate: true\nstudy: meta-analysis\n---\n\nIn 900 runners caffeine increased VO2max.\n"
    )
    library = Library(tmp_path / "index.db")
    library.learn([vault])
    write(vault, Nothing=NONE)
    found = library.learn([vault]).contradictions
    assert {one.known.source for one in found if not one.known.private} == {"Up.md"}
    library.close()


def test_a_bibliography_with_a_broken_entry_is_taken_and_told_of(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(
        "@misc{a, title = {Nitrate does not change the economy of trained runners}}\n@misc{b, title = {x"
    )
    library = Library(tmp_path / "index.db")
    report = library.learn([tmp_path / "refs.bib"])
    assert [one.passages for one in report.taken] == [1]
    assert [(one.file, one.reason[-1]) for one in report.skipped] == [("refs.bib", "2")]
    assert library.learn([tmp_path / "refs.bib"]).taken == ()
    library.close()
