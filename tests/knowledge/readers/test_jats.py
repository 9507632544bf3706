"""Articles in JATS: front matter, sections of the body, and what is no running text."""

from __future__ import annotations

from consilium.knowledge.readers.file import SourceFile
from consilium.knowledge.readers.xml import read
from consilium.types.source import Document

ARTICLE = """<article article-type="{kind}" xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta>
<journal-title-group><journal-title>Open Sprints</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="pmc">777</article-id><article-id pub-id-type="doi">10.1234/OS.5</article-id>
<title-group><article-title>Caffeine before sprints<xref ref-type="fn">*</xref></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Test</surname><given-names>Eva</given-names></name>
</contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><day>2</day><month>11</month><year>2020</year></pub-date>
<pub-date pub-type="ppub"><year>2021</year></pub-date>{related}
<abstract><sec><title>Background</title><p>Caffeine is taken by many sprinters before they compete.</p></sec>
<sec><title>Results</title><p>Sprint time fell by 1.1 % with caffeine in this trial.</p></sec></abstract>
<abstract abstract-type="graphical"><p>A picture that nobody can quote in words at all.</p></abstract>
<kwd-group><kwd>caffeine</kwd></kwd-group></article-meta></front>{body}</article>"""
BODY = """<body><sec sec-type="intro"><title>Introduction</title><p>Caffeine blocks receptors of adenosine
<xref ref-type="bibr">1</xref>, as is well known [<xref ref-type="bibr">2</xref>, <xref
ref-type="bibr">3</xref>].</p></sec>
<sec><title>Materials and methods</title><sec><title>Participants</title>
<p>Twelve sprinters aged 20 to 25 years were randomly
allocated (<xref ref-type="fig">Fig. 1</xref>).</p><fig><caption><p>A caption that must not be quoted as text.</p>
</caption></fig>
<table-wrap><table><tr><td>A table that must not be quoted as text.</td></tr></table></table-wrap></sec></sec>
<sec sec-type="results"><title>What we saw</title><p>All of them ran faster<sup><xref ref-type="bibr">4</xref>
</sup> than they did
before, by 10<sup>−2</sup> s.</p></sec></body><back><ref-list><ref>
<mixed-citation>Nobody, A. Not to be quoted.</mixed-citation>
</ref></ref-list></back>"""
RETRACTION = '<related-article related-article-type="retraction-forward" xlink:href="10.1234/OS.9"/>'


def only(*, kind: str = "research-article", body: str = BODY, related: str = "") -> Document:
    text = ARTICLE.format(kind=kind, body=body, related=related)
    (document,) = read(SourceFile("papers/os5.nxml", text.encode()))
    return document


def quoted(document: Document) -> list[tuple[str, str, str]]:
    return [(one.section, one.label, document.text[one.start : one.end]) for one in document.stretches]


def test_sections_of_abstract_and_body_are_quoted_without_marks_of_citations() -> None:
    assert quoted(only()) == [
        ("Background", "BACKGROUND", "Caffeine is taken by many sprinters before they compete."),
        ("Results", "RESULTS", "Sprint time fell by 1.1 % with caffeine in this trial."),
        ("Introduction", "BACKGROUND", "Caffeine blocks receptors of adenosine, as is well known."),
        ("Participants", "METHODS", "Twelve sprinters aged 20 to 25 years were randomly allocated (Fig. 1)."),
        ("What we saw", "RESULTS", "All of them ran faster than they did before, by 10⁻² s."),
    ]


def test_front_matter_describes_the_source() -> None:
    source = only().source
    assert (source.id, source.title, source.date) == ("doi:10.1234/os.5", "Caffeine before sprints", "2020-11-02")
    assert source.ids == {"pmcid": "PMC777", "doi": "10.1234/os.5"}
    assert source.authors == ("Test, Eva",)
    assert (source.grading.study, source.grading.rule) == ("rct", "methods: “were randomly allocated”")
    assert source.properties["journal"] == "Open Sprints"
    assert source.flags == ()


def test_the_article_type_grades_and_a_missing_body_is_told() -> None:
    source = only(kind="review-article", body="").source
    assert (source.grading.study, source.grading.rule) == ("narrative-review", "article-type: review-article")
    assert [flag.name for flag in source.flags] == ["abstract-only"]


def test_a_retraction_is_told_with_its_notice() -> None:
    assert [(flag.name, flag.reason) for flag in only(related=RETRACTION).source.flags] == [
        ("retracted", "see 10.1234/OS.9")
    ]


def test_a_set_of_articles_gives_each() -> None:
    text = ARTICLE.format(kind="letter", body="", related="")
    found = read(SourceFile("set.xml", f"<pmc-articleset>{text}{text}</pmc-articleset>".encode()))
    assert [document.source.grading.study for document in found] == ["editorial", "editorial"]
