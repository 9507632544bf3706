"""The glossary: which words name one thing, in Russian and in English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from consilium.knowledge.search.sounds import terms

Phrase = tuple[str, ...]
"""A name as stems, in order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a query names a thing: the stems of the query that do so, and every name of the thing."""

    found: Phrase
    names: tuple[Phrase, ...]


class Glossary:
    """Groups of names, looked up by the stems of a query.

    Args:
        groups: names of one thing each.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._groups: list[tuple[Phrase, ...]] = []
        by_term: defaultdict[str, list[tuple[Phrase, int]]] = defaultdict(list)
        for names in groups:
            phrases = tuple(dict.fromkeys(phrase for name in names if (phrase := tuple(terms(name)))))
            for phrase in phrases:
                # The longest term is the rarest, as a rule, so it makes the shortest lists.
                by_term[max(phrase, key=len)].append((phrase, len(self._groups)))
            self._groups.append(phrases)
        self._by_term: Mapping[str, list[tuple[Phrase, int]]] = by_term

    def __len__(self) -> int:
        return len(self._groups)

    def words(self) -> Iterator[str]:
        """Every stem of every name."""
        for names in self._groups:
            for name in names:
                yield from name

    def entries(self, query: Sequence[str]) -> list[Entry]:
        """What a query names: every name whose words all stand in it, whatever stands between them."""
        asked = set(query)
        found = {
            (phrase, group): Entry(phrase, self._groups[group])
            for term in query
            for phrase, group in self._by_term.get(term, ())
            if asked.issuperset(phrase)
        }
        return list(found.values())


def read_groups(text: str) -> Iterator[list[str]]:
    """Groups of a glossary file: one a line, Russian names, a tab, English names, each parted by ``;``.

    Lines that begin with ``#`` are comments.
    """
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            names = [name.strip() for side in line.split("\t") for name in side.split(";")]
            yield [name for name in names if name]


def load_glossary(own: Path | None = None) -> Glossary:
    """The glossary that ships, and the user's own on top where there is one.

    Args:
        own: the user's file; it need not exist, and is read again when it has changed.
    """
    stamp = own.stat().st_mtime_ns if own is not None and own.is_file() else 0
    return _load(own if stamp else None, stamp)


@lru_cache(maxsize=4)
def _load(own: Path | None, _stamp: int) -> Glossary:
    shipped = files("consilium.knowledge").joinpath("glossary.tsv").read_text(encoding="utf-8")
    groups = list(read_groups(shipped))
    if own is not None:
        groups += read_groups(own.read_text(encoding="utf-8", errors="replace"))
    return Glossary(groups)
