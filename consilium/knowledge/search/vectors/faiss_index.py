"""Nearest vectors by faiss: exact, in memory, filled from the library when it is first used."""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np

from consilium.knowledge.search.vectors.index import Matrix


class FaissIndex:
    """An exact index of cosines by key."""

    def __init__(self) -> None:
        self._keys: set[int] = set()
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(1))

    def keys(self) -> set[int]:
        """Every key it holds."""
        return set(self._keys)

    def add(self, keys: Sequence[int], vectors: Matrix) -> None:
        """Take vectors in; a key that it holds already gets the new one."""
        self.remove([key for key in keys if key in self._keys])
        self._index.add_with_ids(vectors, np.asarray(keys, np.int64))
        self._keys.update(keys)

    def remove(self, keys: Sequence[int]) -> None:
        """Take vectors out; keys that it does not hold are passed over."""
        held = self._keys.intersection(keys)
        if held:
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(sorted(held), np.int64)))
            self._keys -= held

    def clear(self, dimensions: int) -> None:
        """Forget everything and expect vectors of this many numbers."""
        self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))
        self._keys.clear()

    def nearest(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        """Keys with their cosines, nearest first."""
        if not self._keys:
            return []
        cosines, keys = self._index.search(vector, min(limit, len(self._keys)))
        return [(int(key), float(cosine)) for key, cosine in zip(keys[0], cosines[0], strict=True) if key >= 0]

    def close(self) -> None:
        """There is nothing to let go of."""
