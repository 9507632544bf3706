"""PubMed's tagged text (``.nbib``, the MEDLINE format): what its website exports for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consilium.knowledge.readers.abstracts import abstract_parts
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.identity import iso_date
from consilium.knowledge.readers.record import Record, document_of
from consilium.types.source import Document
from consilium.wording import say

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}- ?(?P<value>.*)")
_CONTINUED = re.compile(r"\s{4,}(?P<value>\S.*)")

Fields = Mapping[str, list[str]]
"""Tag to its values, in order; continuation lines are joined."""


def read(file: SourceFile) -> Iterator[Document]:
    """The papers in an export.

    Raises:
        Unreadable: no text, or nothing in it looks like a record.
    """
    records = list(_records(decoded(file.data)))
    if not records:
        raise Unreadable(say("knowledge.no_records", format="MEDLINE"))
    for number, fields in enumerate(records, start=1):
        yield document_of(_record(fields, str(number)), file.name)


def _records(text: str) -> Iterator[Fields]:
    """Each record's fields; a blank line or another PMID begins a new one."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    for line in text.splitlines():
        tagged, continued = _TAG.match(line), _CONTINUED.match(line)
        fresh = tagged is not None and tagged["tag"] == "PMID" and "PMID" in fields
        if fields and (fresh or not line.strip()):
            yield fields
            fields = {}
        if tagged:
            values = fields.setdefault(tagged["tag"], [])
            values.append(tagged["value"].strip())
        elif continued and fields:
            values[-1] = f"{values[-1]} {continued['value'].strip()}"
    if fields:
        yield fields


def _record(fields: Fields, within: str) -> Record:
    return Record(
        format="nbib",
        within=within,
        title=_first(fields, "TI", "BTI", "TT"),
        parts=tuple(abstract_parts(_first(fields, "AB", "OAB"))),
        ids={"pmid": _first(fields, "PMID"), "pmcid": _first(fields, "PMC"), "doi": _doi(fields)},
        date=iso_date(*[*_first(fields, "DP", "DEP").split(), "", "", ""][:3]),
        authors=tuple(fields.get("FAU") or fields.get("AU") or fields.get("CN") or ()),
        journal=_first(fields, "JT", "TA"),
        types=tuple(fields.get("PT", ())),
        mesh=tuple(heading.partition("/")[0].strip("*") for heading in fields.get("MH", ())),
        keywords=tuple(word.strip("*") for word in fields.get("OT", ())),
        retracted_by=(*fields.get("RIN", ()), *fields.get("RRI", ())),
        concern_by=(*fields.get("ECI", ()), *fields.get("PRIN", ())),
    )


def _first(fields: Fields, *tags: str) -> str:
    return next((value for tag in tags for value in fields.get(tag, ()) if value), "")


def _doi(fields: Fields) -> str:
    """A DOI is marked as one, in either of two fields that also hold page numbers."""
    located = (*fields.get("LID", ()), *fields.get("AID", ()), *fields.get("SO", ()))
    return next((value for value in located if value.endswith("[doi]") or "doi: 10." in value), "")
