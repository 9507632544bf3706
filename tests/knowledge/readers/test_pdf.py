"""Papers in PDF: places, paragraphs, headings, what is left out, what the first page says, and refusals."""

from __future__ import annotations

import pytest

from consilium.knowledge.readers.cutting import LONGEST
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.pdf import read
from consilium.types.source import Document
from tests.knowledge.readers.pdf_files import Line, latin_pdf, picture_pdf, unicode_pdf

HEADER = ("Journal of Sprint Science 12 (2018) 101", 8)
INTRODUCTION = [
    "Repeated sprints are limited by the resynthesis of phosphocreatine between bouts,",
    "and supplements that raise its stores have been proposed for many years. Whether",
    "they help trained runners is not known.",
]
METHODS = [
    "Sixteen trained male runners were randomly assigned to creatine or placebo for five",
    "days. They ran ten sprints of forty metres before and after the supplementa-",
    "tion period, and times were taken by photocells.",
]
RESULTS = [
    "Mean sprint time fell by 1.4 % with creatine and did not change with placebo",
    "(p = 0.03), and the last three sprints were faster in every single runner.",
]
REFERENCES = [
    "1. Nobody A. A paper that must never be quoted from a list of references. 2001.",
    "2. Somebody B. Another paper that must never be quoted as evidence. 2002.",
]


def body(*lines: str) -> list[Line]:
    return [(line, 11) for line in lines]


def paper() -> bytes:
    front = [HEADER, ("Creatine and repeated sprints", 20), ("in trained runners", 20), ("doi: 10.1234/JSS.2018.77", 9)]
    one = [*front, *body("Introduction", *INTRODUCTION, "2. Methods", "2.1 Protocol", *METHODS), ("Page 1 of 3", 8)]
    two = [HEADER, *body("3. Results", *RESULTS, "Received 3 May 2017; accepted 2 January 2018"), ("Page 2 of 3", 8)]
    three = [HEADER, *body("References", *REFERENCES, "Appendix A", *INTRODUCTION), ("Page 3 of 3", 8)]
    return latin_pdf([one, two, three])


def only(data: bytes, name: str = "papers/creatine.pdf") -> Document:
    (document,) = read(SourceFile(name, data))
    return document


def quoted(document: Document) -> list[str]:
    return [document.text[stretch.start : stretch.end] for stretch in document.stretches]


def test_paragraphs_are_quoted_with_page_heading_and_role() -> None:
    document = only(paper())
    found = {
        (stretch.place, stretch.section, stretch.label): document.text[stretch.start : stretch.end]
        for stretch in document.stretches
    }
    assert found["p. 1", "Introduction", "BACKGROUND"] == "\n".join(INTRODUCTION)
    assert found["p. 1", "2.1 Protocol", "METHODS"] == "\n".join(METHODS)
    assert found["p. 2", "3. Results", "RESULTS"].startswith("\n".join(RESULTS))
    assert found["p. 3", "Appendix A", ""] == "\n".join(INTRODUCTION)


def test_furniture_and_references_are_in_the_text_but_not_quoted() -> None:
    document = only(paper())
    together = "\n".join(quoted(document))
    for left_out in ("Journal of Sprint Science", "Page 2 of 3", "never be quoted"):
        assert left_out in document.text
        assert left_out not in together


def test_the_front_page_names_title_year_and_doi() -> None:
    source = only(paper()).source
    assert source.title == "Creatine and repeated sprints in trained runners"
    assert (source.id, source.year, source.ids["doi"]) == ("doi:10.1234/jss.2018.77", 2018, "10.1234/jss.2018.77")
    assert (source.provenance, source.format, source.language) == ("paper", "pdf", "en")
    assert source.grading.study == "rct"
    assert source.grading.rule == "methods: “were randomly assigned”"
    assert source.population.startswith("Sixteen trained male runners")
    assert "abstract-only" not in {flag.name for flag in source.flags}


def test_metadata_name_the_title_unless_they_name_a_file() -> None:
    page = [("What stands largest on the page", 18), *body(*INTRODUCTION)]
    assert only(latin_pdf([page], title="Sprints and supplements")).source.title == "Sprints and supplements"
    assert only(latin_pdf([page], title="Microsoft Word - v3.doc")).source.title == "What stands largest on the page"


def test_a_journal_in_the_largest_type_is_no_title() -> None:
    page = [("Journal of Sprint Science", 24), ("Nitrate and running economy", 16), *body(*INTRODUCTION)]
    assert only(latin_pdf([page], subject="Journal of Sprint Science, 3 (2018) 1-5")).source.title == page[1][0]


def test_keywords_and_tables_of_contents_are_no_findings() -> None:
    contents = "1 What we did with all the runners " + ". " * 20 + "5"
    page = body(
        contents, "Results: " + RESULTS[0], RESULTS[1], "Key words: running, creatine, sprint, repeated sprints"
    )
    document = only(latin_pdf([page]))
    assert [(one.section, one.label) for one in document.stretches] == [("Results", "RESULTS"), ("Key words", "")]
    assert contents.strip() in document.text


def test_a_paper_without_ids_is_named_by_its_file() -> None:
    assert only(latin_pdf([body(*INTRODUCTION)]), "a/b.pdf").source.id == "a/b.pdf"


def test_inline_labels_of_an_abstract_are_its_headings() -> None:
    page = body("Background: " + INTRODUCTION[0], *INTRODUCTION[1:], "Results: " + RESULTS[0], RESULTS[1])
    assert [stretch.label for stretch in only(latin_pdf([page])).stretches] == ["BACKGROUND", "RESULTS"]


def test_russian_papers_are_read() -> None:
    page = [
        "Введение",
        "Интервальные тренировки повышают максимальное потребление кислорода у бегунов,",
        "но их влияние на экономичность бега остаётся предметом споров среди физиологов.",
        "Результаты исследования",
        "Потребление кислорода выросло на 5,2 % в основной группе и не изменилось в контроле.",
        "Список литературы",
        "1. Никто Н. Н. Статья, которую нельзя цитировать из списка литературы, 2001.",
    ]
    document = only(unicode_pdf([page]))
    assert document.source.language == "ru"
    assert [(stretch.section, stretch.label) for stretch in document.stretches] == [
        ("Введение", "BACKGROUND"),
        ("Результаты исследования", "RESULTS"),
    ]
    assert quoted(document)[1] == page[4]


def test_long_paragraphs_are_cut_at_ends_of_sentences() -> None:
    sentence = "The runners of this group trained three times a week at a high intensity."
    document = only(latin_pdf([body(*[sentence] * 40)]))
    for text in quoted(document):
        assert len(text) <= LONGEST
        assert text.endswith("intensity.")
    assert len(quoted(document)) > 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (latin_pdf([body(*INTRODUCTION)], password="secret"), "password"),
        (picture_pdf(), "OCR"),
        (b"", "broken PDF"),
        (b"%PDF-1.7\nnothing of a PDF follows", "broken PDF"),
        (paper()[:700], "PDF"),
        (bytes(range(256)) * 8, "broken PDF"),
    ],
    ids=["encrypted", "scanned", "empty", "no objects", "cut off", "binary"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        list(read(SourceFile("x.pdf", data)))
