"""Splitting an abstract that is one string into the parts that its inline labels name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consilium.knowledge.readers.record import Part
from consilium.knowledge.sections.headings import is_label, label_of

_LEAST_LABELS = 2
_CAPITALS = re.compile(r"(?:\A|(?<=[.!?)\]»”\"] )|\n)\s*(?P<label>[A-ZА-ЯЁ][A-ZА-ЯЁ/&, ()-]{2,70}?)\s?:\s+")
_WRITTEN = re.compile(
    r"(?:\A|(?<=[.!?)\]»”\"] )|\n)\s*(?P<label>[A-ZА-ЯЁ][\w/&, -]{2,60}?)\s?(?::|\.(?=\s+[A-ZА-ЯЁ0-9])"
    r"|\s[—–])\s+|(?:\A|\n)[ \t]*(?P<line>[A-ZА-ЯЁ][\w/&, -]{2,60})[ \t]*\n"
)


def abstract_parts(text: str) -> Iterator[Part]:
    """The parts of an abstract, each with its label as heading; one part without a heading where it has no labels.

    Labels in capitals with a colon are taken as they are; others only where their words name a part of a paper and
    at least two stand in the text.

    >>> [part.heading for part in abstract_parts("Aim: To test it. Methods: We ran. Results: It held.")]
    ['Aim', 'Methods', 'Results']
    """
    text = text.strip()
    labels = _labels(text)
    if len(labels) < _LEAST_LABELS:
        if text:
            yield Part(" ".join(text.split()))
        return
    lead = text[: labels[0][0]].strip()
    if lead:
        yield Part(" ".join(lead.split()))
    ends = [start for start, _, _ in labels[1:]] + [len(text)]
    for (_, behind, label), end in zip(labels, ends, strict=True):
        part = " ".join(text[behind:end].split())
        if part:
            yield Part(part, label)


def _labels(text: str) -> list[tuple[int, int, str]]:
    """Start of each label, the offset behind it, and the label."""
    capitals = [(hit.start(), hit.end(), hit["label"].strip()) for hit in _CAPITALS.finditer(text)]
    if len(capitals) >= _LEAST_LABELS and any(label_of(label) for _, _, label in capitals):
        return capitals
    written = [(hit.start(), hit.end(), (hit["label"] or hit["line"]).strip()) for hit in _WRITTEN.finditer(text)]
    return [found for found in written if is_label(found[2])]
