"""Words of one idea under one key, Russian and English, so that findings in both languages meet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from consilium.knowledge.search.glossary import read_groups
from consilium.knowledge.stemming import stems
from consilium.types.question import Language

_TERMS: Final = Path(__file__).parent / "terms.tsv"
_GLOSSARY: Final = Path(__file__).parents[1] / "glossary.tsv"
_SHORTEST_NAME: Final = 3
_MOST_WORDS: Final = 6
_NO_NAME: Final = re.compile(
    r"\b(?:did|do|does|no|not|where|when|while|why|vs|more|less|well|also|was|were|is|are|be|been|has|have|had|found|find|show\w*|report\w*|suggest\w*|conclud\w*|we|they|it|this|these"
    r"|those|that|there|who|he|she|most|many|some|both|which|may|might|can|could|would|will|to|than|был[аио]?|есть|нашел"
    r"|нашёл|нашл[аи]|показал\w*|мы|они|он[ао]?|это|эт[аио]т?|которы\w+|может|могут|что|как|чем|обычно|очень|же)\b|[\[\]|#@=%\"]",
    re.IGNORECASE,
)
"""Words and marks that do not stand in the name of a thing."""


# Words that stand in many names and name nothing.
_EMPTY: Final = frozenset(
    stem
    for word in (
        "supplementation intake ingestion consumption use group condition intervention treatment effect significantly"
        " significant also however only although when while during between all a mean total average levels level value"
        " прием применение использование группа условие вмешательство лечение эффект значимо достоверно средний также"
        " однако только хотя когда во время уровень значение показатель"
    ).split()
    for stem in stems(word)
)


class Term(NamedTuple):
    """An idea and whether more of it is wanted: 1 more, -1 less, 0 unknown.

    ``ours`` marks ideas of our own list, which are what studies are about; the glossary also knows everyday words.
    """

    key: str
    better: int
    ours: bool = False


class Found(NamedTuple):
    """A term in a list of stems, at ``stems[start:end]``."""

    term: Term
    start: int
    end: int


def terms_in(found_stems: Sequence[str]) -> Iterator[Found]:
    """The terms among some stems, in order; of overlapping ones the longest."""
    table = _table()
    at = 0
    while at < len(found_stems):
        match = next(
            (
                Found(term, at, at + len(phrase))
                for phrase, term in table.get(found_stems[at], ())
                if tuple(found_stems[at : at + len(phrase)]) == phrase
            ),
            None,
        )
        if match:
            yield match
        at = match.end if match else at + 1


@lru_cache(maxsize=20_000)
def key_of(words: str) -> Term | None:
    """What a noun phrase names; None where it is long or no noun phrase.

    The first idea of our list that it holds; else what the glossary knows it by as a whole; else its own stems.

    >>> key_of("регулярный приём кофеина"), key_of("the maximal oxygen uptake")
    (Term(key='caffeine', better=0, ours=True), Term(key='vo2max', better=1, ours=True))
    >>> key_of("tailored telephone counseling").key, key_of("we found that it")
    ('counsel tailor telephon', None)
    """
    own = stems(words)
    found = list(terms_in(own))
    if ours := next((one.term for one in found if one.term.ours), None):
        return ours
    if len(words.split()) > _MOST_WORDS or _NO_NAME.search(words):
        return None
    left = [stem for stem in own if stem not in _EMPTY and not stem[0].isdigit()]
    if len(found) == 1 and found[0].end - found[0].start == len(left):
        return found[0].term
    return Term(" ".join(sorted(set(left))), 0) if left else None


def name_of(key: str, language: Language) -> str:
    """What a key is called in a language; the key itself where only it is known.

    >>> name_of("vo2max", "ru"), name_of("counsel telephon", "en")
    ('МПК', 'counsel telephon')
    """
    return _names().get((key, language), key)


def is_listed(key: str) -> bool:
    """Whether a key is one of our own list: what studies are about, in both languages.

    >>> is_listed("caffeine"), is_listed("counsel telephon")
    (True, False)
    """
    return (key, "en") in _names()


@cache
def _names() -> Mapping[tuple[str, str], str]:
    rows = (line.split("\t") for line in _TERMS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    names: dict[tuple[str, str], str] = {}
    for key, _, english, russian in rows:
        names |= {(key, "en"): english.split(";")[0], (key, "ru"): russian.split(";")[0]}
    return names


@cache
def _table() -> Mapping[str, Sequence[tuple[tuple[str, ...], Term]]]:
    """Phrases by their first stem, longest first; our own list goes before the glossary."""
    table: dict[str, dict[tuple[str, ...], Term]] = defaultdict(dict)
    for term, phrases in (*_listed(), *_glossed()):
        for phrase in phrases:
            stemmed = tuple(stems(phrase))
            if stemmed:
                table[stemmed[0]].setdefault(stemmed, term)
    return {first: sorted(entries.items(), key=lambda entry: -len(entry[0])) for first, entries in table.items()}


def _listed() -> Iterator[tuple[Term, list[str]]]:
    for line in _TERMS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, sign, *phrases = line.split("\t")
            yield Term(key, {"+": 1, "-": -1}.get(sign, 0), ours=True), "; ".join(phrases).split("; ")


def _glossed() -> Iterator[tuple[Term, list[str]]]:
    """Groups of the glossary; one that shares a name with our own list is that idea."""
    known = {tuple(stems(phrase)): term for term, phrases in _listed() for phrase in phrases}
    for names in read_groups(_GLOSSARY.read_text(encoding="utf-8")):
        same = next((known[phrase] for name in names if (phrase := tuple(stems(name))) in known), None)
        # A single everyday word of a group ("patient", "work") says too little of what a study is about.
        yield same or Term(names[-1].casefold(), 0), [name for name in names if " " in name or _is_short_for(name)]


def _is_short_for(name: str) -> bool:
    """Whether a name is an abbreviation."""
    return len(name) >= _SHORTEST_NAME and name.upper() == name
