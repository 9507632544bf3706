"""Why a member cannot take part, and the one command that would bring it in."""

from __future__ import annotations

import string
import time
import tomllib
from pathlib import Path

import pytest

from consilium.errors import AuthFailed, BadRequest, ConfigError
from consilium.models import TRANSPORTS, open_model
from consilium.models.transport import Transport
from consilium.types.member import Endpoint
from consilium.wording.say import MESSAGES
from tests.models.cases import CASES, WIRED, Case, request
from tests.wire import WireServer


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_member_with_everything_is_present(case: Case, wire: WireServer, tmp_path: Path) -> None:
    model = case.open(wire, tmp_path)
    assert await model.absence() is None
    assert wire.requests == []
    await model.aclose()


@pytest.mark.parametrize(
    ("transport", "model", "vendor", "key"),
    [
        ("direct", "gpt-4o", "openai", "OPENAI_API_KEY"),
        ("direct", "claude-sonnet-5", "anthropic", "ANTHROPIC_API_KEY"),
        ("direct", "gemini-2.5-flash", "google", "GEMINI_API_KEY"),
        ("gemini-legacy", "gemini-2.5-flash", "google", "GEMINI_API_KEY"),
        ("litellm", "gpt-4o", "openai", "OPENAI_API_KEY"),
        ("litellm", "gemini/gemini-2.5-flash", "google", "GEMINI_API_KEY"),
        ("litellm", "mistral/mistral-large-latest", "mistral", "MISTRAL_API_KEY"),
    ],
)
async def test_without_a_key_the_variable_is_named(transport: str, model: str, vendor: str, key: str) -> None:
    absent = await open_model(transport, Endpoint("m1", model, vendor=vendor)).absence()
    assert absent is not None
    assert absent.member == "m1"
    assert key in absent.reason
    assert absent.fix.startswith(f"export {key}=")


async def test_the_cards_own_key_variable_is_named() -> None:
    endpoint = Endpoint("m1", "gpt-4o", vendor="openai", key_env="MY_KEY", api_base="http://127.0.0.1:9/v1")
    absent = await open_model("direct", endpoint).absence()
    assert absent is not None
    assert "MY_KEY" in absent.fix


async def test_a_server_of_ones_own_needs_no_key(wire: WireServer) -> None:
    wire.script("ok")
    model = open_model("direct", Endpoint("m1", "panel-0", vendor="openai", api_base=wire.openai_base))
    assert await model.absence() is None
    assert (await model.complete(request())).usage.cost_usd is None
    await model.aclose()


@pytest.mark.parametrize("vendor", ["openai", "anthropic", "google"])
async def test_a_call_without_a_key_is_not_sent(vendor: str) -> None:
    model = open_model("direct", Endpoint("m1", "x", vendor=vendor))
    with pytest.raises(AuthFailed):
        await model.complete(request())


@pytest.mark.parametrize(
    ("case", "extra"),
    [
        ("direct-openai", "[direct]"),
        ("direct-google", "[direct]"),
        ("gemini-legacy", "[gemini-legacy]"),
        ("ollama", ""),
    ],
)
async def test_a_missing_package_is_one_command_away(
    case: str, extra: str, wire: WireServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consilium.models.presence.find_spec", lambda _: None)
    model = next(one for one in WIRED if one.name == case).open(wire, tmp_path)
    absent = await model.absence()
    assert absent is not None
    assert absent.fix == f'pip install "consilium-ai{extra}"'


@pytest.mark.parametrize(("transport", "model"), [("gemini-legacy", "gemini-2.5-flash"), ("litellm", "groq/llama")])
async def test_a_proxy_is_never_gone_around(transport: str, model: str) -> None:
    endpoint = Endpoint("m1", model, vendor="google", api_key="k", proxy="http://127.0.0.1:9")
    opened = open_model(transport, endpoint)
    with pytest.raises(BadRequest, match="proxy") as caught:
        await opened.complete(request())
    assert "HTTPS_PROXY" in caught.value.next_step
    await opened.aclose()


async def test_ollama_not_running() -> None:
    model = open_model("ollama", Endpoint("m1", "qwen3", api_base="http://127.0.0.1:9"))
    started = time.perf_counter()
    absent = await model.absence()
    assert absent is not None
    assert absent.fix == "ollama serve"
    assert time.perf_counter() - started < 3.0
    await model.aclose()


@pytest.mark.parametrize(
    ("model", "fix"),
    [
        ("qwen3", None),
        ("qwen3:latest", None),
        ("qwen3:8b", "ollama pull qwen3:8b"),
        ("llama3", "ollama pull llama3"),
    ],
)
async def test_ollama_knows_its_models_with_and_without_the_tag(model: str, fix: str | None, wire: WireServer) -> None:
    opened = open_model("ollama", Endpoint("m1", model, api_base=wire.ollama_base))
    absent = await opened.absence()
    assert (absent.fix if absent else None) == fix
    assert wire.requests == []
    await opened.aclose()


def test_unknown_transports_and_vendors_are_refused() -> None:
    with pytest.raises(ConfigError) as unknown:
        open_model("telepathy", Endpoint("m1", "x"))
    assert all(name in unknown.value.next_step for name in TRANSPORTS)
    with pytest.raises(ConfigError) as vendorless:
        open_model("direct", Endpoint("m1", "x", vendor="alibaba"))
    assert "anthropic" in vendorless.value.next_step


def test_transports_share_one_base_or_none() -> None:
    opened = [open_model(case.transport, Endpoint("m1", case.model, vendor=case.vendor)) for case in WIRED]
    assert all(isinstance(model, Transport) for model in opened)


def test_every_sentence_is_there_in_both_languages() -> None:
    sentences = tomllib.loads((MESSAGES / "models.toml").read_text(encoding="utf-8"))
    for name, texts in sentences.items():
        assert set(texts) == {"en", "ru"}, name
        fields = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts.values()]
        assert fields[0] == fields[1], name
