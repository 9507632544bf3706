"""One bibliographic record, whichever database wrote it, and the document that is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from consilium.knowledge.papers.grading import Paper, flags, grade
from consilium.knowledge.papers.population import population_of
from consilium.knowledge.readers.composing import SHORTEST_CHARS, Composer, sentence_ends
from consilium.knowledge.readers.identity import clean_ids, source_id, year_in
from consilium.knowledge.sections.headings import label_of
from consilium.knowledge.sections.labelling import label_sections, label_sentences
from consilium.types.source import Document, SectionLabel, Source
from consilium.wording import detect_language

NLM_LABELS: Mapping[str, SectionLabel] = {
    "BACKGROUND": "BACKGROUND",
    "OBJECTIVE": "OBJECTIVE",
    "METHODS": "METHODS",
    "RESULTS": "RESULTS",
    "CONCLUSIONS": "CONCLUSIONS",
}
"""PubMed's own categories of labels; ``UNASSIGNED`` is none."""

_LANGUAGE_SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the abstract or the ``body``: its text, its heading, and its role where the file itself says it.

    One that ``goes_on`` stands in the same paragraph as the part before it.
    """

    text: str
    heading: str = ""
    label: SectionLabel = ""
    body: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What a file says of one paper.

    Args:
        format: the reader's name.
        within: what names the record among those of its file, e.g. a citekey or a number; empty where it is alone.
        title: may be empty.
        parts: abstract and body, in order.
        ids: as in ``Source.ids``; the DOI may still be an address.
        date: ISO 8601 as far as known.
        authors: in order, surname first.
        journal: where it appeared.
        types: publication types as the file spells them.
        types_from: the field that they stand in.
        mesh: MeSH headings, without qualifiers.
        keywords: the authors' own, and the database's other ones.
        retracted_by: as in ``Paper``.
        concern_by: as in ``Paper``.
    """

    format: str
    within: str = ""
    title: str = ""
    parts: Sequence[Part] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    authors: Sequence[str] = ()
    journal: str = ""
    types: Sequence[str] = ()
    types_from: str = "PublicationType"
    mesh: Sequence[str] = ()
    keywords: Sequence[str] = ()
    retracted_by: Sequence[str] = ()
    concern_by: Sequence[str] = ()


def document_of(record: Record, file_name: str) -> Document:
    """A record as a document: title, then its parts, each a paragraph or more of the text.

    The title is quoted only where there is nothing else, as it says what was asked rather than what was found.

    Args:
        record: of one paper.
        file_name: the file that holds it, which names the source where neither PMID nor DOI is known.
    """
    title = record.title.removesuffix(".") if not record.title.endswith("..") else record.title
    record = replace(record, title=title.strip(), parts=tuple(_split(record.parts)))
    composer = Composer()
    labels = _labels(record.parts)
    if record.parts or len(record.title) < SHORTEST_CHARS:
        composer.add(record.title)
    else:
        composer.quote(record.title)
    for part, label in zip(record.parts, labels, strict=True):
        composer.quote(part.text, section=part.heading, label=label, gap=" " if part.goes_on else "\n\n")
    text = composer.text
    return Document(source_of(record, labels, file_name, text), text, tuple(composer.stretches))


def _split(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts; an abstract of one piece falls into runs of sentences of one role, as far as they can be told."""
    abstract = [part for part in parts if not part.body]
    if len(abstract) != 1 or abstract[0].heading or abstract[0].label:
        yield from parts
        return
    yield from _runs(abstract[0].text)
    yield from (part for part in parts if part.body)


def _runs(text: str) -> Iterator[Part]:
    """Sentences in runs of one role; one that is too short to be quoted stays with the run before it."""
    borders = [0, *sentence_ends(text), len(text)]
    labels = label_sentences([text[start:end].strip() for start, end in pairwise(borders)])
    start = 0
    for at, label in enumerate(labels):
        end = borders[at + 1]
        ends_run = at + 1 == len(labels) or (labels[at + 1] != label and end - start >= SHORTEST_CHARS)
        too_short_a_rest = at + 1 < len(labels) and len(text) - end < SHORTEST_CHARS
        if ends_run and not too_short_a_rest:
            yield Part(text[start:end].strip(), label=label, goes_on=start > 0)
            start = end


def _labels(parts: Sequence[Part]) -> list[SectionLabel]:
    """The parts' roles: as the file says, else by heading, and in an abstract by the fitted model."""
    abstract = [part for part in parts if not part.body]
    found = label_sections([part.text for part in abstract], [part.label or part.heading for part in abstract])
    in_order = iter(found)
    roles = [label_of(part.heading) if part.body else next(in_order) for part in parts]
    return [part.label or role for part, role in zip(parts, roles, strict=True)]


def source_of(record: Record, labels: Sequence[SectionLabel], file_name: str, text: str) -> Source:
    """The source that a record describes, graded and flagged.

    Args:
        record: of one paper.
        labels: the role of each of its parts.
        file_name: as in ``document_of``.
        text: of the document, for its language.
    """
    ids = clean_ids(record.ids)
    abstract = [part for part in record.parts if not part.body] or record.parts[:3]
    methods = " ".join(part.text for part, label in zip(record.parts, labels, strict=True) if label == "METHODS")
    paper = Paper(
        title=record.title,
        abstract=" ".join(part.text for part in abstract),
        methods=methods,
        publication_types=record.types,
        types_from=record.types_from,
        mesh=record.mesh,
        doi=ids.get("doi", ""),
        journal=record.journal,
        retracted_by=record.retracted_by,
        concern_by=record.concern_by,
        full_text=any(part.body for part in record.parts),
    )
    grading = grade(paper)
    return Source(
        id=source_id(ids, file_name, record.within),
        title=record.title or ids.get("citekey", "") or source_id(ids, file_name, record.within),
        format=record.format,
        provenance="paper",
        language=detect_language(text[:_LANGUAGE_SAMPLE]),
        grading=grading,
        population=population_of([(part.heading, part.text) for part in abstract], methods or paper.abstract),
        year=year_in(record.date),
        date=record.date,
        authors=tuple(record.authors),
        ids=ids,
        properties=_properties(record),
        flags=flags(paper, grading.study),
    )


def _properties(record: Record) -> dict[str, str]:
    found = {
        "journal": record.journal,
        "publication types": "; ".join(record.types),
        "mesh": "; ".join(record.mesh),
        "keywords": "; ".join(record.keywords),
    }
    return {name: value for name, value in found.items() if value}
