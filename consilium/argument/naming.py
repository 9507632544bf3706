"""How a panel's members call what their claims are about, by what they filled in and what their sentences say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from consilium.argument.reading.ideas import ideas_in, name_stems
from consilium.argument.reading.plain import plain, words_in
from consilium.argument.reading.sense import Sense
from consilium.types.statement import UNSAID, Statement

Name = frozenset[str]
"""A name by the stems of its words, in any order."""

Role = Literal["subject", "outcome"]
ROLES: Final[tuple[Role, ...]] = ("subject", "outcome")


@dataclass(frozen=True, slots=True)
class Telling:
    """One wording of a claim, or a quotation for it, and what its author filled in."""

    sense: Sense
    says: Statement = UNSAID


class Naming:
    """The names that members filled in, and which of them a sentence is about.

    Args:
        filled: what the members of a panel filled in.
    """

    def __init__(self, filled: Iterable[Statement]) -> None:
        said = tuple(filled)
        self._names = {role: frozenset(name_of(_filled(one, role)) for one in said) - {NAMELESS} for role in ROLES}
        texts = {_filled(one, role) for one in said for role in ROLES}
        self.known = frozenset(name_of(text) for text in texts if _is_known(text))
        """Names that the vocabulary has all of: it tells itself what is one with them."""

    def part(self, one: Telling, role: Role) -> Name:
        """The name of a part: as it was filled in, else the only one of the panel's that the sentence has."""
        if filled := name_of(_filled(one.says, role)):
            return filled
        words = name_of(one.sense.plain)
        named = [name for name in self._names[role] if name <= words]
        fullest = [name for name in named if not any(name < other for other in named)]
        return fullest[0] if len(fullest) == 1 else NAMELESS


NAMELESS: Final[Name] = frozenset()


@lru_cache(maxsize=8192)
def name_of(text: str) -> Name:
    """A text as a name; of a sentence, all that names in it may be made of."""
    return frozenset(name_stems(words_in(plain(text))).values())


def _filled(says: Statement, role: Role) -> str:
    return says.subject if role == "subject" else says.outcome


@lru_cache(maxsize=4096)
def _is_known(text: str) -> bool:
    return all(idea.known for idea in ideas_in(words_in(plain(text))))
