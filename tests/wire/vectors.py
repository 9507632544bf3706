"""Embeddings that mean something: hashed letters, so that like words are near one another."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Any

DIMENSIONS = 96


def vector(text: str) -> list[float]:
    """The unit vector of a text's three-letter pieces."""
    counts = [0.0] * DIMENSIONS
    folded = f" {text.casefold()} "
    for start in range(len(folded) - 2):
        digest = hashlib.blake2b(folded[start : start + 3].encode(), digest_size=4).digest()
        counts[int.from_bytes(digest, "big") % DIMENSIONS] += 1.0
    length = math.sqrt(sum(count * count for count in counts)) or 1.0
    return [count / length for count in counts]


def inputs(body: Mapping[str, Any]) -> list[str]:
    """What is to be embedded, one text or many."""
    given = body.get("input") or []
    return [given] if isinstance(given, str) else [str(text) for text in given] if isinstance(given, list) else []
