"""RIS files, as nearly every database and reference manager exports them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from consilium.knowledge.readers.abstracts import abstract_parts
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.identity import iso_date
from consilium.knowledge.readers.record import Record, document_of
from consilium.types.source import Document
from consilium.wording import say

# Imported by name, as it carries no types.
rispy: Any = import_module("rispy")

_TAG = re.compile(r"^\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s{1,3}-(?:\s+|$)")
_PMID = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/|PMID:?\s*)(?P<pmid>\d{1,8})", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\d+", re.IGNORECASE)
_SURELY_PUBMED = {"pubmed", "medline", "nlm", "ncbi"}


def read(file: SourceFile) -> Iterator[Document]:
    """The papers in an export.

    Raises:
        Unreadable: no text, or nothing in it looks like a record.
    """
    try:
        entries = rispy.loads(_closed(decoded(file.data)), skip_unknown_tags=True)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise Unreadable(say("knowledge.broken_records", format="RIS", reason=error)) from error
    if not entries:
        raise Unreadable(say("knowledge.no_records", format="RIS"))
    for number, entry in enumerate(entries, start=1):
        yield document_of(_record(entry, str(number)), file.name)


def _closed(text: str) -> str:
    """The file's lines with tags spaced as the standard has them and every record ended.

    Many exporters leave out one space or the last ``ER``, and readers then lose records silently.
    """
    lines: list[str] = []
    is_open = False
    for line in text.splitlines():
        tag = _TAG.match(line)
        name = tag["tag"] if tag else ""
        if name == "TY" and is_open:
            lines.append("ER  - ")
        if name in rispy.TAG_KEY_MAPPING:
            is_open = name != "ER" and (is_open or name == "TY")
            assert tag is not None
            line = f"{name}  - {line[tag.end() :]}"  # noqa: PLW2901  the same line, spaced right
        if is_open or name == "ER":
            lines.append(line)
    return "\n".join([*lines, *(["ER  - "] if is_open else []), ""])


def _record(entry: Mapping[str, Any], within: str) -> Record:
    abstract = _text(entry, "abstract", "notes_abstract")
    return Record(
        format="ris",
        within=_text(entry, "id") or within,
        title=_text(entry, "title", "primary_title", "translated_title", "short_title"),
        parts=tuple(abstract_parts(abstract)),
        ids=_ids(entry),
        date=_date(_text(entry, "date", "year", "publication_year"), _text(entry, "year", "publication_year")),
        authors=tuple(entry.get("authors") or entry.get("first_authors") or ()),
        journal=_text(entry, "journal_name", "secondary_title", "alternate_title3", "alternate_title1"),
        types=tuple(filter(None, (_text(entry, "type_of_work"), _text(entry, "type_of_reference")))),
        types_from="RIS",
        keywords=tuple(entry.get("keywords") or ()),
    )


def _text(entry: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that says anything; several values are joined."""
    for name in names:
        value = entry.get(name) or ""
        text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text.strip():
            return text.strip()
    return ""


def _ids(entry: Mapping[str, Any]) -> dict[str, str]:
    """Ids from their own fields, else from addresses and notes; an accession number only in PubMed's own exports."""
    accession = _text(entry, "accession_number")
    database = f"{_text(entry, 'name_of_database')} {_text(entry, 'database_provider')}".casefold()
    rest = " ".join(map(str, entry.values()))
    pmid = _PMID.search(rest)
    from_pubmed = accession.isdigit() and any(name in database for name in _SURELY_PUBMED)
    pmcid = _PMCID.search(" ".join(_text(entry, name) for name in ("custom2", "urls", "notes")))
    return {
        "doi": _text(entry, "doi"),
        "pmid": accession if from_pubmed else pmid["pmid"] if pmid else "",
        "pmcid": pmcid.group() if pmcid else "",
        "isbn": _text(entry, "issn")
        if _text(entry, "type_of_reference") in {"BOOK", "CHAP", "EDBOOK", "EBOOK"}
        else "",
        "url": _text(entry, "urls").partition(" ")[0],
        "citekey": _text(entry, "id"),
    }


def _date(written: str, year: str) -> str:
    """``2019/03/07/`` and its like; the year's own field where the date names none."""
    fields = [part for part in re.split(r"[/\-. ]", written) if part]
    date = iso_date(*[*fields, "", "", ""][:3])
    return date or iso_date(year)
