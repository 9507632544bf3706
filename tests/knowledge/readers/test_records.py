"""Exports for reference managers: MEDLINE's tagged text, RIS and BibTeX, as they are and as they are broken."""

from __future__ import annotations

import pytest

from consilium.knowledge.readers import bibtex, nbib, ris
from consilium.knowledge.readers.file import Incomplete, Reader, SourceFile, Unreadable
from consilium.types.source import Document

NBIB = """
PMID- 50000001
OWN - NLM
DP  - 2018 Feb 3
TI  - A long title that goes on
      in the next line.
LID - 101-7 [pii]
LID - 10.1234/JSS.9 [doi]
AB  - BACKGROUND: Runners often take nitrate before races. METHODS: Twelve
      runners drank juice or a placebo. RESULTS: They ran 1.4 % faster (p = 0.03)
      with juice. CONCLUSIONS: Nitrate helps trained runners in short races.
FAU - Probe, Ann B
AU  - Probe AB
PT  - Journal Article
PT  - Meta-Analysis
MH  - *Nitrates/pharmacology
MH  - Humans
PMC - PMC55
RIN - J Sprint. 2020;1(2):3. PMID: 9

PMID- 50000002
TI  - Another record
AID - 10.1234/jss.10 [doi]
"""
RIS = """TY  - JOUR
AU  - Probe, A.
AU  - Test, B.
TI  - Beetroot juice and running
JO  - J Sprint
PY  - 2017/05//
DO  - https://doi.org/10.1234/JSS.3
AB  - Цель. Оценить влияние сока свёклы на бег тренированных людей. Методы. 24 бегуна были случайным образом
распределены на две группы по двенадцать человек.
Результаты. Время бега сократилось на 1,4 % в основной группе исследования.
UR  - https://pubmed.ncbi.nlm.nih.gov/50000003/
ER  -
TY - JOUR
TI - A record with one space
M3 - Systematic Review
ID - key7
TY  - BOOK
T1  - The last one, never ended
"""
BIBTEX = r"""@string{jss = "Journal of Sprint Science"}
@article{mueller2019, title = {Caf{\'e} und {VO}$_2$max: {\"U}ber L{\"a}ufer},
 author = {M{\"u}ller, J{\"o}rg and Garc{\'\i}a, A.}, journal = jss, year = 2019,
 month = mar, doi = {10.1234/JSS.4}, keywords = {running, caffeine}}
@article{broken, title = {Never closed, year = 2001}
@misc{pre, title = "A preprint about running, and about 50\% of it",
 eprint = {2001.00001}, archivePrefix = {arXiv}, date = {2020-01-05}}
@article{pre, title = {A second entry of the same key}}
@comment{not an entry}
"""


def documents(reader: Reader, text: str, name: str) -> list[Document]:
    return list(reader(SourceFile(name, text.encode())))


def test_nbib_joins_lines_and_finds_ids_labels_and_the_retraction() -> None:
    first, second = documents(nbib.read, NBIB, "refs.nbib")
    source = first.source
    assert (source.id, source.title) == ("50000001", "A long title that goes on in the next line")
    assert source.ids == {"pmid": "50000001", "pmcid": "PMC55", "doi": "10.1234/jss.9"}
    assert (source.date, source.authors) == ("2018-02-03", ("Probe, Ann B",))
    assert (source.grading.study, source.grading.grade) == ("meta-analysis", 7)
    assert source.flags[0].reason == "see J Sprint. 2020;1(2):3. PMID: 9"
    assert [one.section for one in first.stretches] == ["BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"]
    assert [one.label for one in first.stretches] == ["BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"]
    assert (second.source.ids["doi"], second.stretches) == ("10.1234/jss.10", ())


def test_ris_without_end_tags_loses_no_record() -> None:
    first, second, third = documents(ris.read, RIS, "lib/refs.ris")
    assert (first.source.id, first.source.year, first.source.language) == ("50000003", 2017, "ru")
    assert first.source.ids["doi"] == "10.1234/jss.3"
    assert [(one.section, one.label) for one in first.stretches] == [
        ("Цель", "OBJECTIVE"),
        ("Методы", "METHODS"),
        ("Результаты", "RESULTS"),
    ]
    assert first.source.grading.study == "rct"
    assert first.source.population.startswith("24 бегуна")
    assert (second.source.id, second.source.grading.rule) == ("lib/refs.ris#key7", "RIS: Systematic Review")
    assert (third.source.id, third.source.title) == ("lib/refs.ris#3", "The last one, never ended")


def test_bibtex_gives_letters_for_accents_and_names_the_lines_of_what_is_broken() -> None:
    given: list[Document] = []
    with pytest.raises(Incomplete, match=r"5$"):
        given.extend(bibtex.read(SourceFile("refs.bib", BIBTEX.encode())))
    first, second, third = given
    assert first.source.title == "Café und VO₂max: Über Läufer"
    assert first.source.authors == ("Müller, Jörg", "García, A.")
    assert (first.source.id, first.source.date) == ("doi:10.1234/jss.4", "2019-03")
    assert first.source.properties == {"journal": "Journal of Sprint Science", "keywords": "running; caffeine"}
    assert second.source.title == "A preprint about running, and about 50% of it"
    assert (second.source.ids["citekey"], second.source.date) == ("pre", "2020-01-05")
    assert [flag.name for flag in second.source.flags] == ["preprint", "abstract-only"]
    assert third.source.title == "A second entry of the same key"


def test_bibtex_keeps_what_latex_would_take_for_a_comment_or_a_command() -> None:
    text = r"@article{a, title = {A 5% rise, or 6\% {\"a}}, doi = {10.1234/a_b}, "
    text += r"url = {https://x.org/%7Ea_b}, abstract = {1% & 2\%}}"
    (document,) = documents(bibtex.read, text, "a.bib")
    assert document.source.title == "A 5% rise, or 6% ä"
    assert document.source.ids == {"doi": "10.1234/a_b", "url": "https://x.org/%7Ea_b", "citekey": "a"}
    assert document.text.endswith("1% & 2%")


def test_a_title_alone_is_quoted_only_where_it_is_long_enough() -> None:
    long, short = "Nitrate does not change the economy of well-trained runners", "Nitrate"
    for title, count in ((long, 1), (short, 0)):
        (document,) = documents(ris.read, f"TY  - JOUR\nTI  - {title}\nER  - \n", "a.ris")
        assert len(document.stretches) == count
        assert document.text == title


def test_offsets_point_at_the_quoted_text() -> None:
    found = [*documents(nbib.read, NBIB, "a.nbib"), *documents(ris.read, RIS, "a.ris")]
    for document in found:
        for stretch in document.stretches:
            text = document.text[stretch.start : stretch.end]
            assert text == text.strip()
            assert len(text) >= 40


@pytest.mark.parametrize(
    ("reader", "data", "reason"),
    [
        (nbib.read, b"nothing tagged here", "no MEDLINE record"),
        (ris.read, b"nothing tagged here", "no RIS record"),
        (ris.read, b"", "no RIS record"),
        (bibtex.read, b"nothing of a bibliography", "no BibTeX record"),
        (bibtex.read, b"@article{a, title = {never closed", "broken BibTeX"),
        (ris.read, bytes(range(32)) * 40, "."),
        (nbib.read, b"\x89PNG\r\n\x1a\n" + bytes(200), "."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(reader: Reader, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        list(reader(SourceFile("x", data)))
