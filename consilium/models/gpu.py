"""How much of a graphics card a local model takes, guessed from its name and its window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import sqrt
from typing import Any, Final

_BILLIONS: Final = re.compile(r"(?<![\w.])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?![a-z])", re.IGNORECASE)
_BITS: Final = re.compile(r"(?:^|[-_:])(?:i?q(\d)|(?:fp|bf|f)(16|32)|int(\d))", re.IGNORECASE)
_USUAL_BITS: Final = 4
_USUAL_WINDOW: Final = 4096

# A weight carries its share of scales and of layers kept finer than the rest.
_GB_PER_BILLION_BIT: Final = 0.145
_OVERHEAD_GB: Final = 0.6

# Keys and values of one token at 16 bits in models of 8 billion weights with grouped queries; larger models
# grow in depth and width together.
_CACHE_GB_PER_TOKEN: Final = 1.3e-4
_CACHE_AT_BILLIONS: Final = 8.0


def likely_gb(model: str, options: Mapping[str, Any]) -> float | None:
    """Memory for weights and cache in GB; None where the name does not tell the model's size.

    Args:
        model: as Ollama names it, e.g. ``qwen3:8b`` or ``qwen3:14b-q8_0``.
        options: the member's own, of which ``num_ctx`` counts.

    >>> 6 < likely_gb("qwen3:8b", {"num_ctx": 8192}) < 8
    True
    >>> likely_gb("my-own:latest", {}) is None
    True
    """
    size = _BILLIONS.search(model)
    if size is None:
        return None
    billions = float(size[2]) * int(size[1] or 1)
    quantised = _BITS.search(model)
    bits = int(next(group for group in quantised.groups() if group)) if quantised else _USUAL_BITS
    window = int(options.get("num_ctx") or _USUAL_WINDOW)
    cache = window * _CACHE_GB_PER_TOKEN * sqrt(billions / _CACHE_AT_BILLIONS)
    return round(billions * bits * _GB_PER_BILLION_BIT + cache + _OVERHEAD_GB, 2)
