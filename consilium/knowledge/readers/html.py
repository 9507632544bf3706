"""A saved web page: its text with headings as sections, and what its head says about it."""

from __future__ import annotations

import codecs
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import Tag

from consilium.knowledge.obsidian.headings import STEP
from consilium.knowledge.readers.composing import Composer
from consilium.knowledge.readers.dates import iso_date, year_of
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.file import SourceFile
from consilium.knowledge.readers.page_parts import Part, page_parts
from consilium.knowledge.readers.voices import spoken
from consilium.types.source import Document, Flag, Source
from consilium.wording import detect_language

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,40})", re.IGNORECASE)
_HEAD_BYTES = 4_096
_TITLES = ("citation_title", "dc.title", "og:title")
_AUTHORS = ("citation_author", "dc.creator", "author", "article:author")
_DATES = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "date",
)
_IDS: Mapping[str, tuple[str, ...]] = {
    "doi": ("citation_doi", "prism.doi", "dc.identifier"),
    "pmid": ("citation_pmid",),
    "isbn": ("citation_isbn",),
    "url": ("og:url", "citation_public_url"),
}
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_NO_TEXT = re.compile(r"<!--|<[!?]")
_MOST_OPEN = 100
_SAMPLE = 20_000


def read(file: SourceFile) -> Iterator[Document]:
    """The one document that a page is; its text is what a reader of the page sees of its main content.

    Raises:
        Unreadable: the file is no text.
    """
    with warnings.catch_warnings():
        # A page that looks like a path or like XML is read like any other.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(_plain(_markup(file.data)), "html.parser")
    composed = Composer()
    parts = list(_placed(page_parts(soup)))
    for (part, path), reason in zip(parts, spoken((path, part.text) for part, path in parts), strict=True):
        if part.kind == "heading":
            composed.add(part.text)
        else:
            flags = (Flag("model-like", reason),) if reason else ()
            composed.quote(part.text, section=STEP.join(path), flags=flags)
    yield Document(_source(file.name, soup, composed.text), composed.text, tuple(composed.stretches))


def _placed(parts: Iterable[Part]) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """The parts of a page, each with the headings above it."""
    path: list[tuple[int, str]] = []
    for part in parts:
        if part.kind == "heading":
            path = [step for step in path if step[0] < part.level] + [(part.level, part.text)]
        yield part, tuple(title for _, title in path)


def _markup(data: bytes) -> str:
    """The page as text: in the encoding that it declares where it is in it, else in the one it is found to be in."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    if declared and not declared[1].lower().startswith(b"utf-16"):
        try:
            text = codecs.decode(data, declared[1].decode())
        except (LookupError, UnicodeError, TypeError):
            return decoded(data)
        if isinstance(text, str) and "\0" not in text:
            return text.removeprefix("\ufeff")
    return decoded(data)


def _plain(markup: str) -> str:
    """The page without comments and declarations, and without a tail of tags that never end.

    Nothing in them is text, and the parser's time grows with the square of how many are left open.
    """
    parts, at = [], 0
    while found := _NO_TEXT.search(markup, at):
        closing = "-->" if found[0] == "<!--" else ">"
        end = markup.find(closing, found.end())
        parts.append(markup[at : found.start()])
        at = end + len(closing) if end >= 0 else len(markup)
    text = "".join([*parts, markup[at:]])
    end = text.rfind(">") + 1
    return text if text.count("<", end) <= _MOST_OPEN else text[:end]


def _source(name: str, soup: BeautifulSoup, text: str) -> Source:
    said = _said(soup)
    stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
    date = next((iso for key in _DATES for value in said.get(key, []) if (iso := iso_date(value))), "")
    authors = next((said[key] for key in _AUTHORS if key in said), [])
    return Source(
        id=name,
        title=next((said[key][0] for key in _TITLES if key in said), "") or _headline(soup) or stem,
        format="html",
        provenance="other",
        language=_language(soup, text),
        year=year_of(date),
        date=date,
        authors=tuple(author for author in authors if "://" not in author),
        ids=_ids(said, soup),
    )


def _said(soup: BeautifulSoup) -> dict[str, list[str]]:
    """What the page's meta elements say, by name in lower case."""
    said: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        content = " ".join(str(tag.get("content") or "").split())
        key = str(tag.get("name") or tag.get("property") or tag.get("itemprop") or "").casefold()
        if key and content:
            said.setdefault(key, []).append(content)
    return said


def _ids(said: Mapping[str, list[str]], soup: BeautifulSoup) -> dict[str, str]:
    ids = {}
    for id_, names in _IDS.items():
        values = [value for name in names for value in said.get(name, [])]
        if id_ == "doi":
            values = [found[0] for value in values if (found := _DOI.search(value))]
        if values:
            ids[id_] = values[0]
    canonical = soup.find("link", rel="canonical")
    if isinstance(canonical, Tag) and str(canonical.get("href") or "").startswith("http"):
        ids["url"] = str(canonical["href"])
    return ids


def _headline(soup: BeautifulSoup) -> str:
    title = soup.title or soup.find("h1")
    return " ".join(title.get_text(" ").split()) if isinstance(title, Tag) else ""


def _language(soup: BeautifulSoup, text: str) -> str:
    """The language that the page declares, where it is one of ours, else that of its text."""
    root = soup.find("html")
    declared = str(root.get("lang") or "")[:2].casefold() if isinstance(root, Tag) else ""
    return declared if declared in ("ru", "en") else detect_language(text[:_SAMPLE])
