"""The wire server itself: benches stand on its delays and records."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from typing import Any

import pytest

from tests.wire import WireServer


def post(url: str, body: dict[str, Any]) -> dict[str, Any]:
    """One chat completion through nothing but the standard library."""
    data = json.dumps(body).encode()
    sent = urllib.request.Request(f"{url}/chat/completions", data, {"content-type": "application/json"})
    with urllib.request.urlopen(sent, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def said(found: dict[str, Any]) -> str:
    text: str = found["choices"][0]["message"]["content"]
    return text


BODY = {"model": "m", "messages": [{"role": "user", "content": "What is Sudo?"}]}


def test_rules_are_tried_in_order_and_used_up() -> None:
    with WireServer("default") as wire:
        wire.script("first", match="Sudo", times=1)
        wire.script("never", match="Sudo", provider="anthropic")
        wire.script("second", match="Sudo", asked_model="m")
        assert [said(post(wire.openai_base, BODY)) for _ in range(3)] == ["first", "second", "second"]
        wire.forget()
        assert said(post(wire.openai_base, BODY)) == "default"
        assert [seen.model for seen in wire.requests] == ["m"]


def test_a_reply_may_be_made_of_the_request() -> None:
    with WireServer(lambda received: received.text.upper()) as wire:
        assert said(post(wire.openai_base, BODY)) == "WHAT IS SUDO?"


async def test_sixty_four_delayed_calls_run_side_by_side() -> None:
    async with WireServer(delay_s=0.3) as wire:
        address = wire.url.removeprefix("http://").split(":")
        payload = json.dumps(BODY).encode()
        head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: {len(payload)}\r\n\r\n".encode()

        async def one() -> None:
            reader, writer = await asyncio.open_connection(address[0], int(address[1]))
            writer.write(head + payload)
            assert b"200" in await reader.readline()
            writer.close()
            await writer.wait_closed()

        await asyncio.gather(*[one() for _ in range(64)])
    # Only now has the server noted when it was done with each.
    took = [seen.ended - seen.started for seen in wire.requests]
    assert len(took) == 64
    assert min(took) >= 0.3
    # Side by side: the last began before the first ended.
    assert max(seen.started for seen in wire.requests) < min(seen.ended for seen in wire.requests)


def test_visits_are_kept_apart_from_calls() -> None:
    with WireServer() as wire:
        for path in ("/api/tags", "/api/version", "/v1/models"):
            urllib.request.urlopen(wire.url + path, timeout=10).close()
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{wire.url}/nowhere", timeout=10)
        missing.value.close()
        assert [path for _, path in wire.visits] == ["/api/tags", "/api/version", "/v1/models", "/nowhere"]
        assert wire.requests == []
