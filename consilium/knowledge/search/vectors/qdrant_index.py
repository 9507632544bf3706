"""Nearest vectors by Qdrant, in its client's local mode: a folder on disk, no server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qdrant_client import QdrantClient
from qdrant_client.models import Distance, PointIdsList, PointStruct, VectorParams

from consilium.knowledge.search.vectors.index import Matrix

_COLLECTION = "passages"
_PAGE = 1_000


class QdrantIndex:
    """A collection of vectors by key.

    Args:
        folder: where the collection lies; one process at a time can hold it.
    """

    def __init__(self, folder: Path) -> None:
        # Questions come from several threads; the library's lock keeps writers apart.
        self._client = QdrantClient(path=str(folder), force_disable_check_same_thread=True)

    def keys(self) -> set[int]:
        """Every key it holds."""
        if not self._client.collection_exists(_COLLECTION):
            return set()
        found: set[int] = set()
        page = None
        while True:
            points, page = self._client.scroll(
                _COLLECTION, limit=_PAGE, offset=page, with_payload=False, with_vectors=False
            )
            found.update(int(point.id) for point in points)
            if page is None:
                return found

    def add(self, keys: Sequence[int], vectors: Matrix) -> None:
        """Take vectors in; a key that it holds already gets the new one."""
        points = [PointStruct(id=key, vector=row.tolist()) for key, row in zip(keys, vectors, strict=True)]
        for at in range(0, len(points), _PAGE):
            self._client.upsert(_COLLECTION, points=points[at : at + _PAGE])

    def remove(self, keys: Sequence[int]) -> None:
        """Take vectors out; keys that it does not hold are passed over."""
        if keys and self._client.collection_exists(_COLLECTION):
            self._client.delete(_COLLECTION, points_selector=PointIdsList(points=list(keys)))

    def clear(self, dimensions: int) -> None:
        """Forget everything and expect vectors of this many numbers."""
        if self._client.collection_exists(_COLLECTION):
            self._client.delete_collection(_COLLECTION)
        self._client.create_collection(
            _COLLECTION, vectors_config=VectorParams(size=dimensions, distance=Distance.COSINE)
        )

    def nearest(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        """Keys with their cosines, nearest first."""
        answer = self._client.query_points(_COLLECTION, query=vector[0].tolist(), limit=limit, with_payload=False)
        return [(int(point.id), float(point.score)) for point in answer.points]

    def close(self) -> None:
        """Let go of the folder."""
        self._client.close()
