"""PubMed's XML, as efetch gives it: every field that grading, search and citation use."""

from __future__ import annotations

import pytest

from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.xml import read
from consilium.types.source import Document, Flag

DOCTYPE = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN"'
    ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_240101.dtd">\n'
)
TRIAL = """
<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">40000001</PMID>
<Article PubModel="Print"><Journal><JournalIssue><PubDate><Year>2019</Year><Month>Mar</Month><Day>7</Day></PubDate>
</JournalIssue><Title>Journal of sprint science</Title></Journal>
<ArticleTitle>Creatine raises VO<sub>2</sub>max in <i>trained</i> runners.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.1234/JSS.2019.1</ELocationID>
<Abstract>
<AbstractText Label="AIMS" NlmCategory="OBJECTIVE">To learn whether creatine helps runners who train every
day.</AbstractText>
<AbstractText Label="PARTICIPANTS" NlmCategory="METHODS">Sixteen trained runners (10<sup>3</sup> km a year) took
part. They
were randomised.</AbstractText>
<AbstractText Label="MAIN FINDINGS" NlmCategory="UNASSIGNED">VO<sub>2</sub>max rose by 4&#160;% (p &lt; 0.05) with
creatine.</AbstractText>
<AbstractText Label="FUNDING" NlmCategory="UNASSIGNED">The university of nowhere paid for all of this
work.</AbstractText>
</Abstract>
<AuthorList CompleteYN="Y"><Author><LastName>Probe</LastName><ForeName>Ann B</ForeName><Initials>AB</Initials></Author>
<Author><CollectiveName>Sprint Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList></Article>
<MeshHeadingList><MeshHeading><DescriptorName UI="D006801">Humans</DescriptorName></MeshHeading>
<MeshHeading><DescriptorName UI="D003401">Creatine</DescriptorName><QualifierName>pharmacology</QualifierName>
</MeshHeading>
</MeshHeadingList><KeywordList><Keyword>sprint</Keyword></KeywordList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">40000001</ArticleId>
<ArticleId IdType="doi">10.1234/JSS.2019.1</ArticleId>
<ArticleId IdType="pmc">PMC123</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="pubmed">7</ArticleId>
<ArticleId IdType="doi">10.9999/other</ArticleId>
</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
"""
RETRACTED = """
<PubmedArticle><MedlineCitation><PMID Version="1">40000002</PMID><Article><Journal><JournalIssue><PubDate>
<MedlineDate>2001 Jan-Feb</MedlineDate></PubDate></JournalIssue></Journal><ArticleTitle>Rats run faster.</ArticleTitle>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType><PublicationType>Preprint</PublicationType>
</PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Sprint. 2003;4:5</RefSource>
<PMID>8</PMID>
</CommentsCorrections><CommentsCorrections RefType="ExpressionOfConcernIn"><PMID>9</PMID></CommentsCorrections>
<CommentsCorrections RefType="Cites"><RefSource>Nothing</RefSource></CommentsCorrections></CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName>Animals</DescriptorName></MeshHeading><MeshHeading>
<DescriptorName>Rats</DescriptorName>
</MeshHeading></MeshHeadingList></MedlineCitation></PubmedArticle>
"""
PLAIN = """
<PubmedArticle><MedlineCitation><PMID>40000003</PMID><Article><ArticleTitle></ArticleTitle><Abstract>
<AbstractText>Interval
training is common among runners. However, its effect on economy is unclear. We aimed to determine whether economy
improves
with it. Thirty runners were recruited and trained for eight weeks. Running economy was measured on a treadmill
before and
after. Economy improved by 3.1 % (p = 0.02) in the group that trained. No runner was injured. Interval training improves
running economy and may be recommended.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>
"""


def documents(*articles: str, wrapped: bool = True) -> list[Document]:
    inside = "".join(articles)
    text = f"{DOCTYPE}<PubmedArticleSet>{inside}</PubmedArticleSet>" if wrapped else inside.strip()
    return list(read(SourceFile("export.xml", text.encode())))


def test_a_structured_abstract_keeps_its_labels() -> None:
    (document,) = documents(TRIAL)
    found = [(one.section, one.label, document.text[one.start : one.end]) for one in document.stretches]
    assert found == [
        ("AIMS", "OBJECTIVE", "To learn whether creatine helps runners who train every day."),
        ("PARTICIPANTS", "METHODS", "Sixteen trained runners (10³ km a year) took part. They were randomised."),
        ("MAIN FINDINGS", "RESULTS", "VO₂max rose by 4 % (p < 0.05) with creatine."),
        ("FUNDING", "", "The university of nowhere paid for all of this work."),
    ]


def test_the_source_is_graded_and_described() -> None:
    (document,) = documents(TRIAL)
    source = document.source
    assert (source.id, source.title) == ("40000001", "Creatine raises VO₂max in trained runners")
    assert source.ids == {"pmid": "40000001", "doi": "10.1234/jss.2019.1", "pmcid": "PMC123"}
    assert (source.year, source.date) == (2019, "2019-03-07")
    assert source.authors == ("Probe, Ann B", "Sprint Group")
    assert source.grading.rule == "PublicationType: Randomized Controlled Trial"
    assert source.grading.grade == 6
    assert source.population == "Sixteen trained runners (10³ km a year) took part."
    assert source.properties["mesh"] == "Humans; Creatine"
    assert source.flags == (Flag("abstract-only", "no full text"),)


def test_retractions_concerns_preprints_and_animals_are_flagged() -> None:
    (document,) = documents(RETRACTED)
    assert {flag.name: flag.reason for flag in document.source.flags} == {
        "retracted": "see J Sprint. 2003;4:5",
        "concern": "see PMID 9",
        "preprint": "not peer-reviewed: Preprint",
        "animal-only": "MeSH has Animals and not Humans",
        "abstract-only": "neither full text nor abstract",
    }
    assert (document.source.year, document.source.date) == (2001, "2001")
    assert document.stretches == ()


def test_an_abstract_without_labels_falls_into_runs_of_sentences() -> None:
    (document,) = documents(PLAIN)
    labels = [stretch.label for stretch in document.stretches]
    assert labels[-1] == "CONCLUSIONS"
    assert {"METHODS", "RESULTS"} < set(labels)
    assert document.text.startswith("Interval training is common")
    assert "\n" not in document.text
    assert document.source.title == "40000003"


def test_one_article_alone_is_an_export_too() -> None:
    assert [document.source.id for document in documents(TRIAL, wrapped=False)] == ["40000001"]
    assert [document.source.id for document in documents(TRIAL, RETRACTED)] == ["40000001", "40000002"]


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<PubmedArticleSet>&c;</PubmedArticleSet>"""
OUTSIDE = """<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]><PubmedArticleSet>&file;</PubmedArticleSet>"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        (f"<PubmedArticleSet>{TRIAL}"[:900], "broken XML at line"),
        ("<html><body/></html>", "another kind"),
        ("", "broken XML"),
        ('<?xml version="1.0" encoding="klingon"?><PubmedArticleSet/>', "broken XML"),
    ],
    ids=["bomb", "outside entity", "cut off", "other XML", "empty", "unknown encoding"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        list(read(SourceFile("export.xml", text.encode())))
