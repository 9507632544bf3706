"""A panel's own dictionary: which names its members write in Russian and in English are of one thing.

A vocabulary never has every name. But where claims in two languages are one by their numbers, or a claim quotes a
sentence in the other language that says the same, the subject that is filled in on one side and the one on the other
are two names of one thing, and so are the outcomes. Then other claims about these things can be held against one
another that no number brings together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from consilium.argument.meetings import Meetings, alike, in_both, quoted
from consilium.argument.naming import ROLES, Name, Naming, Telling, name_of
from consilium.argument.reading.ideas import Idea, name_stems
from consilium.argument.reading.plain import words_in
from consilium.argument.reading.sense import Sense
from consilium.types.opinion import Claim


class Dictionary:
    """What one panel calls the things that it speaks of, in both languages.

    Args:
        claims: of the whole panel.
        senses: of each claim, by its id.
    """

    def __init__(self, claims: Iterable[Claim], senses: Mapping[str, Sense]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._told = {id_: Telling(senses[id_], claim.says) for id_, claim in self._claims.items()}
        self._naming = Naming(claim.says for claim in self._claims.values())
        self._ids: dict[Name, str] = {}

    def __bool__(self) -> bool:
        return bool(self._ids)

    def learn(self, groups: Iterable[Sequence[Claim]]) -> None:
        """Take up what claims tell of names, given the groups of them that assert the same."""
        told = [self._tellings(group) for group in groups]
        meetings = Meetings(self._naming)
        for group in filter(in_both, told):
            meetings.of_one(group)
        for group in alike(one for apart in told if not in_both(apart) for one in apart):
            meetings.of_some(group)
        for pair in meetings.settled():
            self._ids.update(dict.fromkeys(pair, f"d:{'='.join(map(_written, pair))}"))

    def _tellings(self, group: Sequence[Claim]) -> list[Telling]:
        """Claims that assert the same, and the quotations for them that do so in the other language."""
        return [one for claim in group for one in (self._told[claim.id], *quoted(claim, self._told[claim.id]))]

    def translated(self) -> dict[str, Sense]:
        """The senses, with names of the dictionary under ids that both languages share."""
        return {id_: self._translated(one) for id_, one in self._told.items()}

    def _translated(self, one: Telling) -> Sense:
        sense, words = one.sense, name_stems(words_in(one.sense.plain))
        ideas, rival, named = sense.ideas, sense.rival, set[int]()
        for name in self._said(sense):
            places = {start for start, stem in words.items() if stem in name}
            ideas, rival = (_marked(part, self._ids[name], places, words) for part in (ideas, rival))
            named |= places
        marked = {id_ for idea in (*ideas, *rival) for id_ in idea.ids}
        # Who fills in a name may call the thing otherwise in the sentence.
        filled = {self._ids.get(self._naming.part(one, role), "") for role in ROLES} - {"", *marked}
        ideas = (*ideas, *(Idea(id_, frozenset((id_,)), russian=sense.russian) for id_ in sorted(filled)))
        return replace(_widened(sense, named), ideas=ideas, rival=rival, ids=sense.ids | marked | filled)

    def _said(self, sense: Sense) -> list[Name]:
        return sorted((name for name in self._ids if name <= name_of(sense.plain)), key=_written)


def _written(name: Name) -> str:
    return " ".join(sorted(name))


def _marked(ideas: Sequence[Idea], id_: str, places: set[int], words: Iterable[int]) -> tuple[Idea, ...]:
    """The ideas, with those also under an id whose words all stand at some places."""

    def within(idea: Idea) -> bool:
        own = {start for start in words if idea.start <= start < idea.end}
        return bool(own) and own <= places

    return tuple(replace(idea, ids=idea.ids | {id_}) if within(idea) else idea for idea in ideas)


def _widened(sense: Sense, named: set[int]) -> Sense:
    """The sense without what seemed to narrow it and is part of a name: a low-carbohydrate diet."""
    if sense.narrowed and all(start in named for start, _ in sense.narrowed):
        return replace(sense, setting={}, narrowed=())
    return sense
