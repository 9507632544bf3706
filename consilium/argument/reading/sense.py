"""A statement read once for comparing it with others: what it names, which way it goes, of whom and how much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from consilium.argument.reading.amounts import Amount, amounts_in
from consilium.argument.reading.comparing import Compared, compared_in
from consilium.argument.reading.heading import compared_heading, heading
from consilium.argument.reading.ideas import Idea, ideas_in
from consilium.argument.reading.kinds import kind_of
from consilium.argument.reading.people import Sides, groups_in, qualifiers_in, sides, told
from consilium.argument.reading.plain import Word, plain, words_in
from consilium.argument.reading.turns import with_turns
from consilium.argument.reading.ways import Way
from consilium.types.statement import UNSAID, ClaimKind, Statement


@dataclass(frozen=True, slots=True)
class Sense:
    """What a statement says, as far as rules can read it.

    Args:
        plain: its plain text.
        kind: what kind of statement it is.
        way: which way it goes.
        ideas: what it names, but for whom it speaks of and what it is compared with.
        rival: what its subject is compared with.
        compared: the mark of a comparison; None where nothing is compared.
        amounts: its numbers.
        population: whom it speaks of, by axis.
        groups: the same without repetition.
        setting: what narrows it otherwise, by axis.
        russian: whether it is Russian.
        people: where the words of ``population`` stand.
        narrowed: where those of ``setting`` do.
        ids: of all that it names, parts of names included.
    """

    plain: str
    kind: ClaimKind
    way: Way
    ideas: tuple[Idea, ...]
    rival: tuple[Idea, ...]
    compared: Compared | None
    amounts: tuple[Amount, ...]
    population: Sides
    groups: frozenset[str]
    setting: Sides
    russian: bool
    people: tuple[tuple[int, int], ...] = ()
    narrowed: tuple[tuple[int, int], ...] = ()
    ids: frozenset[str] = frozenset()


_CYRILLIC: Final = re.compile(r"[а-я]")


@lru_cache(maxsize=8192)
def sense_of(text: str, says: Statement = UNSAID) -> Sense:
    """The sense of a statement; what its author filled in counts where the sentence itself does not say."""
    bare = with_turns(text)
    words, amounts = words_in(bare), amounts_in(bare)
    outside = [word for word in words if not _inside(word, amounts)]
    compared, rival = _rival(bare, outside)
    population, taken = _population(outside)
    people = _groups_as_ideas(rival, outside) if compared and groups_in(rival) else None
    left = [word for word in outside if word not in rival and not _inside(word, taken)]
    every = ideas_in(left)
    kind = kind_of(bare, compared=compared is not None)
    setting, narrowed = _setting(left, every) if kind != "limitation" else ({}, ())
    ideas = [idea for idea in every if idea.key or idea.parts or not _qualifies(left, idea)]
    against = ideas_in([word for word in rival if not _inside(word, taken)])
    if people:
        population, ideas, against = {}, [*ideas, *people[1]], [*against, *people[0]]
    # How long was looked, or at how many, is the same however it is put: no longer than, at the most, nothing beyond.
    bounded = kind == "limitation" and bool(amounts)
    if bounded:
        amounts = tuple(replace(amount, bound="") for amount in amounts)
    way = Way("said") if bounded else compared_heading(bare, heading(bare, words, left, ideas, amounts, kind), compared)
    sense = Sense(
        bare,
        kind,
        way,
        tuple(_placed(bare, idea) for idea in ideas),
        tuple(against),
        compared,
        amounts,
        population,
        told(population),
        setting,
        bool(_CYRILLIC.search(bare)),
        tuple((word.start, word.end) for word in taken),
        narrowed,
        frozenset(id_ for idea in (*ideas, *against) for one in (idea, *idea.parts) for id_ in one.ids),
    )
    return _filled(sense, says)


def _rival(bare: str, outside: Sequence[Word]) -> tuple[Compared | None, list[Word]]:
    """What the subject is compared with, and the words that name it; None where they name nothing."""
    compared = compared_in(bare)
    if compared is None:
        return None, []
    rival = [word for word in outside if compared.start <= word.start < compared.end]
    if compared.mark in _LEADING and bare.startswith(compared.mark):
        # Without a comma the first name is what is compared with, and the next one the subject.
        first = next(iter(ideas_in(rival)), None)
        rival = [word for word in rival if first is None or word.start < first.end]
    return (compared, rival) if ideas_in(rival) or groups_in(rival) else (None, [])


def _groups_as_ideas(rival: Sequence[Word], outside: Sequence[Word]) -> tuple[list[Idea], list[Idea]]:
    """Groups set against one another are what is compared, not whom it holds for: women need more than men."""
    beside = [word for word in outside if word not in rival]
    return _grouped(rival), _grouped(beside)


def _grouped(words: Sequence[Word]) -> list[Idea]:
    return [
        Idea(one.side, frozenset((f"p:{one.side}",)), known=True, start=one.start, end=one.end)
        for one in groups_in(words)
    ]


_LEADING: Final = frozenset(("по сравнению с", "по сравнению со", "в сравнении с", "compared with", "compared to"))
_PLACED: Final = re.compile(
    r"\b(?:in|at|during|after|before|under|following|among|when|while|within|при|в|во|на|после|до|перед|под|у|среди"
    r"|если|когда|во время)\s(?:[\w-]+\s){0,2}\Z"
)


def _placed(text: str, idea: Idea) -> Idea:
    """The idea with whether it stands behind a preposition."""
    return replace(idea, setting=bool(_PLACED.search(text, max(0, idea.start - 40), idea.start)))


def _qualifies(words: Sequence[Word], idea: Idea) -> bool:
    """Whether an idea only narrows the statement."""
    return any(word.start == idea.start and "-" not in word.text and qualifiers_in([word]) for word in words)


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _inside(word: Word, spans: Sequence[_Span]) -> bool:
    return any(span.start <= word.start < span.end for span in spans)


def _population(words: Sequence[Word]) -> tuple[Sides, list[Word]]:
    """Whom some words speak of, and the words that say so; names of things keep theirs: sleep of shift work."""
    things = [idea for idea in ideas_in(words) if (idea.key or idea.own) and " " in idea.stem]
    marked = groups_in([word for word in words if not _inside(word, things)])
    spans = {one.start for one in marked}
    taken = [word for word in words if word.start in spans]
    taken += [word for word in words if _COMPANION.match(word.text) and _beside(word, taken)]
    return sides(marked), sorted(taken, key=lambda word: word.start)


_COMPANION: Final = re.compile(
    r"(?:вес\w{0,3}|workers?|officers?|survivors?|school|players?|люд\w+|people|adults?|возраст\w*|мышц|level|уровня|спорт\w*|persons?"
    r"|individuals?)\Z"
)
"""Words that only complete how a group is called: office workers, с избыточным весом."""


def _beside(word: Word, taken: Sequence[Word]) -> bool:
    return any(word.start - other.end == 1 for other in taken)


def _setting(words: Sequence[Word], ideas: Sequence[Idea]) -> tuple[Sides, tuple[tuple[int, int], ...]]:
    """What narrows a statement, but for what belongs to a name: high-intensity interval training."""
    names = [idea for idea in ideas if " " in idea.stem or idea.key]
    marked = qualifiers_in([word for word in words if not _inside(word, names)])
    return sides(marked), tuple((one.start, one.end) for one in marked)


def _filled(sense: Sense, says: Statement) -> Sense:
    """The sense with what its author filled in and the sentence leaves out."""
    if says == UNSAID:
        return sense
    population = sense.population or sides(groups_in(words_in(plain(says.population))))
    amounts = sense.amounts
    if says.magnitude is not None and not any(amount.is_size for amount in amounts):
        amounts = (*amounts, *amounts_in(plain(f"{says.magnitude:g} {says.unit}")))
    condition = sense_of(says.condition) if says.condition else None
    if condition and not any(not amount.is_size for amount in amounts):
        amounts = (*amounts, *condition.amounts)
    kind = says.kind if says.kind != "finding" else sense.kind
    way = _FILLED.get(says.direction, sense.way) if sense.way.turn in _UNTOLD else sense.way
    if kind == "limitation" and amounts:
        way, amounts = Way("said"), tuple(replace(amount, bound="") for amount in amounts)
    return replace(
        sense,
        kind=kind,
        way=way,
        population=population,
        groups=told(population),
        amounts=amounts,
        setting=sense.setting or (condition.setting if condition else {}),
    )


_UNTOLD: Final = frozenset(("said", "changed"))
_FILLED: Final = {"up": Way("up"), "down": Way("down"), "none": Way("none"), "mixed": Way("changed")}
