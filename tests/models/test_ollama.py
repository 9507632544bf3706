"""What only Ollama has: windows that it cuts prompts to, thinking, keep-alive."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.errors import BadRequest, ContextTooLong
from consilium.models import open_model
from consilium.models.window import fitting_window, looks_truncated
from consilium.protocols.models import ChatModel
from consilium.types.member import Endpoint
from consilium.types.request import Part
from tests.models.cases import SCHEMA, request
from tests.wire import WireServer


def ollama(wire: WireServer, transport: str = "ollama", model: str = "qwen3", **options: Any) -> ChatModel:
    return open_model(transport, Endpoint("m1", model, vendor="ollama", api_base=wire.ollama_base, options=options))


def long(words: int) -> tuple[Part, ...]:
    return (Part("слово " * words, "question"),)


async def test_options_go_where_ollama_wants_them(wire: WireServer) -> None:
    model = ollama(wire, think=False, keep_alive="10m", temperature=0.3, num_ctx=16384, seed=7)
    await model.complete(request(schema=True))
    body = wire.requests[0].body
    assert (body["think"], body["keep_alive"], body["format"]) == (False, "10m", SCHEMA)
    assert body["options"] == {"num_predict": 200, "temperature": 0.3, "num_ctx": 16384, "seed": 7}
    await model.aclose()


async def test_what_the_card_does_not_name_is_not_sent(wire: WireServer) -> None:
    model = ollama(wire)
    await model.complete(request())
    body = wire.requests[0].body
    assert set(body) == {"model", "messages", "options", "stream", "tools"} - ({"tools"} - set(body))
    assert set(body["options"]) == {"num_predict", "num_ctx"}
    await model.aclose()


@pytest.mark.parametrize(("words", "window"), [(10, 4096), (5000, 16384)])
async def test_a_window_is_asked_for_that_holds_the_prompt(words: int, window: int, wire: WireServer) -> None:
    model = ollama(wire)
    await model.complete(request(parts=long(words)))
    assert wire.requests[0].asked.num_ctx == window
    await model.aclose()


async def test_a_window_is_never_longer_than_the_models(wire: WireServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire.ollama, "context", 8192)
    model = ollama(wire)
    await model.complete(request(parts=long(5000)))
    assert wire.requests[0].asked.num_ctx == 8192
    assert wire.visits.count(("POST", "/api/show")) == 1
    await model.aclose()


async def test_a_prompt_that_cannot_fit_is_not_sent(wire: WireServer) -> None:
    model = ollama(wire, num_ctx=256)
    with pytest.raises(ContextTooLong) as caught:
        await model.complete(request(parts=long(3000)))
    assert "num_ctx" in caught.value.next_step
    assert wire.requests == []
    await model.aclose()


@pytest.mark.parametrize(("transport", "name"), [("ollama", "qwen3"), ("litellm", "ollama_chat/qwen3")])
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
async def test_a_prompt_that_was_cut_is_noticed(transport: str, name: str, stream: bool, wire: WireServer) -> None:
    wire.script("ok", fault="context_too_long")
    model = ollama(wire, transport, name)
    with pytest.raises(ContextTooLong):
        await model.complete(request(), (lambda _: None) if stream else None)
    await model.aclose()


@pytest.mark.parametrize(
    ("read", "window", "words", "cut"),
    [
        (4096, 4096, 10, True),  # it fills the window
        (900, 4096, 100, False),
        (0, 4096, 10_000, False),  # nothing reported: the prompt was still in memory
        (300, 4096, 2000, True),  # far fewer than it can be, and it may not have fitted
        (300, 65536, 2000, False),  # the same, in a window that surely holds it
    ],
)
def test_signs_of_a_prompt_that_was_cut(read: int, window: int, words: int, cut: bool) -> None:
    assert looks_truncated(read, window, "слово " * words) is cut


def test_windows_are_few() -> None:
    assert {fitting_window(tokens) for tokens in range(1, 16385, 7)} == {4096, 8192, 16384}


async def test_thinking_on_a_model_without_it_is_explained(wire: WireServer) -> None:
    wire.script("ok", fault="bad_request")
    model = ollama(wire, think=True)
    with pytest.raises(BadRequest, match="does not support thinking"):
        await model.complete(request())
    await model.aclose()


async def test_a_missing_model_is_one_command_away(wire: WireServer) -> None:
    wire.script("ok", fault="model_missing")
    model = ollama(wire, model="llama3")
    with pytest.raises(Exception, match="ollama pull llama3"):
        await model.complete(request())
    await model.aclose()
