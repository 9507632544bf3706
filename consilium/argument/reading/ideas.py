"""What a statement names, under ids that both languages and several words of one thing share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import Prefix

from consilium.argument.reading.people import narrows
from consilium.argument.reading.plain import Word, prefixes, table
from consilium.argument.reading.ways import turns
from consilium.knowledge.quotes.topics import topics
from consilium.knowledge.search.glossary import read_groups
from consilium.knowledge.search.sounds import is_russian, likeness_at_front, root
from consilium.knowledge.stemming import stem

_LONGEST_PHRASE: Final = 5
_SHORTEST_ROOT: Final = 5
_SHORTEST_FLEETING: Final = 5
_LONGEST_ENDING: Final = 4
_SHORTEST_COGNATE: Final = 5
_COGNATE: Final = 0.74
_OWN: Final = "g:own "

# Groups of the glossary that hold opposites, or what studies tell apart.
_TOO_WIDE: Final = frozenset("soft hard automatic conscious".split())


@dataclass(frozen=True, slots=True)
class Idea:
    """A thing that a statement names.

    Args:
        stem: of its words, joined.
        ids: names it goes by here; two ideas that share one are the same.
        key: its key in the list of what studies are about; empty for others.
        better: 1 where more of it is wanted, -1 where less, 0 where that is not known.
        known: whether another language or wording of it is known.
        russian: whether its words are Russian.
        start: where it begins in the plain text.
        end: where it ends.
        parts: the ideas of its single words, where it is made of several.
        setting: whether it stands behind a preposition, as what narrows a statement does.
    """

    stem: str
    ids: frozenset[str]
    key: str = ""
    better: int = 0
    known: bool = False
    russian: bool = False
    start: int = 0
    end: int = 0
    parts: tuple[Idea, ...] = ()
    setting: bool = False

    @property
    def own(self) -> bool:
        """Whether it is one of the names that only claims use."""
        return any(id_.startswith(_OWN) for id_ in self.ids)

    @property
    def weak(self) -> bool:
        """Whether it tells little: whether training is named or left to be understood, nobody says otherwise."""
        return self.key in _LITTLE


_LITTLE: Final = frozenset(("exercise", "performance", "placebo"))


def ideas_in(words: Sequence[Word]) -> list[Idea]:
    """The ideas that some words name, in order; of overlapping phrases the longest, empty words left out."""
    stems = [_stem(word.text) for word in words]
    found: list[Idea] = []
    at = 0
    while at < len(words):
        size = _phrase_at(words, stems, at)
        idea = _idea(words[at : at + size], stems[at : at + size])
        if idea:
            found.append(idea)
        at += size
    return found


def name_stems(words: Iterable[Word]) -> dict[int, str]:
    """The stems of words that a name may be made of, weak ones included, by where each begins."""
    return {word.start: found for word in words if (found := _stem(word.text)) not in _EMPTY}


def _phrase_at(words: Sequence[Word], stems: Sequence[str], at: int) -> int:
    """How many words from here on, one behind the other, are one name; 1 where they are none."""
    longest = 1
    while (
        longest < _LONGEST_PHRASE
        and at + longest < len(words)
        and words[at + longest].start - words[at + longest - 1].end == 1
    ):
        longest += 1
    return next((size for size in range(longest, 1, -1) if tuple(stems[at : at + size]) in _phrases()), 1)


def _idea(words: Sequence[Word], stems: Sequence[str]) -> Idea | None:
    text = " ".join(word.text for word in words)
    if len(words) == 1 and tuple(stems) not in _ours() and (is_weak(text) or turns(text)):
        return None
    key, better = _ours().get(tuple(stems), ("", 0))
    ids = _ids(text, tuple(stems))
    name = " ".join(stems)
    known = len(ids) > 1
    parts: tuple[Idea, ...] = ()
    if len(words) > 1:
        parts = tuple(part for at, word in enumerate(words) if (part := _idea([word], stems[at : at + 1])))
    return Idea(name, ids, key, better, known, is_russian(text), words[0].start, words[-1].end, parts)


@lru_cache(maxsize=16384)
def is_weak(word: str) -> bool:
    """Whether a word alone tells nothing of what a statement is about."""
    return bool(_weak().match(word))


@lru_cache(maxsize=16384)
def _ids(text: str, stems: tuple[str, ...]) -> frozenset[str]:
    ids = {f"s:{root(' '.join(stems))}"}
    ids |= {f"g:{group}" for group in _phrases().get(stems, ())}
    joined = text.replace(" ", "_").replace("-", "_")
    ids |= {f"n:{name}" for name, pattern in _names() if pattern.match(joined)}
    if key := _ours().get(stems):
        ids.add(f"k:{key[0]}")
    if len(stems) == 1:
        ids |= {f"c:{name}" for name in topics(text) if name not in stems}
        # Parts of a word with a hyphen name something, too.
        parts = text.split("-") if "-" in text else []
        ids |= {f"s:{root(stem(part))}" for part in parts if len(part) >= _SHORTEST_ROOT and not is_weak(part)}
        ids |= {f"n:{name}" for part in parts for name, pattern in _names() if pattern.match(part)}
    return frozenset(ids)


@cache
def _weak() -> re.Pattern[str]:
    text = files("consilium.argument.reading").joinpath("weak.txt").read_text(encoding="utf-8")
    return prefixes(line for line in text.split())


_IRREGULAR: Final = {
    "сна": "сон", "сну": "сон", "сном": "сон", "сне": "сон", "времен": "врем", "ребенок": "дет", "ребенк": "дет",
    "rose": "rise", "feet": "foot", "людях": "люд",
}  # fmt: skip
"""Stems of one word that the stemmer keeps apart."""


def _stem(word: str) -> str:
    found = stem(word)
    if found.endswith("ок") and len(found) >= _SHORTEST_FLEETING:
        found = f"{found[:-2]}к"  # тренировок, белок: the vowel goes in other forms
    return _IRREGULAR.get(found, found)


@cache
def _ours() -> Mapping[tuple[str, ...], tuple[str, int]]:
    """Phrases of the list of what studies are about, with their key and what is wanted of it."""
    found: dict[tuple[str, ...], tuple[str, int]] = {}
    text = files("consilium.knowledge.frames").joinpath("terms.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            key, sign, *names = line.split("\t")
            for name in "; ".join(names).split("; "):
                found.setdefault(_stemmed(name), (key, {"+": 1, "-": -1}.get(sign, 0)))
    return found


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # In a name of several words each may have its own ending.
    return tuple((name, _inflected(entries)) for name, entries in table("names.tsv"))


def _inflected(entries: str) -> re.Pattern[str]:
    return re.compile(prefixes(entries.split()).pattern.replace("_", "[^_]*_"))


@cache
def _phrases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Phrases that are known as one name, with the groups of the glossary they stand in."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for phrase in _ours():
        found[phrase] = []
    text = files("consilium.knowledge").joinpath("glossary.tsv").read_text(encoding="utf-8")
    for number, names in enumerate(read_groups(text)):
        if _TOO_WIDE & set(names):
            continue
        for name in names:
            # Which way things go, and when, is read apart: weight loss is a loss of weight.
            words = name.casefold().replace("ё", "е").split()
            if len(words) == 1 or not (any(map(turns, words)) or narrows(words[0])):
                found[_stemmed(name)].append(str(number))
    known = {
        phrase: tuple(groups) for phrase, groups in found.items() if phrase and (len(phrase) == 1 or _is_name(phrase))
    }
    for phrase, groups in _own_phrases().items():
        known[phrase] = (*known.get(phrase, ()), *groups)
    return known


def _own_phrases() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The same of names that claims use and the glossary leaves out, words of rising and falling in them included."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    text = files("consilium.argument.reading").joinpath("phrases.tsv").read_text(encoding="utf-8")
    for number, names in enumerate(read_groups(text)):
        for name in names:
            found[_stemmed(name)].append(f"{_OWN[2:]}{number}")
    return {phrase: tuple(groups) for phrase, groups in found.items()}


def _is_name(phrase: Sequence[str]) -> bool:
    """Whether a phrase names a thing: it does not begin or end in an empty word, and denies nothing."""
    return not (_EMPTY & {phrase[0], phrase[-1]} or {"not", "не", "без", "no"} & set(phrase))


_EMPTY: Final = frozenset(
    "befor after dure перед посл так же такой the a an per every everi each of in on at to for with by from and"
    " or is are в на с у о от до по при за из и к не".split()
)


def _stemmed(name: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in name.casefold().replace("ё", "е").split())


def alike(one: Idea, other: Idea) -> bool:
    """Whether two ideas are one, by a shared id, a shared root, or, across languages, by sound."""
    if one.key and other.key:
        return one.key == other.key
    if one.ids & other.ids:
        return True
    return _akin(one.stem, other.stem, one.russian != other.russian)


@lru_cache(maxsize=65536)
def _akin(one: str, other: str, crossing: bool) -> bool:
    if crossing:
        return min(len(one), len(other)) >= _SHORTEST_COGNATE and likeness_at_front(one, other) >= _COGNATE
    same = Prefix.similarity(one, other)
    return same >= _SHORTEST_ROOT and max(len(one), len(other)) - same <= _LONGEST_ENDING


def covered(idea: Idea, others: Sequence[Idea]) -> bool:
    """Whether an idea stands among others, as a whole or word by word."""
    if any(alike(idea, other) or any(alike(idea, part) for part in other.parts) for other in others):
        return True
    parts = [part for part in idea.parts if not part.weak]
    return bool(parts) and all(covered(part, others) for part in parts)


def pairs(ours: Sequence[Idea], theirs: Sequence[Idea]) -> tuple[list[Idea], list[Idea]]:
    """The ideas of either side that the other does not name."""
    return (
        [idea for idea in ours if not covered(idea, theirs)],
        [idea for idea in theirs if not covered(idea, ours)],
    )


def named(ideas: Iterable[Idea]) -> Iterator[str]:
    """The ideas' stems, to be shown."""
    return (idea.stem for idea in ideas)
