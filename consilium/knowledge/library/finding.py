"""Searching the library: the engine over its tables, with the user's glossary and vectors where there are any."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consilium.errors import Busy
from consilium.knowledge.library.catalogue import Catalogue
from consilium.knowledge.search.engine import Searcher
from consilium.knowledge.search.glossary import Glossary, load_glossary
from consilium.knowledge.search.vectors import Vectors
from consilium.knowledge.search.vectors.opening import Store, open_index
from consilium.protocols.knowledge import Embedder
from consilium.types.evidence import Passage

_WIDER = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """Embeddings of the library: who makes them, and where the index of them lies.

    Args:
        embedder: turns texts into vectors.
        store: what looks vectors up.
        folder: for a store that keeps files.
    """

    embedder: Embedder
    store: Store
    folder: Path


class Finder:
    """Finds passages for a question.

    Args:
        db: the library's database.
        catalogue: reads passages.
        glossary: the user's own file, read on top of the one that ships; it need not exist.
        meaning: embeddings; None where none are wanted.
    """

    def __init__(
        self, db: sqlite3.Connection, catalogue: Catalogue, glossary: Path | None, meaning: Meaning | None
    ) -> None:
        self._db = db
        self._catalogue = catalogue
        self._own_glossary = glossary
        self._meaning = meaning
        self._vectors: Vectors | None = None
        self._made: tuple[Glossary, Vectors | None, Searcher] | None = None

    @property
    def vectors(self) -> Vectors | None:
        """The vectors, opened on first use; None where none are wanted or another process holds their index."""
        if self._vectors is None and self._meaning is not None:
            try:
                index = open_index(self._meaning.store, self._meaning.folder)
            except Busy:
                return None
            self._vectors = Vectors(self._db, self._meaning.embedder, index)
        return self._vectors

    def close(self) -> None:
        """Let go of the index's files."""
        if self._vectors is not None:
            self._vectors.close()

    def search(
        self, query: str, limit: int, roots: Sequence[int], *, evidence: bool, by_source: bool, private: bool
    ) -> list[Passage]:
        """At most ``limit`` passages of these roots, best first."""
        share = 1 if by_source else -(-limit // 2)
        hits = self._searcher().search(query, limit * _WIDER, roots=roots, share=share, private=private)
        found = self._catalogue.by_keys([hit.key for hit in hits], roots)
        passages = [replace(found[hit.key], score=hit.score) for hit in hits if hit.key in found]
        kept = [passage for passage in passages if not (evidence and passage.provenance == "model")]
        return _spread(kept, limit, share)

    def _searcher(self) -> Searcher:
        glossary, vectors = load_glossary(self._own_glossary), self.vectors
        if self._made is None or self._made[0] is not glossary or self._made[1] is not vectors:
            self._made = glossary, vectors, Searcher(self._db, glossary, vectors=vectors)
        return self._made[2]


def _spread(ranked: Sequence[Passage], limit: int, share: int) -> list[Passage]:
    """The best passages with no source above its share, filled up by rank where sources run out."""
    taken: Counter[str] = Counter()
    first: list[Passage] = []
    rest: list[Passage] = []
    for passage in ranked:
        (first if taken[passage.source] < share else rest).append(passage)
        taken[passage.source] += 1
    return [*first, *rest][:limit]
