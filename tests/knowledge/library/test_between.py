"""What stands between sources: links that find their notes, and papers that are there twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from consilium.knowledge import Library, SourceVerifier
from consilium.knowledge.quotes import check_text
from consilium.types.evidence import Citation
from tests.knowledge.vault import make

SAID = "Training at the lactate threshold raised endurance in twelve trained cyclists over eight weeks."


def ris(title: str, doi: str, *, year: int = 2020, abstract: str = SAID) -> str:
    fields = (
        "TY  - JOUR",
        f"TI  - {title}",
        "AU  - Petrov, Ivan",
        f"PY  - {year}",
        f"DO  - {doi}",
        f"AB  - {abstract}",
    )
    return "\n".join((*fields, "ER  - ", ""))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library(tmp_path / "home" / "index.sqlite")) as opened:
        yield opened


def leads(library: Library) -> set[tuple[str, str]]:
    """Which source links to which."""
    query = "SELECT a.id, b.id FROM links l JOIN sources a ON a.key = l.source JOIN sources b ON b.key = l.to_source"
    return set(library._db.execute(query))


def doubles(library: Library) -> dict[str, list[str]]:
    return {
        one.source.id: [flag.name for flag in one.source.flags if flag.name == "duplicate"] for one in library.sources()
    }


def test_links_find_notes_by_name_alias_and_spelling_whenever_these_come(library: Library, tmp_path: Path) -> None:
    vault = make(
        tmp_path / "vault",
        {"map.md": f"{SAID} [[Анаэробный порог]], [[ПАНО|порог]], [[nowhere]]."},
    )
    library.learn([vault])
    assert leads(library) == set()
    make(vault, {"deep/Анаэробный_порог.md": f"---\naliases: [ПАНО]\n---\n{SAID}"})
    library.learn()
    assert leads(library) == {("map.md", "deep/Анаэробный_порог.md")}
    (vault / "deep/Анаэробный_порог.md").unlink()
    library.learn()
    assert leads(library) == set()


def test_a_paper_from_two_databases_counts_once(library: Library, tmp_path: Path) -> None:
    title = "Threshold training raises endurance in trained cyclists"
    folder = make(tmp_path / "papers", {"a.ris": ris(title, "10.1/x"), "b.ris": ris(f"{title}.", "10.1/X")})
    library.learn([folder])
    found = doubles(library)
    assert len(found) == 2
    assert sorted(found.values()) == [[], ["duplicate"]]


def test_when_the_first_of_two_goes_the_other_is_no_duplicate_any_more(library: Library, tmp_path: Path) -> None:
    title = "Threshold training raises endurance in trained cyclists"
    folder = make(tmp_path / "papers", {"a.ris": ris(title, "10.1/x"), "b.ris": ris(title, "10.1/x")})
    library.learn([folder])
    (folder / "a.ris").unlink()
    library.learn()
    library.learn()
    assert list(doubles(library).values()) == [[]]


def test_different_papers_are_no_duplicates(library: Library, tmp_path: Path) -> None:
    one = ris("Threshold training in cyclists: part I", "10.1/x")
    two = ris("Threshold training in cyclists: part II", "10.1/y")
    library.learn([make(tmp_path / "papers", {"a.ris": one, "b.ris": two})])
    assert list(doubles(library).values()) == [[], []]


SIGNPOST = "Compare with [[Dietary nitrate]] and [[Creatine]]."


def test_a_signpost_is_quoted_rightly_and_never_found_or_counted(library: Library, tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {"note.md": f"{SAID}\n\n{SIGNPOST}\n\n%%{SIGNPOST} secret%%\n"})
    library.learn([vault])
    assert library.size == 2
    assert SIGNPOST not in [one.text for one in library.search("compare with nitrate and creatine", 9)]
    assert [one.text for one in library.of_source("note.md", slight=True) if not one.private] == [SAID, SIGNPOST]
    checked = SourceVerifier(library).verify(Citation("note", SIGNPOST))
    assert (checked.check, checked.quote) == ("exact", SIGNPOST)
    assert SourceVerifier(library).verify(Citation("note", f"{SIGNPOST} secret")).check == "missing"


def test_words_of_another_source_than_the_named_one_are_missing_there(library: Library, tmp_path: Path) -> None:
    other = "Sleep extension improved sprint times in ten collegiate basketball players."
    library.learn([make(tmp_path / "vault", {"one.md": SAID, "two.md": other})])
    verifier = SourceVerifier(library)
    for named, check in (("[[one]]", "missing"), ("[[two]]", "exact"), ("", "exact"), ("[[no such note]]", "exact")):
        (checked,) = check_text(f"It is written “{other}” {named}", verifier)
        assert checked.citation.check == check, named
    slip = verifier.verify(Citation("one.md#0", other))
    assert (slip.check, slip.source) == ("exact", "two.md"), "a member's slip over an id is put right"
