"""Which members count as running on this machine: only they may read private text."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilium.assembly import seat_panel
from consilium.config import Loaded, Places, Settings


@pytest.mark.parametrize(
    ("card", "keys", "local"),
    [
        ("model: qwen3", {}, True),
        ("model: qwen3\napi_base: http://127.0.0.1:11434", {}, True),
        ("model: qwen3\napi_base: localhost:11434", {}, True),
        ("model: qwen3\napi_base: gpu-box:11434", {}, False),
        ("model: qwen3\napi_base: 192.168.1.5:11434", {}, False),
        ("model: qwen3\napi_base: http://gpu-box", {}, False),
        ("model: qwen3", {"OLLAMA_HOST": "http://gpu-box:11434"}, False),
        ("model: qwen3", {"OLLAMA_HOST": "127.0.0.1:11434"}, True),
        ("model: qwen3:480b-cloud", {}, False),
        ("model: qwen3\napi_base: gpu-box:11434\nlocal: true", {}, True),
    ],
)
def test_a_server_elsewhere_is_not_local(card: str, keys: dict[str, str], local: bool, tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "m.yaml").write_text(f"name: m\ntransport: ollama\n{card}\n", encoding="utf-8")
    loaded = Loaded(Settings(panel=("m",), judges=()), tmp_path / "config.yaml", Places(tmp_path / "home"))
    (seating,) = seat_panel(loaded, keys).members
    assert seating.card.local is local


@pytest.mark.parametrize(
    ("card", "vendor", "voice"),
    [
        ("transport: litellm\nmodel: openai/gpt-4o-mini", "openai", "openai"),
        ("transport: litellm\nmodel: openrouter/anthropic/claude-sonnet-5", "openrouter", "anthropic"),
        ("transport: litellm\nmodel: openrouter/qwen/qwen3-32b", "openrouter", "alibaba"),
        ("transport: direct\nvendor: openai\nmodel: qwen3-8b\napi_base: http://127.0.0.1:1", "openai", "alibaba"),
        ("transport: ollama\nmodel: own-model", "ollama", "ollama"),
        ("transport: scripted\nmodel: gpt-4o\nscript: none.jsonl", "m", "m"),
    ],
)
def test_who_relays_a_model_is_not_whose_voice_it_is(card: str, vendor: str, voice: str, tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "m.yaml").write_text(f"name: m\n{card}\n", encoding="utf-8")
    loaded = Loaded(Settings(panel=("m",), judges=()), tmp_path / "config.yaml", Places(tmp_path / "home"))
    (seating,) = seat_panel(loaded, {}).members
    assert (seating.card.vendor, seating.card.voice) == (vendor, voice)
