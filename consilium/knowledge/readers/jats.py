"""Articles in JATS, as PubMed Central and journals give them: front matter and the body's sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from consilium.knowledge.readers.identity import iso_date
from consilium.knowledge.readers.markup import first, local_name, named, text_of
from consilium.knowledge.readers.record import Part, Record, document_of
from consilium.knowledge.sections.headings import label_of
from consilium.types.source import Document, SectionLabel

ROOTS = frozenset({"article", "pmc-articleset", "articles"})

_ID_TYPES = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "pmc-aid": "", "publisher-id": ""}
_SKIPPED = frozenset(
    {"fig", "table-wrap", "xref", "fn", "disp-formula", "supplementary-material", "graphic", "media", "ref-list"}
)
"""Left out of paragraphs: what is no running text, and marks of citations, which nobody quotes."""
_KEPT_XREFS = frozenset({"fig", "table", "sec", "boxed-text"})
_BLOCKS = frozenset({"p", "disp-quote", "list", "def-list", "boxed-text", "statement"})
_GAP_BEFORE_MARK = re.compile(r"\s+(?=[,;]|\.(?:\s|\Z))")
"""What the mark of a citation leaves before a comma or full stop; ``p = .05`` is no such place."""
_OTHER_ABSTRACTS = frozenset(
    {"graphical", "teaser", "toc", "plain-language-summary", "key-points", "video", "web-summary"}
)
_RETRACTED = frozenset({"retraction-forward", "retracted-by"})
_SECTION_TYPES: dict[str, SectionLabel] = {
    "intro": "BACKGROUND",
    "methods": "METHODS",
    "materials|methods": "METHODS",
    "subjects": "METHODS",
    "results": "RESULTS",
    "conclusions": "CONCLUSIONS",
    "discussion": "CONCLUSIONS",
}


def documents(root: Element, file_name: str) -> Iterator[Document]:
    """One document an article; ``abstract-only`` is flagged where a body is missing.

    Args:
        root: one of ``ROOTS``.
        file_name: names articles without any id.
    """
    articles = [root] if local_name(root) == "article" else [one for one in root if local_name(one) == "article"]
    for number, article in enumerate(articles, start=1):
        yield document_of(_record(article, str(number) if len(articles) > 1 else ""), file_name)


def _record(article: Element, within: str) -> Record:
    front = first(article, "front", "article-meta")
    front = front if front is not None else first(article, "front-stub")
    meta = front if front is not None else article
    kind = article.get("article-type", "")
    return Record(
        format="jats",
        within=within,
        title=text_of(first(meta, "title-group", "article-title"), without={"xref", "fn"}),
        parts=(*_abstract(meta), *_body(article)),
        ids={_ID_TYPES.get(one.get("pub-id-type", ""), ""): text_of(one) for one in named(meta, "article-id")},
        date=_date(meta),
        authors=tuple(filter(None, map(_author, named(meta, "contrib-group", "contrib")))),
        journal=text_of(first(article, "front", "journal-meta", "journal-title-group", "journal-title"))
        or text_of(first(article, "front", "journal-meta", "journal-title")),
        types=(kind, *_subjects(meta)),
        types_from="article-type",
        keywords=tuple(text_of(one) for one in named(meta, "kwd-group", "kwd")),
        retracted_by=tuple(_related(meta, _RETRACTED)),
        concern_by=tuple(_related(meta, frozenset({"expression-of-concern", "concern-forward"}))),
    )


def _abstract(meta: Element) -> Iterator[Part]:
    for abstract in named(meta, "abstract"):
        if abstract.get("abstract-type", "") not in _OTHER_ABSTRACTS:
            yield from _parts(abstract, "", "", body=False)


def _body(article: Element) -> Iterator[Part]:
    body = first(article, "body")
    if body is not None:
        yield from _parts(body, "", "", body=True)


def _parts(holder: Element, heading: str, label: SectionLabel, *, body: bool) -> Iterator[Part]:
    """Paragraphs below an element; what a section's own title does not say, the section above it does."""
    for child in holder:
        name = local_name(child)
        if name == "sec":
            title = text_of(first(child, "title"), without={"xref"})
            inner = label or _SECTION_TYPES.get(child.get("sec-type", "").lower(), "") or label_of(title)
            yield from _parts(child, title or heading, inner, body=body)
        elif name in _BLOCKS:
            text = paragraph(child)
            if text:
                yield Part(text, heading, label, body=body)


def paragraph(element: Element) -> str:
    """The running text of a paragraph, without figures, tables, formulas and marks of citations.

    Brackets that held nothing but such marks go with them.
    """
    kept = _without_marks(element)
    text = text_of(kept, without=_SKIPPED - {"xref"})
    for empty in ("[]", "()", "[,]", "(,)", "[–]", "[-]", "[, ]", "(; )"):
        text = text.replace(f" {empty}", "").replace(empty, "")
    return _GAP_BEFORE_MARK.sub("", text)


def _without_marks(element: Element) -> Element:
    """A copy in which references to the bibliography and to footnotes are gone."""
    copy = Element(element.tag, element.attrib)
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        mark = local_name(child) == "xref" and child.get("ref-type") not in _KEPT_XREFS
        if not mark and not _only_marks(child):
            copy.append(_without_marks(child))
        elif child.tail:
            _append(copy, child.tail)
    return copy


def _only_marks(element: Element) -> bool:
    """Whether a raised or bracketed element holds nothing but marks of citations."""
    inside = [child for child in element if local_name(child) == "xref" and child.get("ref-type") not in _KEPT_XREFS]
    rest = (element.text or "") + "".join(child.tail or "" for child in element)
    return bool(inside) and len(inside) == len(element) and not any(char.isalnum() for char in rest)


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _date(meta: Element) -> str:
    """The earliest of the dates of publication."""
    found = [
        iso_date(*(text_of(first(one, name)) for name in ("year", "month", "day")))
        for one in (*named(meta, "pub-date"), *named(meta, "pub-history", "event", "pub-date"))
    ]
    return min(filter(None, found), default="")


def _author(contributor: Element) -> str:
    if contributor.get("contrib-type", "author") != "author":
        return ""
    names = first(contributor, "name")
    if names is None:
        return text_of(first(contributor, "collab"))
    return ", ".join(filter(None, (text_of(first(names, part)) for part in ("surname", "given-names"))))


def _subjects(meta: Element) -> list[str]:
    return [text_of(one) for one in named(meta, "article-categories", "subj-group", "subject")]


def _related(meta: Element, kinds: frozenset[str]) -> Iterator[str]:
    for related in named(meta, "related-article"):
        if related.get("related-article-type") in kinds:
            address = next((value for key, value in related.attrib.items() if key.endswith("href")), "")
            yield text_of(related) or address
