"""A verdict's text as sentences, each with the ids of the claims that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_IDS: Final = r"\[\s*c[0-9a-z_-]+(?:\s*[,;/]\s*c[0-9a-z_-]+)*\s*\]"
_MARK: Final = re.compile(rf"\s*{_IDS}", re.IGNORECASE)
_ID: Final = re.compile(r"c[0-9a-z_-]+", re.IGNORECASE)
_END: Final = re.compile(
    rf"(?:(?<!\bvs)(?<!\bal)(?<!\be\.g)(?<!\bi\.e)(?<!\bсм)(?<!\bср)(?<!\bт\.е)(?<!\bт\.к)[.!?…][\"'»”)]*(?:\s*{_IDS})*)(?=\s|\Z)",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"\A\s*(?:[-*+•–—]\s+|\d{1,2}[.)]\s+|#{1,6}\s+)?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a verdict.

    Args:
        text: as it stands, with the marks.
        bare: without the marks of ids and lists.
        ids: the claims it names, in order.
    """

    text: str
    bare: str
    ids: tuple[str, ...] = ()


def marked_sentences(text: str) -> list[list[Sentence]]:
    """The paragraphs of a text, each as its sentences; ids behind a full stop belong to what stands before it.

    >>> [[one.ids for one in part] for part in marked_sentences("It rises [c1]. By 5 %. [c2, c3]")]
    [[('c1',), ('c2', 'c3')]]
    """
    paragraphs = ([_sentence(part) for part in _parts(line)] for line in text.split("\n") if line.strip())
    return [some for some in paragraphs if some]


def _parts(line: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(line):
        yield line[start : found.end()]
        start = found.end()
    if line[start:].strip():
        yield line[start:]


def _sentence(part: str) -> Sentence:
    ids = [one for mark in _MARK.findall(part) for one in _ID.findall(mark)]
    bare = re.sub(r"\s+([.,;:!?])", r"\1", _MARK.sub("", _ITEM.sub("", part))).strip()
    return Sentence(part.strip(), bare, tuple(dict.fromkeys(ids)))
