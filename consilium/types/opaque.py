"""Names that tell nothing: ids of claims and critiques, fences, and each reader's own order.

All of them are keyed by the run's secret, so a resumed run writes the same bytes and nobody outside
the run can guess them.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

_DIGITS = 6


def opaque_id(prefix: str, secret: str, *parts: object) -> str:
    """A short id derived from what it names, e.g. ``c4f09a2``.

    Raises:
        ValueError: the secret is empty, so that anybody could tell from the id what it names.
    """
    if not secret:
        message = "an opaque id needs the run's secret"
        raise ValueError(message)
    return prefix + _digest(secret, *parts)[:_DIGITS]


def shuffled(secret: str, reader: str, names: Sequence[str]) -> list[str]:
    """``names`` in the reader's own order: every reader gets another permutation."""
    return sorted(names, key=lambda name: _digest(secret, reader, name))


def _digest(secret: str, *parts: object) -> str:
    message = "\x1f".join(str(part) for part in parts)
    return hmac.new(secret.encode(), message.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
