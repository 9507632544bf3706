"""What a model charges and how much it can read, from a table made of LiteLLM's (``tools/prices.py``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from consilium.types.member import Price
from consilium.types.request import Usage

MILLION: Final = 1_000_000
TABLE: Final = Path(__file__).with_name("prices.json")

_VENDORS: Final = ("openai", "anthropic", "gemini", "mistral", "deepseek", "xai")
_PREFIX: Final = re.compile(rf"^(?:(?:{'|'.join(_VENDORS)}|google|models)/)+")
_DATE: Final = re.compile(r"[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{2}-\d{4}|\d{4})$")


def price_of(model: str) -> Price | None:
    """The price of a model, however a provider or LiteLLM writes its name; None where it is not known.

    A dated name without an entry of its own has the price of its family, and nothing else does:
    ``gpt-4o-mini`` is no kind of ``gpt-4o``.

    >>> price_of("openai/gpt-4o") == price_of("gpt-4o-2031-01-01")
    True
    >>> price_of("llama-of-my-own") is None
    True
    """
    row = _row(model)
    return Price(row["input"], row["output"], row.get("cached")) if row is not None and "input" in row else None


def window_of(model: str) -> int | None:
    """The most tokens a prompt to this model may have; None where it is not known."""
    row = _row(model)
    return int(row["window"]) if row is not None and "window" in row else None


def cost_of(price: Price | None, usage: Usage) -> float | None:
    """US dollars of a call; None where no price is known.

    Cached tokens are part of the prompt tokens and cost their own price where there is one.
    """
    if price is None:
        return None
    cached = price.input if price.cached_input is None else price.cached_input
    fresh = max(0, usage.prompt_tokens - usage.cached_tokens)
    total = fresh * price.input + usage.cached_tokens * cached + usage.completion_tokens * price.output
    return total / MILLION


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    table: Mapping[str, Mapping[str, float]] = json.loads(TABLE.read_text(encoding="utf-8"))["models"]
    return table


def _row(model: str) -> Mapping[str, float] | None:
    return next((_table()[name] for name in _spellings(model) if name in _table()), None)


def _spellings(model: str) -> Iterator[str]:
    """Names under which the table may hold a model, the most exact first."""
    bare = _PREFIX.sub("", model)
    for name in (bare, _DATE.sub("", bare)):
        yield from (model, name) if name == bare else (name,)
        yield from (f"{vendor}/{name}" for vendor in _VENDORS)
