"""What a panel's claims are about, by what their authors filled in: the other words are not held against them.

A vocabulary tells names from other words only as far as it goes. But members say what the subject and the outcome of
most of their claims are, and others speak of the same things in their own sentences. Where a claim names a subject
and an outcome that somebody filled in, whatever else it says is wording.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from consilium.argument.reading.ideas import Idea, alike, covered, ideas_in
from consilium.argument.reading.plain import plain, words_in
from consilium.argument.reading.sense import Sense
from consilium.types.opinion import Claim

_WORDED = frozenset(("finding", "comparison"))
"""Kinds of which subject and outcome are all that they are about; a mechanism has its means as well."""

Things = tuple[Idea, ...]


def focused(senses: Mapping[str, Sense], claims: Iterable[Claim]) -> dict[str, Sense]:
    """The senses, by claim id, without ideas that are nothing that any of the panel's claims are about.

    Args:
        senses: of each claim, by its id.
        claims: of the whole panel.
    """
    told = [claim.says for claim in claims if claim.says.subject and claim.says.outcome]
    subjects = _named(says.subject for says in told)
    outcomes = _named(says.outcome for says in told)
    return {id_: _focused(sense, subjects, outcomes) for id_, sense in senses.items()}


def _named(texts: Iterable[str]) -> Things:
    """The ideas of what was filled in, each once."""
    found: dict[str, Idea] = {}
    for text in sorted(set(texts)):
        for idea in ideas_in(words_in(plain(text))):
            found.setdefault(idea.stem, idea)
    return tuple(found.values())


def _focused(sense: Sense, subjects: Things, outcomes: Things) -> Sense:
    if sense.kind not in _WORDED:
        return sense
    done, seen = _among(sense.ideas, subjects), _among(sense.ideas, outcomes)
    kept = [idea for idea in sense.ideas if idea in done or idea in seen or idea.key]
    if not done or not seen or len({*done, *seen}) < 2 or len(kept) == len(sense.ideas):  # noqa: PLR2004
        return sense
    return replace(sense, ideas=tuple(kept))


def _among(ideas: Sequence[Idea], things: Things) -> list[Idea]:
    return [
        idea
        for idea in ideas
        if not idea.weak and (covered(idea, things) or any(alike(idea, part) for one in things for part in one.parts))
    ]
