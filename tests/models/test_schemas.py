"""Schemas in the dialects of providers, options that reach them, prompts as conversations."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from typing import Any

import pytest

import consilium.models
from consilium.errors import BadRequest
from consilium.models import open_model
from consilium.models.messages import Turn, conversation
from consilium.models.schemas import openapi_schema, strict_copy, strictable
from consilium.protocols.models import ChatModel
from consilium.types.request import Part
from tests.models.cases import WIRED, request
from tests.wire import WireServer

NESTED: dict[str, Any] = {
    "type": "object",
    "$defs": {"claim": {"type": "object", "properties": {"text": {"type": "string"}, "default": {"type": "string"}}}},
    "properties": {
        "claims": {"type": "array", "items": {"$ref": "#/$defs/claim"}, "default": []},
        "answer": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
    },
    "required": ["answer"],
}
FREE = {"type": "object", "properties": {"any": {"type": "object", "additionalProperties": True}}}


def test_a_strict_copy_closes_objects_and_asks_for_every_field() -> None:
    strict = strict_copy(NESTED)
    assert strict["additionalProperties"] is False
    assert strict["required"] == ["claims", "answer"]
    assert strict["properties"]["claims"] == {"type": "array", "items": {"$ref": "#/$defs/claim"}}
    claim = strict["$defs"]["claim"]
    assert claim["required"] == ["text", "default"]
    assert "required" not in NESTED["$defs"]["claim"]


def test_an_open_object_cannot_be_strict() -> None:
    assert strictable(NESTED)
    assert not strictable(FREE)


def test_the_retired_sdk_gets_what_it_knows() -> None:
    plain = openapi_schema(NESTED)
    assert plain is not None
    assert plain["type"] == "OBJECT"
    assert plain["properties"]["answer"] == {"type": "STRING", "nullable": True}
    assert plain["properties"]["claims"]["items"]["properties"]["text"] == {"type": "STRING"}
    assert openapi_schema({"anyOf": [{"type": "string"}, {"type": "number"}]}) is None


def test_parts_of_one_role_are_joined() -> None:
    said = conversation(
        [Part("a", "x", role="system"), Part("b", "x"), Part("c", "x"), Part("d", "x", role="assistant"),
         Part("e", "x", role="system"), Part("f", "x")]
    )  # fmt: skip
    assert said.system == "a\n\ne"
    assert said.turns == (Turn("user", "b\n\nc"), Turn("assistant", "d"), Turn("user", "f"))
    assert conversation([Part("only", "x", role="system")]).turns == (Turn("user", "only"),)


def opened(name: str, wire: WireServer, **options: Any) -> ChatModel:
    case = next(case for case in WIRED if case.name == name)
    return open_model(case.transport, case.endpoint(wire, options=options))


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("direct-openai", {"temperature": 0.2, "seed": 1, "top_k": 3}, {"temperature": 0.2, "seed": 1, "top_k": 3}),
        ("direct-openai", {"max_completion_tokens": 9}, {"max_completion_tokens": 9}),
        ("direct-anthropic", {"output_config": {"effort": "low"}}, {"output_config": {"effort": "low"}}),
        ("direct-anthropic", {"max_tokens": 9}, {"max_tokens": 9}),
        ("litellm-openai", {"temperature": 0.2}, {"temperature": 0.2}),
    ],
)
async def test_options_reach_the_provider(
    name: str, options: dict[str, Any], expected: dict[str, Any], wire: WireServer
) -> None:
    model = opened(name, wire, **options)
    await model.complete(request())
    assert expected.items() <= wire.requests[0].body.items()
    await model.aclose()


async def test_claude_is_never_sent_a_temperature(wire: WireServer) -> None:
    model = opened("direct-anthropic", wire, temperature=0.2, top_p=0.9, top_k=5)
    await model.complete(request())
    assert not {"temperature", "top_p", "top_k"} & set(wire.requests[0].body)
    await model.aclose()


@pytest.mark.parametrize("name", ["direct-openai", "direct-anthropic", "direct-google", "litellm-openai"])
async def test_no_option_is_sent_that_no_card_names(name: str, wire: WireServer) -> None:
    model = opened(name, wire)
    await model.complete(request())
    assert "temperature" not in str(wire.requests[0].body)
    await model.aclose()


@pytest.mark.parametrize("version", ["v1", "v1beta"])
async def test_gemini_speaks_the_version_the_card_names(version: str, wire: WireServer) -> None:
    model = opened("direct-google", wire, api_version=version, temperature=0.1)
    await model.complete(request())
    assert wire.requests[0].head.path.startswith(f"/{version}/")
    assert wire.requests[0].body["generationConfig"]["temperature"] == 0.1
    await model.aclose()


@pytest.mark.parametrize("name", ["direct-google", "gemini-legacy"])
async def test_an_option_the_sdk_does_not_know_is_a_bad_request(name: str, wire: WireServer) -> None:
    model = opened(name, wire, num_ctx=4096)
    with pytest.raises(BadRequest, match="num_ctx"):
        await model.complete(request())
    assert wire.requests == []
    await model.aclose()


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(consilium.models.__path__)])
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"consilium.models.{name}")).failed == 0
