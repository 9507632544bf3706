"""Vectors through the real SDKs: one for each part, in order, and every failure is one of ours."""

from __future__ import annotations

import json

import pytest

from consilium.errors import ModelError
from consilium.models import open_embedder
from consilium.types.member import Endpoint
from consilium.types.request import Limits, ModelRequest, Part
from tests.wire import WireServer
from tests.wire.vectors import vector

TEXTS = ("МПК растёт от интервалов.", "Sleep matters.", "третий")


def request(*texts: str) -> ModelRequest:
    return ModelRequest("", "embed", "m1", 0, tuple(Part(text, "passage") for text in texts), limits=Limits(0, 5.0))


def endpoint(wire: WireServer, transport: str) -> Endpoint:
    base = wire.ollama_base if transport == "ollama" else wire.openai_base
    vendor = "ollama" if transport == "ollama" else "openai"
    return Endpoint("m1", "bge-m3", vendor=vendor, api_key="sk-test", key_env="TEST_KEY", api_base=base)


@pytest.mark.parametrize("transport", ["ollama", "litellm"])
async def test_a_vector_for_every_part_in_order(wire: WireServer, transport: str) -> None:
    model = open_embedder(transport, endpoint(wire, transport))
    reply = await model.complete(request(*TEXTS))
    assert json.loads(reply.text) == [pytest.approx(vector(text)) for text in TEXTS]
    assert reply.finish == "stop"
    await model.aclose()


@pytest.mark.parametrize("transport", ["ollama", "litellm"])
async def test_nobody_there_is_an_error_of_ours(transport: str) -> None:
    with WireServer() as wire:
        gone = endpoint(wire, transport)
    model = open_embedder(transport, gone)
    with pytest.raises(ModelError):
        await model.complete(request(*TEXTS))
    await model.aclose()
