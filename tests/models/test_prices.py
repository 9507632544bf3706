"""Prices: which name has which price, and what a call costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from consilium.models.prices import cost_of, price_of, window_of
from consilium.types.member import Price
from consilium.types.request import Usage

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "name", ["openai/gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-2031-01-31", "gpt-4o-20310131", "openai/gpt-4o-0131"]
)
def test_dated_and_prefixed_names_have_the_familys_price(name: str) -> None:
    assert price_of(name) == price_of("gpt-4o") == Price(2.5, 10.0, 1.25)


@pytest.mark.parametrize("name", ["models/gemini-2.5-flash", "google/gemini-2.5-flash", "gemini-2.5-flash"])
def test_gemini_is_known_by_all_its_names(name: str) -> None:
    assert price_of(name) == price_of("gemini/gemini-2.5-flash") is not None


@pytest.mark.parametrize(
    "name", ["gpt-4o-mini-unheard-of", "gpt-4o-turbo", "gpt-4o2", "qwen3", "", "openrouter/gpt-4o"]
)
def test_a_longer_name_is_another_model(name: str) -> None:
    assert price_of(name) is None
    assert window_of(name) is None


def test_windows_are_known() -> None:
    assert window_of("openai/gpt-4o-2024-08-06") == 128_000


def test_cached_tokens_cost_their_own_price() -> None:
    usage = Usage(prompt_tokens=1000, completion_tokens=100, cached_tokens=400)
    assert cost_of(Price(2.0, 10.0, 1.0), usage) == pytest.approx((600 * 2 + 400 * 1 + 100 * 10) / 1e6)
    assert cost_of(Price(2.0, 10.0), usage) == pytest.approx((1000 * 2 + 100 * 10) / 1e6)
    assert cost_of(None, usage) is None


def test_the_table_is_what_the_tool_makes_of_litellm() -> None:
    check = [sys.executable, str(ROOT / "tools" / "prices.py"), "--check"]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
