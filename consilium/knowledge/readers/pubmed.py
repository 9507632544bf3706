"""PubMed's XML: what ``efetch`` gives and what its website saves, one record or many."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from consilium.knowledge.readers.identity import iso_date
from consilium.knowledge.readers.markup import first, local_name, named, text_of
from consilium.knowledge.readers.record import NLM_LABELS, Part, Record, document_of
from consilium.types.source import Document

SETS = frozenset({"PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet"})
RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle", "MedlineCitation"})

_RETRACTIONS = {"RetractionIn", "RetractedandRepublishedIn"}
_CONCERNS = {"ExpressionOfConcernIn", "PartialRetractionIn"}
_NO_LABEL = "UNLABELLED"


def documents(record: Element, file_name: str, number: int) -> Iterator[Document]:
    """The document of a record; nothing where the element is none (a set also lists deleted citations).

    Args:
        record: one of ``RECORDS``.
        file_name: names records without any id, with the number behind it.
        number: of the record in its file, from 1.
    """
    if local_name(record) in RECORDS:
        yield document_of(_record(record, str(number)), file_name)


def _record(article: Element, within: str) -> Record:
    citation = first(article, "MedlineCitation")
    book = first(article, "BookDocument")
    citation = citation if citation is not None else book if book is not None else article
    paper = first(citation, "Article")
    paper = paper if paper is not None else citation
    return Record(
        format="pubmed",
        within=within,
        title=_title(paper, citation),
        parts=tuple(_parts(paper, citation)),
        ids=_ids(article, citation, paper),
        date=_date(paper),
        authors=tuple(filter(None, map(_author, named(paper, "AuthorList", "Author")))),
        journal=text_of(first(paper, "Journal", "Title"))
        or text_of(first(citation, "MedlineJournalInfo", "MedlineTA")),
        types=tuple(text_of(one) for one in _types(paper)),
        mesh=tuple(text_of(one) for one in named(citation, "MeshHeadingList", "MeshHeading", "DescriptorName")),
        keywords=tuple(text_of(one) for one in named(citation, "KeywordList", "Keyword")),
        retracted_by=tuple(_notices(citation, _RETRACTIONS)),
        concern_by=tuple(_notices(citation, _CONCERNS)),
    )


def _title(paper: Element, citation: Element) -> str:
    """The English title, or the one in the article's own language where PubMed has none in English."""
    for name in ("ArticleTitle", "VernacularTitle", "BookTitle"):
        title = text_of(first(paper, name))
        if title:
            return title.removeprefix("[").removesuffix("].") if title.endswith("].") else title
    return text_of(first(citation, "Book", "BookTitle"))


def _parts(paper: Element, citation: Element) -> Iterator[Part]:
    """The abstract's parts; another abstract (plain words, another language) only where there is no main one."""
    texts = list(named(paper, "Abstract", "AbstractText")) or list(named(citation, "OtherAbstract", "AbstractText"))
    for element in texts:
        text = text_of(element)
        label = element.get("Label", "").strip()
        category = element.get("NlmCategory", "").upper()
        if text:
            yield Part(text, "" if label.upper() == _NO_LABEL else label, NLM_LABELS.get(category, ""))


def _ids(article: Element, citation: Element, paper: Element) -> dict[str, str]:
    found = {"pmid": text_of(first(citation, "PMID"))}
    listed = [
        *named(article, "PubmedData", "ArticleIdList", "ArticleId"),
        *named(article, "PubmedBookData", "ArticleIdList", "ArticleId"),
    ]
    by_type = {one.get("IdType", ""): text_of(one) for one in listed}
    located = [text_of(one) for one in named(paper, "ELocationID") if one.get("EIdType") == "doi"]
    found["doi"] = by_type.get("doi", "") or next(iter(located), "")
    found["pmcid"] = by_type.get("pmc", "")
    return found


def _date(paper: Element) -> str:
    """Of the issue; a season or a range gives its year alone; else of the electronic article."""
    for path in (("Journal", "JournalIssue", "PubDate"), ("ArticleDate",), ("Book", "PubDate"), ("ContributionDate",)):
        found = first(paper, *path)
        if found is not None:
            year, month, day = (text_of(first(found, name)) for name in ("Year", "Month", "Day"))
            date = iso_date(year or text_of(first(found, "MedlineDate")), month, day)
            if date:
                return date
    return ""


def _author(author: Element) -> str:
    surname, names = text_of(first(author, "LastName")), text_of(first(author, "ForeName"))
    given = names or text_of(first(author, "Initials"))
    return ", ".join(filter(None, (surname, given))) or text_of(first(author, "CollectiveName"))


def _types(paper: Element) -> Iterator[Element]:
    yield from named(paper, "PublicationTypeList", "PublicationType")
    yield from named(paper, "PublicationType")  # books


def _notices(citation: Element, kinds: set[str]) -> Iterator[str]:
    """How the notices of these kinds are cited, with their PMID where the citation is missing."""
    for notice in named(citation, "CommentsCorrectionsList", "CommentsCorrections"):
        if notice.get("RefType") in kinds:
            yield text_of(first(notice, "RefSource")) or " ".join(
                filter(None, ["PMID", text_of(first(notice, "PMID"))])
            )
