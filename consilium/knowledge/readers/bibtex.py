r"""BibTeX files; LaTeX's accents become letters, so that ``M{\"u}ller`` is found as Müller."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Block, DuplicateBlockKeyBlock, Entry

from consilium.knowledge.readers.abstracts import abstract_parts
from consilium.knowledge.readers.decoding import decoded
from consilium.knowledge.readers.file import Incomplete, SourceFile, Unreadable
from consilium.knowledge.readers.identity import iso_date
from consilium.knowledge.readers.record import Record, document_of
from consilium.types.source import Document
from consilium.wording import say

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCRIPT = re.compile(r"\$(?P<kind>[_^])\{?(?P<digits>\d+)\}?\$")
_ESCAPED = re.compile(r"\\([%&_#])")
_BARE_PERCENT = re.compile(r"(?<!\\)%")
_LATEX = re.compile(r"[\\{}$~]|--|``|''")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def read(file: SourceFile) -> Iterator[Document]:
    """The papers in a bibliography, without entries that are broken.

    Raises:
        Unreadable: no text, or not one entry can be read.
        Incomplete: some entries are broken.
    """
    library = _parsed(decoded(file.data))
    entries = [entry for block in library.blocks for entry in _entries(block)]
    if not entries and library.failed_blocks:
        raise Unreadable(say("knowledge.broken_records", format="BibTeX", reason=library.failed_blocks[0].error))
    if not entries:
        raise Unreadable(say("knowledge.no_records", format="BibTeX"))
    for entry in entries:
        yield document_of(_record(entry), file.name)
    if broken := _broken(library):
        raise Incomplete(say("knowledge.broken_entries", lines=", ".join(map(str, broken))))


def _broken(library: Library) -> list[int]:
    """The lines, counted from 1, on which entries begin that cannot be read."""
    failed = (block for block in library.failed_blocks if not isinstance(block, DuplicateBlockKeyBlock))
    return [(block.start_line or 0) + 1 for block in failed]


def _parsed(text: str) -> Library:
    # The parser logs what it skips; the report of the learning is where that belongs.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    logging.getLogger("bibtexparser").propagate = False
    decoding = _Decoding(keep_math_mode=False)
    return parse_string(_SCRIPT.sub(_script, text), append_middleware=[decoding])


class _Decoding(LatexDecodingMiddleware):
    """Decodes only what holds LaTeX, as decoding is slow; a per cent sign does not hide the rest of its line."""

    def transform_entry(self, entry: Entry, library: Library) -> Block:
        """Decode an entry's fields in place; one that cannot be decoded stays as it is."""
        marked = []
        for field in entry.fields:
            plain = _ESCAPED.sub(r"\1", str(field.value))
            if _LATEX.search(plain):
                field.value = _BARE_PERCENT.sub(r"\%", str(field.value))
                marked.append(field)
            else:
                field.value = plain
        super().transform_entry(Entry(entry.entry_type, entry.key, marked), library)
        return entry


def _script(hit: re.Match[str]) -> str:
    return hit["digits"].translate(_LOWERED if hit["kind"] == "_" else _RAISED)


def _entries(block: Block) -> Iterator[Entry]:
    """The entry of a block, also of one whose key is taken already."""
    if isinstance(block, DuplicateBlockKeyBlock) and block.raw:
        yield from _parsed(block.raw).entries
    elif isinstance(block, Entry):
        yield block


def _record(entry: Entry) -> Record:
    fields = {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields}
    abstract = next((str(field.value) for field in entry.fields if field.key.lower() == "abstract"), "")
    return Record(
        format="bibtex",
        within=entry.key,
        title=fields.get("title", ""),
        parts=tuple(abstract_parts(abstract)),
        ids=_ids(entry.key, fields),
        date=_date(fields),
        authors=tuple(author for author in _AND.split(fields.get("author", fields.get("editor", ""))) if author),
        journal=fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle", ""),
        types=tuple(value for value in (fields.get("type", ""), fields.get("entrysubtype", "")) if value),
        types_from="BibTeX type",
        keywords=tuple(word.strip() for word in re.split("[,;]", fields.get("keywords", "")) if word.strip()),
    )


def _ids(key: str, fields: Mapping[str, str]) -> dict[str, str]:
    archive = fields.get("archiveprefix", fields.get("eprinttype", "")).casefold()
    eprint = fields.get("eprint", "")
    return {
        "doi": fields.get("doi", "") or (f"10.48550/arxiv.{eprint}" if archive == "arxiv" and eprint else ""),
        "pmid": fields.get("pmid", "") or (eprint if archive == "pubmed" else ""),
        "pmcid": fields.get("pmcid", fields.get("pmc", "")),
        "isbn": fields.get("isbn", ""),
        "url": fields.get("url", ""),
        "citekey": key,
    }


def _date(fields: Mapping[str, str]) -> str:
    """BibLaTeX's ``date``, else year and month."""
    year, _, rest = fields.get("date", "").partition("-")
    month, _, day = rest.partition("-")
    return iso_date(year, month, day) or iso_date(
        fields.get("year", ""), fields.get("month", ""), fields.get("day", "")
    )
