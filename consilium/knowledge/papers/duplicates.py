"""Finding the paper that is there already, under another id or from another database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from consilium.types.source import Source

SIMILAR = 92.0
"""Titles whose sorted words agree at least so well, in per cent, are one title."""

YEARS_APART = 1
"""A paper is dated by its issue in one place and by its appearance online in another."""

_LEAST_WORDS = 3
"""Shorter titles (``Editorial``, ``Letter to the editor``) say nothing about what they head."""

_KEYS = 4
_WORD = re.compile(r"[^\W_]+")
_PART_OF_NAME = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Seen:
    id: str
    title: str
    numbers: tuple[str, ...]
    year: int
    author: str


class Duplicates:
    """Sources that were seen, indexed so that a new one is compared with a handful and not with all.

    A source is the same as an earlier one by DOI, else by PMID, else by title: rapidfuzz's ``token_sort_ratio`` of at
    least ``SIMILAR`` within ``YEARS_APART`` years, by the same first author where both name one, and with the same
    numbers in the title (parts I and II of a study are two papers). Two different DOIs or PMIDs do not
    make two papers of one title: preprints and journals each give their own.
    """

    def __init__(self) -> None:
        self._by_id: dict[tuple[str, str], str] = {}
        self._by_word: defaultdict[str, defaultdict[int, list[_Seen]]] = defaultdict(lambda: defaultdict(list))

    def add(self, source: Source) -> str | None:
        """Take a source in.

        Returns:
            The id of the earlier source that it duplicates, or None where it is the first of its kind.
        """
        seen = _seen(source)
        earlier = self._known_by_id(source) or self._known_by_title(seen)
        first = earlier or source.id
        for name in ("doi", "pmid"):
            if source.ids.get(name):
                self._by_id.setdefault((name, source.ids[name].casefold()), first)
        kept = replace(seen, id=first)
        for word in _keys(seen.title):
            self._by_word[word][seen.year].append(kept)
        return earlier

    def _known_by_id(self, source: Source) -> str | None:
        wanted = ((name, source.ids.get(name, "").casefold()) for name in ("doi", "pmid"))
        found = (self._by_id.get(key) for key in wanted if key[1])
        return next((id_ for id_ in found if id_ is not None), None)

    def _known_by_title(self, new: _Seen) -> str | None:
        if len(new.title.split()) < _LEAST_WORDS:
            return None
        return next((seen.id for seen in self._candidates(new) if _same(seen, new)), None)

    def _candidates(self, new: _Seen) -> Iterator[_Seen]:
        """Sources that share a rare word of the title, from the years around; from all where the year is unknown."""
        tried: set[int] = set()
        for word in _keys(new.title):
            by_year: Mapping[int, list[_Seen]] = self._by_word.get(word, {})
            for year in _years(new.year) if new.year else list(by_year):
                for seen in by_year.get(year, ()):
                    if id(seen) not in tried:
                        tried.add(id(seen))
                        yield seen


def _seen(source: Source) -> _Seen:
    words = _WORD.findall(source.title.casefold().replace("ё", "е"))
    numbers = tuple(sorted(word for word in words if word.isdigit() or re.fullmatch("i{1,3}|iv|v|vi{1,3}", word)))
    author = _surname(source.authors[0]) if source.authors else ""
    return _Seen(source.id, " ".join(sorted(words)), numbers, source.year, author)


def _surname(author: str) -> str:
    """The surname alone: before the comma, else the longest word (``Smith JA``, ``J. A. Smith``)."""
    before, comma, _ = author.partition(",")
    names = _PART_OF_NAME.findall(before.casefold())
    if not names:
        return author.casefold().strip()
    return " ".join(names) if comma else max(names, key=len)


def _keys(title: str) -> list[str]:
    """The longest words of a title, which are its rarest by rule of thumb; two titles of 92 per cent share one."""
    return sorted(set(title.split()), key=lambda word: (-len(word), word))[:_KEYS]


def _years(year: int) -> tuple[int, ...]:
    """The years around, and that of sources without a year."""
    return (0, *range(year - YEARS_APART, year + YEARS_APART + 1))


def _same(one: _Seen, other: _Seen) -> bool:
    if one.numbers != other.numbers or not _same_author(one.author, other.author):
        return False
    return fuzz.token_sort_ratio(one.title, other.title, score_cutoff=SIMILAR) >= SIMILAR


def _same_author(one: str, other: str) -> bool:
    """Whether two first authors may be one person; an unknown one may be anybody."""
    return not one or not other or bool(set(one.split()) & set(other.split()))
