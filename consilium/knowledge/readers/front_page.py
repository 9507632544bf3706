"""What a PDF says of itself: title, authors, year and ids, from its metadata and its first page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader

from consilium.knowledge.readers.identity import doi_in, year_in

_LEAST_TITLE = 10
_LONGEST_TITLE = 300
_HEAD_CHARS = 6000
_NO_TITLE = re.compile(
    r"untitled|без имени|microsoft (?:word|powerpoint)|powerpoint|\.(?:docx?|pdf|tex|dvi|indd|qxd|rtf|odt)\b"
    r"|^\W*doi\b|^pii\b|[\\/]\w+[\\/]"
    r"|^\S+\Z|^\d[\d\s._-]*\Z",
    re.IGNORECASE,
)
_PMID = re.compile(r"\bPMID:?\s*(?P<pmid>\d{1,8})\b")
_PUBLISHED = re.compile(
    r"(?:©|\(c\)|copyright|published|accepted|received|revised|epub|опубликован\w*|принят\w*|получен\w*"
    r"|поступил\w*)[^\n]{0,60}?"
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_CITED = re.compile(r"\((?P<year>(?:19|20)\d\d)\)|(?<!\d)(?P<volume>(?:19|20)\d\d)\s?[;,:]\s?\d")


@dataclass(frozen=True, slots=True)
class Front:
    """Empty where a PDF does not say; ``year`` is four digits."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)


def about(reader: PdfReader, first_page: str) -> Front:
    """What metadata and first page say; the first page decides on the year, as files are made later than papers."""
    facts = _metadata(reader)
    head = first_page[:_HEAD_CHARS]
    pmid = _PMID.search(head)
    title = facts.get("title", "")
    return Front(
        title=title if is_title(title) else _largest(reader, f"{facts.get('subject', '')}\n{head}"),
        authors=tuple(_authors(facts.get("author", ""))),
        year=_year(head) or str(year_in(facts.get("creationdate", "").removeprefix("D:")[:4]) or ""),
        ids={"doi": doi_in(" ".join([*_about_doi(facts), head])), "pmid": pmid["pmid"] if pmid else ""},
    )


def _metadata(reader: PdfReader) -> dict[str, str]:
    """The document's information dictionary, names in lower case; empty where it is damaged."""
    try:
        facts: Mapping[str, Any] = reader.metadata or {}
        return {str(name).strip("/").lower(): " ".join(str(value).split()) for name, value in facts.items()}
    except Exception:  # noqa: BLE001  pypdf raises whatever a damaged dictionary makes Python raise
        return {}


def _authors(field: str) -> Iterator[str]:
    """Names in the metadata's field; single words are users of a machine or publishers."""
    for name in re.split(r"[;\n]|\band\b|,(?=\s*[A-ZА-ЯЁ]\w+\s)", field):
        if " " in name.strip():
            yield name.strip()


def _about_doi(facts: Mapping[str, str]) -> list[str]:
    """Metadata that may hold the paper's own DOI: what is called so, then the subject and the title."""
    called = [value for name, value in facts.items() if "doi" in name]
    return [*called, facts.get("subject", ""), facts.get("title", "")]


def is_title(words: str) -> bool:
    """Whether metadata hold a title and not a file's name or a program's.

    >>> is_title("Microsoft Word - final_v3.docx"), is_title("Creatine and sprint performance")
    (False, True)
    """
    return _LEAST_TITLE <= len(words) <= _LONGEST_TITLE and not _NO_TITLE.search(words)


def _largest(reader: PdfReader, cited: str) -> str:
    """The words in the largest type on the first page, in the order in which they are set.

    What is followed by a volume or a year in ``cited`` (the metadata's subject and the page) is the journal's name.
    """
    runs: list[tuple[float, str]] = []

    def note(text: str, _ctm: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            runs.append((round(abs(size * (matrix[3] or matrix[1] or 1)), 1), text))

    try:
        reader.pages[0].extract_text(visitor_text=note)
    except Exception:  # noqa: BLE001  as above
        return ""
    plain = " ".join(cited.split())
    for size in sorted({size for size, _ in runs}, reverse=True):
        words = " ".join(" ".join(text for one, text in runs if one == size).split())
        if is_title(words) and not re.search(
            rf"{re.escape(words)},?\s+(?:vol\S*\s+)?\d+\s?[(:;,]", plain, re.IGNORECASE
        ):
            return words
        if len(words) > _LONGEST_TITLE:
            break
    return ""


def _year(head: str) -> str:
    """The latest year that the first page calls one of publication, else the first in a citation's form."""
    published = [hit["year"] for hit in _PUBLISHED.finditer(head)]
    cited = _CITED.search(head)
    return max(published) if published else (cited["year"] or cited["volume"]) if cited else ""
