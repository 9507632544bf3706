"""Papers in PDF: the text of every page, quotable paragraph by paragraph, with page and offset."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from consilium.knowledge.readers.composing import SHORTEST_CHARS
from consilium.knowledge.readers.cutting import cut
from consilium.knowledge.readers.file import SourceFile, Unreadable
from consilium.knowledge.readers.front_page import about
from consilium.knowledge.readers.pages import Paragraph, join_pages, paragraphs
from consilium.knowledge.readers.record import Part, Record, source_of
from consilium.knowledge.sections.headings import label_of
from consilium.types.source import Document, SectionLabel, Stretch
from consilium.wording import say

LEAST_LETTERS_A_PAGE = 10
"""Pages of fewer letters on average are pictures of text."""

_INTRODUCTION = re.compile(r"\W*(?:\d\W*)?(?:introduction|background|введение)\W*", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff\0]")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "-"})


def read(file: SourceFile) -> Iterator[Document]:
    """The paper in a PDF; hyphens at line ends stay in its text, the checker of quotations joins them.

    Raises:
        Unreadable: broken, encrypted, or made of pictures.
    """
    # What pypdf repairs on its way it logs; the reader of a report needs to know only whether it worked.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _opened(file.data)
    pages = _pages(reader)
    if sum(map(str.isalpha, "".join(pages))) < LEAST_LETTERS_A_PAGE * len(pages):
        raise Unreadable(say("knowledge.pdf_pictures"))
    text, lines = join_pages(pages)
    found = list(paragraphs(lines))
    labels = [label_of(one.above) for one in found]
    record = replace(_record(reader, pages, file.name), parts=tuple(_parts(text, found, labels)))
    source = source_of(record, labels, file.name, text)
    yield Document(source, text, tuple(_stretches(text, found, labels)))


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
        count = len(reader.pages) if is_open else 0
    except (DependencyError, NotImplementedError) as error:  # a cipher that pypdf does not know
        raise Unreadable(say("knowledge.pdf_encrypted")) from error
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise Unreadable(say("knowledge.pdf_broken", reason=error)) from error
    if not is_open:
        raise Unreadable(say("knowledge.pdf_encrypted"))
    if not count:
        raise Unreadable(say("knowledge.pdf_empty"))
    return reader


def _pages(reader: PdfReader) -> list[str]:
    """The text of every page; a page that cannot be read counts as blank unless none can."""
    pages: list[str] = []
    fault: Exception | None = None
    for page in reader.pages:
        try:
            extracted = page.extract_text()
        except Exception as error:  # noqa: BLE001  pypdf raises whatever a damaged page makes Python raise
            fault, extracted = error, ""
        pages.append(_SURROGATES.sub("", extracted).translate(_LIGATURES).replace("\f", "\n").replace("\r", "\n"))
    if fault is not None and not any(map(str.strip, pages)):
        raise Unreadable(say("knowledge.pdf_broken", reason=fault)) from fault
    return pages


def _record(reader: PdfReader, pages: Sequence[str], file_name: str) -> Record:
    """What metadata and first page say of the paper."""
    front = about(reader, pages[0])
    return Record(
        format="pdf",
        title=front.title or PurePosixPath(file_name).stem.replace("_", " "),
        ids=front.ids,
        date=front.year,
        authors=front.authors,
    )


def _parts(text: str, found: Sequence[Paragraph], labels: Sequence[SectionLabel]) -> Iterator[Part]:
    """The paragraphs; those before the introduction are the abstract's."""
    opens = (at for at, paragraph in enumerate(found) if _INTRODUCTION.fullmatch(paragraph.heading))
    introduction = next(opens, 0)
    for at, (paragraph, label) in enumerate(zip(found, labels, strict=True)):
        words = " ".join(text[paragraph.start : paragraph.end].split())
        yield Part(words, paragraph.heading, label, body=at >= introduction)


def _stretches(text: str, found: Sequence[Paragraph], labels: Sequence[SectionLabel]) -> Iterator[Stretch]:
    for paragraph, label in zip(found, labels, strict=True):
        for start, end in cut(text, paragraph.start, paragraph.end):
            if end - start >= SHORTEST_CHARS:
                yield Stretch(start, end, paragraph.heading, label, place=f"p. {paragraph.page}")
