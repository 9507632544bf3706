"""What a note's frontmatter, tags and fields say about it, in the terms of every source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from consilium.knowledge.obsidian.frontmatter import Frontmatter, as_text
from consilium.knowledge.obsidian.tags import distinct
from consilium.knowledge.readers.dates import iso_date, year_of
from consilium.types.source import GRADES, Grading, Source, StudyType
from consilium.wording import detect_language

_IDS = ("doi", "pmid", "pmcid", "isbn", "citekey", "url", "uid")
_ID_NAMES: Mapping[str, str] = {**{name: name for name in _IDS}, "conversation_id": "uid", "source_url": "url"}
_DATES = ("date", "created", "date created", "create_time", "published", "дата", "создано", "year", "год")
_TOLD = frozenset(
    {"title", "aliases", "alias", "tags", "tag", "private", "author", "authors", "автор", "авторы", "population"}
)
_STUDIES: Mapping[str, StudyType] = {
    "randomized-controlled-trial": "rct",
    "randomised-controlled-trial": "rct",
    "рки": "rct",
    "рандомизированное-контролируемое-исследование": "rct",
    "metaanalysis": "meta-analysis",
    "мета-анализ": "meta-analysis",
    "метаанализ": "meta-analysis",
    "систематический-обзор": "systematic-review",
    "контролируемое-исследование": "controlled-trial",
    "cohort": "observational",
    "cohort-study": "observational",
    "cross-sectional": "observational",
    "наблюдательное": "observational",
    "наблюдательное-исследование": "observational",
    "когортное-исследование": "observational",
    "case-series": "case-report",
    "описание-случая": "case-report",
    "review": "narrative-review",
    "обзор": "narrative-review",
}
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_SAMPLE = 20_000


def described(
    name: str,
    text: str,
    head: Frontmatter,
    tags: Iterable[str] = (),
    fields: Iterable[tuple[str, str]] = (),
    format_: str = "obsidian",
) -> Source:
    """The source that a note is.

    Args:
        name: its file's path below the learned folder, which is its id.
        text: the whole note.
        head: its frontmatter.
        tags: those in its body.
        fields: names and values of its inline fields.
        format_: of its reader.
    """
    stem = unicodedata.normalize("NFC", PurePosixPath(name).stem)
    date = next((iso for key in _DATES if (iso := iso_date(head.text(key)))), "") or _date_in(stem)
    return Source(
        id=name,
        title=head.text("title") or stem,
        format=format_,
        language=detect_language(text[head.body : head.body + _SAMPLE]),
        grading=_grading(head),
        population=head.text("population"),
        year=year_of(date),
        date=date,
        authors=head.items("authors", "author", "авторы", "автор"),
        ids=_ids(head),
        aliases=head.items("aliases", "alias"),
        tags=distinct([*head.tags(), *tags]),
        properties=_properties(head, fields),
        private=head.private,
    )


def _date_in(stem: str) -> str:
    """The date in a daily note's name, ``2024-03-12`` or ``2024-03-12 Interval``."""
    return iso_date(stem) if re.match(r"\d{4}-\d\d-\d\d", stem) else ""


def _ids(head: Frontmatter) -> dict[str, str]:
    ids = {id_: value for key, id_ in _ID_NAMES.items() if (value := head.text(key))}
    if found := _DOI.search(ids.get("doi", "")):
        ids["doi"] = found[0]
    return ids


def _grading(head: Frontmatter) -> Grading:
    """The study type that a note on a paper names: under ``study``, or under ``type`` where that is one."""
    for key in ("study", "study_type", "type"):
        named = re.sub(r"[\s_]+", "-", head.text(key).casefold())
        study = next((known for known in GRADES if known == named), _STUDIES.get(named, "unknown"))
        if study != "unknown":
            return Grading(study, f"frontmatter: {key}")
    return Grading()


def _properties(head: Frontmatter, fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The properties that say something else, and the inline fields; several values of one name are joined."""
    found = {
        name: text
        for name, value in head.values.items()
        if name not in _TOLD and name not in _ID_NAMES and (text := as_text(value))
    }
    for key, value in fields:
        if value:
            found[key] = f"{found[key]}; {value}" if key in found else value
    return found
