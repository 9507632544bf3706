"""Which planted facts a text states: all parts of a fact in one sentence, found by its own words alone.

Nothing of the product's own reading takes part, so that what it cannot read it cannot hide either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from consilium.evaluation.worlds.facts import Fact, Way, spelt
from consilium.evaluation.worlds.words import Name
from consilium.evaluation.worlds.world import World
from consilium.types.question import Language

Need = tuple[tuple[re.Pattern[str], ...], ...]
"""Alternatives; of one of them every pattern must be found."""

LANGUAGES: Final[tuple[Language, ...]] = ("ru", "en")

_END: Final = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[\"“«(]?[A-ZА-ЯЁ\d])|\n+")
_IDS: Final = re.compile(r"\s*\[[\w, ]{1,40}\]")
_SPACE: Final = re.compile(r"[\s\u00a0]+")

_WAYS: Final[dict[Way, re.Pattern[str]]] = {
    "none": re.compile(
        r"\b(?:does|do) not change|\bstays? the same|\bno (?:change|difference|effect)\b|\bunchanged\b|\bas it was\b"
        r"|\bне меня\w+|прежнем уровне|\bизменений\b|\bне изменя\w+|никакого влияния|\bна \w.* не действу\w+"
    ),
    "up": re.compile(
        r"\braises?\b|\bgoe?s? up\b|\bgain of\b|\bincrease\b|\bhigher\b|\badd\b|\bboosts?\b"
        r"|\bповыша\w+|\bраст[ёу]т\b|\bрост\b|\bувелич\w+|\bвыше\b|\bподнима\w+"
    ),
    "down": re.compile(
        r"\blowers?\b|\bfalls?\b|\bdrop of\b|\bdecrease\b|\blose\b|\breduces?\b"
        r"|\bснижа\w+|\bснижени\w+|\bпада[ею]т\b|\bуменьш\w+|\bниже\b|\bсокраща\w+"
    ),
}
_COMPARED: Final = re.compile(
    r"\bmore\b|\bbeats?\b|\bsuperior\b|\blarger\b|\bsmaller\b|\bstronger\b|сильнее|\bлучше\b|\bбольше\b|больший|\bменьше\b"
)
_MARKED: Final = ("Disputed:", "Спорно:", "Rejected:", "Отвергнуто:")
_UNITS: Final = {
    "finding": r"(?:%|percent|процент)",
    "weeks": r"(?:weeks|недел)",
    "sample": r"(?:participants|участник)",
    "recommendation": r"(?:minutes|минут)",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a verdict.

    Args:
        text: without the ids of claims.
        marked: whether it stands among what is disputed or rejected.
    """

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Knows what each fact of a world looks like.

    Args:
        signs: by fact and language, everything that must be found.
    """

    signs: tuple[tuple[Fact, Language, tuple[Need, ...]], ...]

    @classmethod
    def of(cls, world: World) -> Reader:
        """The reader of a world; made once."""
        return _reader(world.mark, tuple(one.fact for one in world.held))

    def facts_in(self, text: str) -> list[Fact]:
        """Facts that one sentence states in full, in either language."""
        plain = _SPACE.sub(" ", text).casefold()
        return [fact for fact, _, needs in self.signs if _found(fact, needs, plain)]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a verdict, line by line; those below a heading of doubt are marked."""
    for paragraph in text.split("\n\n"):
        marked = paragraph.lstrip().startswith(_MARKED)
        for piece in _END.split(_IDS.sub("", paragraph)):
            if piece.strip() and piece.strip() not in _MARKED:
                yield Sentence(piece.strip(" -"), marked)


def bare(text: str) -> str:
    """A verdict without the ids of its claims, as a reader's eye passes over them."""
    return _IDS.sub("", text)


@lru_cache(maxsize=64)
def _reader(_mark: str, facts: tuple[Fact, ...]) -> Reader:
    return Reader(tuple((fact, language, tuple(_needs(fact, language))) for fact in facts for language in LANGUAGES))


def _found(fact: Fact, needs: tuple[Need, ...], text: str) -> bool:
    if not all(any(all(part.search(text) for part in parts) for parts in need) for need in needs):
        return False
    if fact.kind == "comparison":
        return _COMPARED.search(text) is not None
    return fact.kind != "finding" or _goes(fact.way, text)


def _goes(way: Way, text: str) -> bool:
    """Whether a sentence tells this way; what it denies is taken out before a rise or a fall is looked for."""
    if way == "none":
        return _WAYS["none"].search(text) is not None
    return _WAYS[way].search(_WAYS["none"].sub(" ", text)) is not None


def _needs(fact: Fact, language: Language) -> Iterator[Need]:
    yield _name(fact.subject, language)
    if fact.kind in {"finding", "comparison", "mechanism", "sample"}:
        yield _name(fact.outcome, language)
    if fact.kind in {"finding", "comparison", "weeks", "recommendation"}:
        yield _name(fact.people, language)
    if fact.other is not None:
        yield _name(fact.other, language)
    if fact.means is not None:
        yield _name(fact.means, language)
    if fact.amount:
        yield _number(fact.amount, _UNITS[fact.kind])
    if fact.weeks:
        yield _number(fact.weeks, _UNITS["weeks"])
    if fact.dose:
        yield _number(fact.dose, r"(?:g\b|г\b)" if fact.subject.dosed else r"(?:times|раза?\b)")


def _name(name: Name, language: Language) -> Need:
    return tuple(tuple(parts) for parts in name.patterns(language))


def _number(number: float, unit: str) -> Need:
    digits = re.escape(f"{number:g}").replace(r"\.", "[.,]")
    words = "|".join(
        [digits, *(spelt(number, language, words=True) for language in LANGUAGES if number == int(number))]
    )
    return ((re.compile(rf"(?<![\d.,\w])(?:{words})(?![.,]?\d)\s*{unit}"),),)
