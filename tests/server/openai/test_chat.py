"""Chat completions: whole and streamed, asked on, and chores that no debate is worth."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from tests.scripted import answer, judge, make_home
from tests.server.openai.conftest import sdk_of
from tests.server.serving import PATIENCE_S, Hosted, hosted
from tests.server.test_guard import SECRET, private_home

QUESTION: ChatCompletionMessageParam = {"role": "user", "content": "Does it help?"}
SLOW: ChatCompletionMessageParam = {"role": "user", "content": "Is it slow?"}


def runs(client: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/runs").json()["runs"]
    return found


def state_of_newest(client: httpx.Client, *, when: set[str]) -> str:
    """The state of the newest run once it is one of those."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        found = runs(client)
        if found and found[0]["state"] in when:
            return str(found[0]["state"])
        assert time.monotonic() < give_up, found
        time.sleep(0.02)


@contextmanager
def asking(server: Hosted, body: dict[str, Any]) -> Iterator[socket.socket]:
    """A bare socket on which a chat completion was asked for; closed when the block is left."""
    port = httpx.URL(server.url).port
    assert port
    content = json.dumps(body).encode()
    lines = ("Host: localhost", "Content-Type: application/json", f"Content-Length: {len(content)}", "", "")
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall("\r\n".join(("POST /v1/chat/completions HTTP/1.1", *lines)).encode() + content)
        yield one


def reasoning(delta: Any) -> str:
    return getattr(delta, "reasoning_content", None) or ""


def test_the_debate_is_the_reasoning_and_the_verdict_the_content(sdk: openai.OpenAI, client: httpx.Client) -> None:
    reply = sdk.chat.completions.create(
        model="consilium",
        messages=[{"role": "system", "content": "Say yes."}, QUESTION],
        temperature=0.3,
        extra_body={"chat_id": "c", "top_k": 3, "features": {"web_search": False}},
        metadata={"chat": "7"},
    )
    message = reply.choices[0].message
    assert message.content is not None
    assert message.content.startswith("It depends.")
    assert "### Round 0" in reasoning(message)
    assert "### Round 1" in reasoning(message)
    assert "Say yes." not in reasoning(message)
    assert reply.choices[0].finish_reason == "stop"
    run = client.get("/v1/runs/last").json()
    used = run["verdict"]["usage"]
    assert reply.usage is not None
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (
        used["prompt_tokens"],
        used["completion_tokens"],
    )
    assert reply.usage.total_tokens == used["prompt_tokens"] + used["completion_tokens"] > 0
    assert (run["question"], run["metadata"], reply.id) == ("Does it help?", {"chat": "7"}, f"chatcmpl-{run['id']}")


def test_the_fast_model_has_no_rounds_of_critique(sdk: openai.OpenAI, client: httpx.Client) -> None:
    reply = sdk.chat.completions.create(model="consilium-fast", messages=[QUESTION])
    assert "### Round 1" not in reasoning(reply.choices[0].message)
    assert client.get("/v1/runs/last").json()["verdict"]["rounds"] == 0


def test_a_stream_holds_role_debate_verdict_and_tokens_in_this_order(sdk: openai.OpenAI) -> None:
    stream = sdk.chat.completions.create(
        model="consilium", messages=[QUESTION], stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    assert len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}) == 1
    assert chunks[0].choices[0].delta.role == "assistant"
    kinds = [
        "reasoning" if reasoning(chunk.choices[0].delta) else "content"
        for chunk in chunks[1:-2]
        if chunk.choices[0].finish_reason is None
    ]
    assert kinds == sorted(kinds, reverse=True)
    assert set(kinds) == {"reasoning", "content"}
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.total_tokens > 0
    assert all(chunk.usage is None for chunk in chunks[:-1])


def test_a_stream_ends_in_done_and_has_no_tokens_unless_asked(client: httpx.Client) -> None:
    reply = client.post("/v1/chat/completions", json={"model": "consilium", "messages": [QUESTION], "stream": True})
    assert reply.headers["content-type"].startswith("text/event-stream")
    lines = [line for line in reply.text.splitlines() if line.startswith("data: ")]
    assert lines[-1] == "data: [DONE]"
    chunks = [json.loads(line[6:]) for line in lines[:-1]]
    assert all(chunk["choices"] and "usage" not in chunk for chunk in chunks)


def test_reasoning_comes_while_the_debate_goes_on(sdk: openai.OpenAI, client: httpx.Client) -> None:
    with sdk.chat.completions.create(model="consilium", messages=[SLOW], stream=True) as stream:
        told = ""
        for chunk in stream:
            told += reasoning(chunk.choices[0].delta)
            if "**first**" in told:
                break
        assert state_of_newest(client, when={"running", "done"}) == "running"
    assert state_of_newest(client, when={"interrupted", "done"}) == "interrupted"


def test_whoever_stops_waiting_stops_the_debate(server: Hosted, client: httpx.Client) -> None:
    impatient = openai.OpenAI(base_url=f"{server.url}/v1", api_key="x", max_retries=0, timeout=0.5)
    with impatient, pytest.raises(openai.APITimeoutError):
        impatient.chat.completions.create(model="consilium", messages=[SLOW])
    assert state_of_newest(client, when={"interrupted", "done"}) == "interrupted"


@pytest.mark.parametrize("streamed", [True, False])
def test_a_socket_that_is_half_closed_leaves_nothing_running(
    server: Hosted, client: httpx.Client, streamed: bool
) -> None:
    body = {"model": "consilium", "messages": [SLOW], "stream": streamed}
    with asking(server, body) as one:
        state_of_newest(client, when={"running"})
        one.shutdown(socket.SHUT_WR)
        assert state_of_newest(client, when={"interrupted", "done"}) == "interrupted"


def test_a_slow_reader_gets_all_of_it_and_holds_nobody_up(server: Hosted, client: httpx.Client) -> None:
    body = {"model": "consilium", "messages": [QUESTION], "stream": True}
    with server.client() as slow, slow.stream("POST", "/v1/chat/completions", json=body) as reply:
        assert client.post("/v1/ask", json={"question": "Does it help?"}).status_code == 200
        had = b""
        for piece in reply.iter_raw(200):
            had += piece
            time.sleep(0.005)
    assert had.endswith(b"data: [DONE]\n\n")


def test_a_redacted_key_is_told_nothing_private(tmp_path: Path, home: Path) -> None:
    with hosted(private_home(tmp_path), home) as server:
        plain, redacted = server.key("plain"), server.key("chat", redacted=True)
        body: dict[str, Any] = {"model": "consilium", "messages": [{"role": "user", "content": "Does beetroot help?"}]}
        with server.client(plain) as client:
            assert SECRET in client.post("/v1/chat/completions", json=body).text
        with server.client(redacted) as client:
            for streamed in (False, True):
                reply = client.post("/v1/chat/completions", json={**body, "stream": streamed})
                assert reply.status_code == 200
                assert SECRET not in reply.text
                assert SECRET.encode("unicode_escape").decode() not in reply.text
            response = client.post("/v1/responses", json={"model": "consilium", "input": "Does beetroot help?"})
            again = client.get(f"/v1/responses/{response.json()['id']}")
            assert (response.status_code, again.status_code) == (200, 200)
            assert SECRET not in response.text + again.text


def test_without_an_answer_there_is_an_error_and_no_reply(tmp_path: Path, home: Path) -> None:
    config = make_home(tmp_path, {"first": [{"purpose": "answer", "fault": "rate_limit", "reply": ""}]}, {})
    with hosted(config, home) as server, sdk_of(server) as sdk:
        with pytest.raises(openai.InternalServerError) as caught:
            sdk.chat.completions.create(model="consilium", messages=[QUESTION])
        assert (caught.value.status_code, caught.value.code) == (503, "no_quorum")
        assert "first" in caught.value.message
        assert caught.value.response.headers["x-should-retry"] == "false"
        with pytest.raises(openai.APIError) as broken:
            list(sdk.chat.completions.create(model="consilium", messages=[QUESTION], stream=True))
        assert broken.value.code == "no_quorum"
        with server.client() as client:
            body = {"model": "consilium", "messages": [QUESTION], "stream": True}
            assert client.post("/v1/chat/completions", json=body).text.endswith("data: [DONE]\n\n")


def test_a_limit_in_money_reads_as_a_used_up_quota(tmp_path: Path, home: Path) -> None:
    cards = {"first": "price: {input: 1000000, output: 1000000}\n"}
    config = make_home(tmp_path, {"first": [answer()]}, {"bench": [judge()]}, cards=cards)
    with hosted(config, home) as server:
        for key in (server.key("poor", usd_per_day=0.0001), server.key("spent", usd_per_day=0.0)):
            with sdk_of(server, key) as sdk, pytest.raises(openai.RateLimitError) as caught:
                sdk.chat.completions.create(model="consilium", messages=[QUESTION])
            assert caught.value.type == "insufficient_quota"
