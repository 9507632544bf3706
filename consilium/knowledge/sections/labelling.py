"""The role of each part of a paper: by its heading, else by a linear model of words, position and order."""

from __future__ import annotations

from collections.abc import Sequence

from consilium.knowledge.sections.headings import label_of
from consilium.knowledge.sections.model import fitted
from consilium.types.source import SectionLabel

MOST_PARTS = 12
"""The model was fitted on abstracts; a text of more parts is none, and only its headings are believed."""

MOST_SENTENCES = 40

_ENGLISH_SHARE = 0.9


def label_sections(stretches_texts: Sequence[str], headings: Sequence[str]) -> list[SectionLabel]:
    """The role of each part of one paper.

    A heading, or the raw label of a structured abstract, decides by its words; below one that names no part (such as
    ``Funding``) there is no role. Parts without any heading are labelled by the fitted model, which looks at the whole
    sequence and takes the roles that are known as given; it knows English abstracts only, and other texts are left
    without a role.

    Args:
        stretches_texts: the paper's parts, in order.
        headings: the heading above each, empty where there is none; as many.

    >>> label_sections(["We ran.", "It helped."], ["2. Methods", "Результаты"])
    ['METHODS', 'RESULTS']
    """
    named = [label_of(heading) for heading in headings]
    open_ = [at for at, heading in enumerate(headings) if not heading.strip()]
    if not open_ or len(headings) > MOST_PARTS or not is_english(" ".join(stretches_texts)):
        return named
    for at, label in enumerate(fitted("parts").labels(stretches_texts, named)):
        if at in open_:
            named[at] = label
    return named


def label_sentences(sentences: Sequence[str]) -> list[SectionLabel]:
    """The role of each sentence of an abstract without labels; no roles where it is not English or no abstract."""
    if not 2 < len(sentences) <= MOST_SENTENCES or not is_english(" ".join(sentences)):  # noqa: PLR2004  fewer tell nothing
        return [""] * len(sentences)
    return fitted("sentences").labels(sentences, [""] * len(sentences))


def is_english(text: str) -> bool:
    """Whether nearly all letters are Latin."""
    letters = [char for char in text if char.isalpha()]
    return sum(char.isascii() for char in letters) >= len(letters) * _ENGLISH_SHARE
