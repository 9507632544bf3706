"""Errors in OpenAI's form, wherever on the way they are raised; nothing of the request leaks into them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from tests.server.conftest import panel
from tests.server.openai.conftest import sdk_of
from tests.server.serving import Hosted, hosted

CHAT = "/v1/chat/completions"
QUESTION: dict[str, Any] = {"role": "user", "content": "Does it help?"}
GOOD: dict[str, Any] = {"model": "consilium", "messages": [QUESTION]}
PICTURE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}


def error(reply: httpx.Response) -> tuple[int, str, str | None]:
    """Status, code and field of an error, which always says what to do."""
    assert reply.headers["content-type"] == "application/json"
    (name,) = reply.json()
    document = reply.json()[name]
    assert name == "error"
    assert set(document) == {"message", "type", "param", "code"}
    assert " → " in document["message"]
    return reply.status_code, document["code"], document["param"]


def started(client: httpx.Client) -> int:
    return len(client.get("/v1/runs").json()["runs"])


@pytest.mark.parametrize("path", [CHAT, "/v1/responses", "/v1/embeddings"])
@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"model": "consilium",}', b"\xff\xfe", b"nonsense", b'{"model": "\\ud800"', b"[" * 50_000]
)
def test_what_is_not_json_is_refused(client: httpx.Client, path: str, body: bytes) -> None:
    reply = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert error(reply)[0] == 400
    assert started(client) == 0


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"model": 7}, "model"),
        ({"model": None}, "model"),
        ({"messages": "Does it help?"}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": [7]}, "messages[0]"),
        ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": [{"type": "text", "text": 7}]}]}, "messages[0].content"),
        ({"messages": [{"role": "wizard", "content": "x"}]}, "messages[0].role"),
        ({"messages": [QUESTION, {"role": "assistant", "content": "It does."}]}, "messages"),
        ({"messages": [{"role": "system", "content": "Be brief."}]}, "messages"),
        ({"messages": [{"role": "user", "content": "  "}]}, "messages"),
        ({"messages": [{"role": "user", "content": [PICTURE]}]}, "messages[0].content"),
        ({"stream": "yes"}, "stream"),
        ({"stream_options": True}, "stream_options"),
        ({"metadata": ["x"]}, "metadata"),
    ],
)
def test_wrong_types_are_named(client: httpx.Client, change: dict[str, Any], param: str) -> None:
    status, _, named = error(client.post(CHAT, json={**GOOD, **change}))
    assert (status, named) == (400, param)
    assert started(client) == 0


@pytest.mark.parametrize("change", [{"input": 7}, {"input": []}, {"input": [{"role": "user", "content": [PICTURE]}]}])
def test_wrong_inputs_are_refused(client: httpx.Client, change: dict[str, Any]) -> None:
    status, _, named = error(client.post("/v1/responses", json={"model": "consilium", "input": "x", **change}))
    assert (status, (named or "").partition("[")[0]) == (400, "input")


def test_an_unknown_model_is_not_found(client: httpx.Client) -> None:
    assert error(client.post(CHAT, json={**GOOD, "model": "gpt-9"})) == (404, "model_not_found", "model")
    assert error(client.get("/v1/models/gpt-9")) == (404, "model_not_found", "model")
    assert client.get("/v1/models/consilium-fast").json()["id"] == "consilium-fast"


def test_keys_that_may_not_are_told_so(server: Hosted) -> None:
    expired, reader = server.key("old", expires="2020-01-01T00:00:00.000Z"), server.key("r", scope="read")
    for text in (expired, "sk-wrong"):
        with sdk_of(server, text) as sdk, pytest.raises(openai.AuthenticationError) as caught:
            sdk.models.list()
        assert caught.value.code == "invalid_api_key"
        assert text not in caught.value.message
    with sdk_of(server, reader) as sdk:
        assert len(sdk.models.list().data) == 4
        with pytest.raises(openai.PermissionDeniedError):
            sdk.chat.completions.create(model="consilium", messages=[{"role": "user", "content": "x"}])
    with sdk_of(server, server.key("slow", per_minute=1)) as sdk:
        sdk.models.list()
        with pytest.raises(openai.RateLimitError) as limited:
            sdk.models.list()
        assert int(limited.value.response.headers["retry-after"]) >= 1


def test_a_body_that_is_too_large_is_refused(tmp_path: Path, home: Path) -> None:
    with hosted(panel(tmp_path, server={"body_bytes": 2000}), home) as server, server.client() as client:
        large = {**GOOD, "messages": [{"role": "user", "content": "x" * 3000}]}
        assert error(client.post(CHAT, json=large))[:2] == (413, "too_large")

        told = client.post(CHAT, json=large, headers={"Origin": "app://obsidian.md"})
        assert (told.status_code, told.headers["access-control-allow-origin"]) == (413, "app://obsidian.md")

        def endless() -> Any:
            yield b'{"model": "consilium", "messages": "'
            yield b"x" * 3000

        reply = client.post(CHAT, content=endless(), headers={"Content-Type": "application/json"})
        assert error(reply)[:2] == (413, "too_large")


def test_doors_speak_the_form_of_the_path(client: httpx.Client) -> None:
    evil = {"Origin": "https://evil.example"}
    assert error(client.post(CHAT, json=GOOD, headers=evil))[:2] == (403, "origin")
    assert (
        client.post("/v1/runs", json={"question": "x"}, headers=evil)
        .headers["content-type"]
        .startswith("application/problem+json")
    )
    assert error(client.get("/v1/models", headers={"Host": "evil.example"}))[:2] == (421, "wrong_host")
    reply = client.get(CHAT)
    assert (error(reply)[:2], reply.headers["allow"]) == ((405, "method"), "POST")
    assert error(client.get("/v1/responses/x/y"))[:2] == (404, "not_found")
    form = client.post(CHAT, content=b"model=consilium", headers={"Content-Type": "text/plain"})
    assert error(form)[0] in {400, 415}


def test_errors_are_told_in_the_reader_s_language(client: httpx.Client) -> None:
    reply = client.post(CHAT, json={**GOOD, "model": "gpt-9"}, headers={"Accept-Language": "ru"})
    assert "Модели «gpt-9» нет" in reply.json()["error"]["message"]


def test_a_preflight_as_obsidian_sends_it(client: httpx.Client) -> None:
    asked = "authorization,content-type,x-stainless-arch,x-stainless-lang,x-stainless-os,x-stainless-timeout"
    headers = {
        "Origin": "app://obsidian.md",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": asked,
        "Access-Control-Request-Private-Network": "true",
    }
    reply = client.options(CHAT, headers=headers)
    assert reply.status_code == 200
    assert reply.headers["access-control-allow-origin"] == "app://obsidian.md"
    assert set(asked.split(",")) <= set(re.split(r",\s*", reply.headers["access-control-allow-headers"].lower()))
    assert client.options(CHAT, headers={**headers, "Origin": "https://evil.example"}).status_code in {400, 403}
    real = client.post(CHAT, json=GOOD, headers={"Origin": "app://obsidian.md", "x-stainless-lang": "js"})
    assert (real.status_code, real.headers["access-control-allow-origin"]) == (200, "app://obsidian.md")
    assert "x-should-retry" in real.headers["access-control-expose-headers"]


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\u202e", "x\\ud800y"])
@pytest.mark.parametrize("streamed", ["true", "false"])
def test_strange_characters_break_nothing(client: httpx.Client, text: str, streamed: str) -> None:
    said = f'[{{"role": "user", "content": "Does it help? {text}"}}]'
    body = f'{{"model": "consilium-fast", "stream": {streamed}, "messages": {said}, "metadata": {{"a": "{text}"}}}}'
    reply = client.post(CHAT, content=body.encode(), headers={"Content-Type": "application/json"})
    assert reply.status_code in {200, 400}
    if reply.status_code == 400:
        error(reply)
