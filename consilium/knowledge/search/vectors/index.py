"""What looks nearest vectors up: an index that can always be made anew from the library's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
"""Vectors of length one, one a row."""


class VectorIndex(Protocol):
    """Finds the nearest of many vectors by cosine."""

    def keys(self) -> set[int]:
        """Every key it holds."""
        ...

    def add(self, keys: Sequence[int], vectors: Matrix) -> None:
        """Take vectors in; a key that it holds already gets the new one."""
        ...

    def remove(self, keys: Sequence[int]) -> None:
        """Take vectors out; keys that it does not hold are passed over."""
        ...

    def clear(self, dimensions: int) -> None:
        """Forget everything and expect vectors of this many numbers."""
        ...

    def nearest(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        """Keys with their cosines, nearest first; ``vector`` has one row."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


def unit(rows: Sequence[Sequence[float]]) -> Matrix:
    """Vectors brought to length one, so that their product is their cosine; zeros stay zeros."""
    matrix: Matrix = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    scaled: Matrix = (matrix / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return scaled
