"""Frontmatter as every editor writes it, broken frontmatter, and privacy that is never lost."""

from __future__ import annotations

import pytest

from consilium.knowledge.obsidian.frontmatter import read_frontmatter
from consilium.types.source import Grading
from tests.knowledge.torture.vault import document

BODY = "Body of the note.\n"


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: МПК\naliases: [VO2max, ПК]\ndate: 2026-01-05\n---\n",
        "---\r\ntitle: МПК\r\naliases:\r\n  - VO2max\r\n  - ПК\r\ncreated: 2026-01-05\r\n---\r\n",
        "\ufeff---\ntitle: 'МПК'\nalias: [VO2max, ПК]\ndate: '05.01.2026'\n--- \n",
        "---\nTitle: МПК\nAliases: [VO2max, ПК]\nсоздано: 5 января 2026 г.\n---\n",
    ],
)
def test_frontmatter_is_read_as_every_editor_writes_it(head: str) -> None:
    note = document("folder/note.md", head + BODY)
    source = note.source
    assert (source.id, source.title, source.aliases) == ("folder/note.md", "МПК", ("VO2max", "ПК"))
    assert (source.date, source.year, source.private) == ("2026-01-05", 2026, False)
    assert note.text == (head + BODY).removeprefix("\ufeff")
    assert note.text[read_frontmatter(note.text).body :] == BODY


@pytest.mark.parametrize(
    "head",
    [
        "",
        "---\n---\n",
        "---\n- a list\n---\n",
        "---\n{{date}}\n---\n",
        "---\ndate: 2026-02-30\n---\n",
        "---\nx: !!int y\n---\n",
        f"---\nx: {'[' * 1000}\n---\n",
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        f"---\nx: {'y' * 200_000}\n---\n",
    ],
)
def test_a_note_with_odd_frontmatter_is_still_a_note(head: str) -> None:
    note = document("note.md", head + BODY)
    assert (note.source.title, note.source.private) == ("note", False)
    assert note.text[read_frontmatter(note.text).body :] == BODY


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
@pytest.mark.parametrize("name", ["note.md", "note.txt"])
def test_a_private_note_stays_private_however_broken_its_frontmatter_is(name: str, frame: str, line: str) -> None:
    assert document(name, frame.format(line=line) + BODY).source.private


@pytest.mark.parametrize(
    "line", ["private: false", "private: no", "private:", "private: 'false'", "privately: true", ""]
)
@pytest.mark.parametrize("frame", ["---\n{line}\n---\n", "---\ntags: [unclosed\n{line}\n---\n"])
def test_a_note_that_denies_it_is_not_private(frame: str, line: str) -> None:
    assert not document("note.md", frame.format(line=line) + BODY).source.private


def test_the_word_private_in_the_text_makes_no_note_private() -> None:
    assert not document("note.md", "# Note\n\nprivate: true is how notes are marked.\n").source.private


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("tags: [сон, '#Сон', a/b]", ("сон", "a/b")),
        ("tags: one, two three", ("one", "two", "three")),
        ("tags:\n  - x\n  - 2024", ("x", "2024")),
        ("tag: '#solo'", ("solo",)),
        ("tags:", ()),
    ],
)
def test_tags_come_as_lists_or_lines(written: str, expected: tuple[str, ...]) -> None:
    assert document("note.md", f"---\n{written}\n---\n{BODY}").source.tags == expected


def test_only_links_in_quotation_marks_are_links_of_properties() -> None:
    text = '---\nup: "[[A|a]]"\nraw: [[B]]\nlist:\n  - "see [[C#h]]"\n---\n' + BODY
    assert [(link.target, link.heading) for link in document("note.md", text).links] == [("A", ""), ("C", "h")]


@pytest.mark.parametrize(
    ("line", "grading"),
    [
        ("study: rct", Grading("rct", "frontmatter: study")),
        ("study: Meta-Analysis", Grading("meta-analysis", "frontmatter: study")),
        ("study: систематический обзор", Grading("systematic-review", "frontmatter: study")),
        ("type: RCT", Grading("rct", "frontmatter: type")),
        ("type: evidence", Grading()),
        ("study: [a, b]", Grading()),
    ],
)
def test_a_note_on_a_paper_names_its_study_type(line: str, grading: Grading) -> None:
    assert document("note.md", f"---\n{line}\n---\n{BODY}").source.grading == grading


def test_a_note_on_a_paper_names_its_ids_authors_and_year() -> None:
    text = "---\ndoi: https://doi.org/10.1000/abc.1\npmid: 123\nauthors: [A. One, B. Two]\nyear: 2019\n---\n" + BODY
    source = document("note.md", text).source
    assert source.ids == {"doi": "10.1000/abc.1", "pmid": "123"}
    assert (source.authors, source.year, source.date) == (("A. One", "B. Two"), 2019, "2019")
    assert source.provenance == "own"


def test_a_daily_note_has_the_date_of_its_name() -> None:
    assert document("Дневник/2024-03-12.md", BODY).source.date == "2024-03-12"
