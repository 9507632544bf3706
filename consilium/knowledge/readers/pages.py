"""Lines of a PDF's pages sorted into running text, headings and furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from consilium.knowledge.sections.headings import is_label, label_of

Kind = Literal["text", "heading", "furniture"]

EDGE_LINES = 2
"""Running headers and footers stand within so many lines of a page's border."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|p\.|стр\.|с\.)\s*)?\d{1,4}(?:\s*(?:of|/|из)\s*\d{1,4})?\W*", re.IGNORECASE)
_NO_TEXT = re.compile(r".*(?:\.\s?){6,}.*|(?:/\w{1,8}\s*)+", re.DOTALL)
"""Leaders of a table of contents, and names of glyphs that a font does not explain."""
_HEADING_CHARS = 80
_SHORT_HEADING_WORDS = 7
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.)\s+[A-ZА-ЯЁ][^.;]{2,70}\Z")
_REFERENCES = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:references|literature cited|bibliography|works cited|references and notes|литература"
    r"|список литературы"
    r"|список использованн\w+ (?:источников|литературы)|библиографи\w*(?: список)?|источники)\s*:?\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:[A-Z]\.?\s+)?(?:appendix|appendices|supplementa(?:ry|l)|supporting information"
    r"|приложени[ея])\b",
    re.IGNORECASE,
)
_OTHER_HEADINGS = re.compile(
    r"(?:abstract|summary|keywords?|key words|acknowledge?ments?|funding|conflicts? of interest"
    r"|competing interests|limitations?"
    r"|data availability.*|author contributions?|аннотация|резюме|ключевые слова|благодарности|финансирование"
    r"|конфликт интересов)\s*:?\Z",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?P<label>[A-ZА-ЯЁ][\w&, ]{2,40}?)\s?(?::|\.(?=\s+[A-ZА-ЯЁ])|\s?[—–])\s+\S")
_INLINE_WORDS = 4
_KEYWORDS = re.compile(r"(?P<label>key\s?words|ключевые слова)\s?[:.—–]?\s", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\d{1,2}\.\d")
_SHORT_OF_FULL = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words at ``text[start:end]`` of the document, and what it is."""

    text: str
    start: int
    end: int
    page: int
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that belong together, below a heading (empty before the first).

    ``above`` is the heading that it belongs to: ``2 Methods`` for ``2.1 Protocol``, else the same.
    """

    start: int
    end: int
    page: int
    heading: str
    above: str


def join_pages(pages: Sequence[str]) -> tuple[str, list[Line]]:
    """The document's text, a form feed between pages, and its lines that are not blank."""
    running = _running(pages)
    lines: list[Line] = []
    offset = 0
    for number, page in enumerate(pages, start=1):
        at = offset
        edges = _edges(page)
        for place, row in enumerate(page.split("\n")):
            words = row.strip()
            start = at + len(row) - len(row.lstrip())
            furniture = place in edges and (_masked(words) in running or bool(_PAGE_NUMBER.fullmatch(words)))
            furniture = furniture or bool(_NO_TEXT.fullmatch(words))
            kind: Kind = "furniture" if furniture else "heading" if is_heading(words) else "text"
            lines.append(Line(words, start, start + len(words), number, kind))
            at += len(row) + 1
        offset += len(page) + 1
    return "\f".join(pages), lines


def _running(pages: Sequence[str]) -> set[str]:
    """Lines at borders that come back on other pages, with their numbers masked."""
    seen = Counter(key for page in pages for key in _masked_edges(page))
    least = 2 if len(pages) < 6 else 3  # noqa: PLR2004  on few pages twice is telling, on many it may be chance
    return {key for key, count in seen.items() if count >= least and key}


def _edges(page: str) -> set[int]:
    """Which rows of a page are its first and last ones, blank rows not counted."""
    places = [place for place, row in enumerate(page.split("\n")) if row.strip()]
    return {*places[:EDGE_LINES], *places[-EDGE_LINES:]} if len(places) > EDGE_LINES * 2 else set()


def _masked_edges(page: str) -> set[str]:
    rows = page.split("\n")
    return {_masked(rows[place].strip()) for place in _edges(page)}


def _masked(line: str) -> str:
    return _DIGITS.sub("#", line)


def is_heading(line: str) -> bool:
    """Whether a line is a heading of a paper by its words: a known name, numbered or not, or a numbered title."""
    if not line or len(line) > _HEADING_CHARS or line.endswith((",", ";")):
        return False
    if _REFERENCES.fullmatch(line) or _OTHER_HEADINGS.fullmatch(line):
        return True
    if _BEHIND.match(line) and len(line.split()) <= _SHORT_HEADING_WORDS and line[0].isupper():
        return True
    if line.endswith(".") or (not line[0].isupper() and not line[0].isdigit()):
        return False
    known = bool(label_of(line)) and len(line.split()) <= _SHORT_HEADING_WORDS
    return bool(_NUMBERED.fullmatch(line)) or (known and (line.isupper() or is_label(line)))


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Running text in paragraphs; headings, furniture and the list of references left out.

    A paragraph ends at a blank line, a heading, the end of a page, before a line that starts with a label as in a
    structured abstract, or behind a line that is clearly shorter than its page's lines and ends a sentence.
    """
    full = _full_lengths(lines)
    heading, above, in_references = "", "", False
    run: list[Line] = []
    for line in lines:
        label = "" if line.kind != "text" or in_references else _inline_label(line.text)
        if run and (line.kind == "heading" or label or not line.text or line.page != run[-1].page):
            yield _paragraph(run, heading, above)
            run = []
        heading, above = label or heading, label or above
        if line.kind == "heading":
            in_references = _is_references(line.text, in_references)
            heading = line.text
            above = above if _SUBORDINATE.match(heading) and label_of(above) else heading
        elif line.text and line.kind == "text" and not in_references:
            run.append(line)
            if len(line.text) < full[line.page] * _SHORT_OF_FULL and line.text.endswith((".", "!", "?", ":")):
                yield _paragraph(run, heading, above)
                run = []
    if run:
        yield _paragraph(run, heading, above)


def _inline_label(line: str) -> str:
    """The label that a line of a structured abstract starts with, as in ``Methods: We ran …``."""
    keywords = _KEYWORDS.match(line)
    if keywords:
        return keywords["label"]
    found = _INLINE.match(line)
    label = found["label"] if found else ""
    return label if len(label.split()) <= _INLINE_WORDS and is_label(label) else ""


def _is_references(heading: str, before: bool) -> bool:
    """Whether a list of references follows: from its heading to that of an appendix."""
    return bool(_REFERENCES.fullmatch(heading)) or (before and not _BEHIND.match(heading))


def _full_lengths(lines: Sequence[Line]) -> dict[int, float]:
    """The usual length of each page's lines, in characters."""
    by_page: dict[int, list[int]] = {}
    for line in lines:
        if line.kind == "text" and line.text:
            by_page.setdefault(line.page, []).append(len(line.text))
    return {page: median(sorted(lengths)[len(lengths) // 2 :]) for page, lengths in by_page.items()}


def _paragraph(run: Sequence[Line], heading: str, above: str) -> Paragraph:
    return Paragraph(run[0].start, run[-1].end, run[0].page, heading, above)
