"""Vectors by faiss and by Qdrant on disk: incremental, mended, rebuilt for another embedder, private ones kept in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import pytest

from consilium.errors import Unreachable
from consilium.knowledge.search.engine import Searcher
from consilium.knowledge.search.glossary import Glossary
from consilium.knowledge.search.vectors import VectorIndex, Vectors
from consilium.knowledge.search.vectors.faiss_index import FaissIndex
from consilium.knowledge.search.vectors.qdrant_index import QdrantIndex
from tests.knowledge.search.shelf import empty, shelve, sources_of, written

DOCUMENTS = (
    written("heat", "Training in the heat raises plasma volume."),
    written("sleep", "A nap of twenty minutes restores alertness."),
    written("diary", "My secret heat illness last summer.", private=True),
)


class Hashed:
    """An embedder without a model: counts of hashed three-letter pieces."""

    def __init__(self, name: str = "hashed", size: int = 256, *, local: bool = True) -> None:
        self.name = name
        self.local = local
        self.seen: list[str] = []
        self._size = size

    def embed(self, texts: Sequence[str], *, private: bool = False) -> list[list[float]]:
        assert self.local or not private
        self.seen += texts
        return [self._one(text.casefold()) for text in texts]

    def _one(self, text: str) -> list[float]:
        vector = [0.0] * self._size
        for at in range(len(text) - 2):
            vector[crc32(text[at : at + 3].encode()) % self._size] += 1
        return vector


@pytest.fixture(params=["faiss", "qdrant"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], VectorIndex]]:
    made: list[VectorIndex] = []

    def make() -> VectorIndex:
        for one in made:
            one.close()
        made.append(FaissIndex() if request.param == "faiss" else QdrantIndex(tmp_path / "vectors"))
        return made[-1]

    yield make
    made[-1].close()


def kept(index: VectorIndex, embedder: Hashed) -> tuple[sqlite3.Connection, Vectors]:
    db = empty()
    vectors = Vectors(db, embedder, index)
    shelve(DOCUMENTS, db, vectors)
    vectors.catch_up()
    return db, vectors


def nearest(db: sqlite3.Connection, vectors: Vectors, query: str) -> list[str]:
    return sources_of(db, (key for key, _ in vectors.nearest(query, 5)))


def test_the_nearest_passage_comes_first(index: Callable[[], VectorIndex]) -> None:
    db, vectors = kept(index(), Hashed())
    assert nearest(db, vectors, "heating and plasma volumes")[0] == "heat"
    assert nearest(db, vectors, "napping twenty minutes")[0] == "sleep"


def test_dropped_passages_go(index: Callable[[], VectorIndex]) -> None:
    db, vectors = kept(index(), Hashed())
    vectors.drop([1])
    db.execute("DELETE FROM passages WHERE key = 1")
    assert vectors.catch_up() == 0
    assert "heat" not in nearest(db, vectors, "heating and plasma volumes")


def test_an_index_that_was_lost_or_left_behind_is_mended(index: Callable[[], VectorIndex]) -> None:
    db, _ = kept(index(), Hashed())
    db.execute("DELETE FROM vectors WHERE key = 2")
    embedder = Hashed()
    later = index()
    assert set(nearest(db, Vectors(db, embedder, later), "plasma")) == {"heat", "diary"}
    assert embedder.seen == ["plasma"]
    assert later.keys() == {1, 3}


@pytest.mark.parametrize("other", [Hashed("another"), Hashed(size=64)])
def test_another_embedder_embeds_everything_anew(index: Callable[[], VectorIndex], other: Hashed) -> None:
    db, _ = kept(index(), Hashed())
    other.seen.clear()
    vectors = Vectors(db, other, index())
    assert nearest(db, vectors, "plasma volume") == [], "vectors of two models are not compared"
    db.execute("DELETE FROM vectors WHERE key = 1")
    vectors.catch_up()
    assert nearest(db, vectors, "plasma volume")[0] == "heat"
    assert len(other.seen) >= len(DOCUMENTS)


class Failing(Hashed):
    """An embedder that is gone after a number of requests."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def embed(self, texts: Sequence[str], *, private: bool = False) -> list[list[float]]:
        self.left -= 1
        if self.left < 0:
            raise Unreachable("gone", next_step="")
        return super().embed(texts, private=private)


def test_what_was_embedded_before_a_failure_is_kept_and_not_asked_again(index: Callable[[], VectorIndex]) -> None:
    db = shelve(DOCUMENTS, empty())
    first = Failing(1)
    with pytest.raises(Unreachable):
        Vectors(db, first, index()).catch_up()
    second = Hashed()
    assert Vectors(db, second, index()).catch_up() == len(DOCUMENTS) - len(first.seen)
    assert not set(first.seen) & set(second.seen)


def test_without_its_embedder_nothing_is_near_and_nothing_fails(index: Callable[[], VectorIndex]) -> None:
    db, _ = kept(index(), Hashed())
    assert nearest(db, Vectors(db, Failing(0), index()), "plasma") == []


def test_a_private_question_is_shown_to_no_embedder_elsewhere(index: Callable[[], VectorIndex]) -> None:
    embedder = Hashed(local=False)
    _, vectors = kept(index(), embedder)
    assert vectors.nearest("my secret question", 5, private=True) == []
    assert "my secret question" not in embedder.seen


def test_private_passages_are_shown_to_no_embedder_elsewhere(index: Callable[[], VectorIndex]) -> None:
    embedder = Hashed(local=False)
    db, vectors = kept(index(), embedder)
    assert not any("secret" in text for text in embedder.seen)
    assert "diary" not in nearest(db, vectors, "secret heat illness")


def test_private_vectors_go_when_the_embedder_moves_elsewhere(index: Callable[[], VectorIndex]) -> None:
    db, _ = kept(index(), Hashed())
    assert "diary" not in nearest(db, Vectors(db, Hashed(local=False), index()), "secret heat illness")


def test_meaning_is_fused_with_words(index: Callable[[], VectorIndex]) -> None:
    db, vectors = kept(index(), Hashed())
    with_vectors = Searcher(db, Glossary([]), vectors=vectors).search("alert restoring", 5)
    assert sources_of(db, (hit.key for hit in with_vectors))[0] == "sleep"
