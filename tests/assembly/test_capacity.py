"""How much evidence a member reads, by window and by price, and what its weights take."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.assembly.capacity import evidence_tokens, weights_of
from consilium.assembly.panel import Seating
from consilium.config import CardSettings, Settings
from consilium.types.member import MemberCard, Price


def seating(*, local: bool = True, price: float = 0.0, **card: Any) -> Seating:
    settings = CardSettings.model_validate({"name": "m", "transport": "ollama", "model": "qwen3:8b", **card})
    seat = MemberCard("m", settings.model, "v", local=local)
    return Seating(seat, settings, "", Price(price, price), None)


def test_a_small_window_holds_less_evidence() -> None:
    settings = Settings()
    small = evidence_tokens(seating(options={"num_ctx": 8192}), settings, 4)
    assert small == 8192 - 2048 - 2500
    assert evidence_tokens(seating(options={"num_ctx": 32768}), settings, 4) == 16_000
    assert evidence_tokens(seating(options={"num_ctx": 2048}), settings, 4) == 0


def test_an_expensive_model_reads_less() -> None:
    settings = Settings()
    known: dict[str, Any] = {"transport": "litellm", "model": "gpt-4o"}
    cheap = evidence_tokens(seating(local=False, price=0.15, **known), settings, 5)
    dear = evidence_tokens(seating(local=False, price=15.0, **known), settings, 5)
    assert cheap == 16_000
    # Half of 30 cents over five readers with three prompts each.
    assert dear == int(0.15 / 5 / 3 / 15.0 * 1e6)


def test_at_most_128k_tokens() -> None:
    card: dict[str, Any] = {"transport": "litellm", "model": "gemini/gemini-2.5-pro", "evidence_tokens": 128_000}
    assert evidence_tokens(seating(local=False, **card), Settings(), 1) == 128_000


@pytest.mark.parametrize(
    ("card", "known"),
    [
        ({"model": "qwen3:8b"}, True),
        ({"model": "my-own"}, False),
        ({"model": "my-own", "gpu_gb": 5.5}, True),
        ({"transport": "litellm", "model": "llama-3.3-70b"}, False),
    ],
)
def test_only_weights_on_this_machine_are_scheduled(card: dict[str, Any], known: bool) -> None:
    assert (weights_of(seating(**card)).gb > 0) is known


def test_what_the_card_says_goes_before_the_guess() -> None:
    assert weights_of(seating(gpu_gb=5.5)).gb == 5.5
