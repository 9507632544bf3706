"""The real client, and what tests say with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent

PATIENCE_S = 60.0
MODERN = "auto"
"""The client finds out that the server speaks the newest protocol."""
LEGACY = "legacy"
"""The handshake of older protocols."""


@asynccontextmanager
async def over_http(url: str, key: str = "", mode: Any = MODERN, **headers: str) -> AsyncIterator[Client]:
    """A client of a server's ``/mcp``."""
    if key:
        headers["Authorization"] = f"Bearer {key}"
    async with (
        httpx2.AsyncClient(headers=headers, timeout=PATIENCE_S) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client


def text(result: CallToolResult) -> str:
    """What a tool said."""
    [said] = result.content
    assert isinstance(said, TextContent)
    return said.text


async def asked(client: Client, **arguments: Any) -> str:
    """Start a run; its id."""
    result = await client.call_tool("consilium_start", {"question": "Does it work?", **arguments})
    assert not result.is_error, text(result)
    run_id: str = result.structured_content["run_id"]
    return run_id


async def awaited(client: Client, run_id: str, **more: Any) -> CallToolResult:
    """The result of a run, asked for as often as it takes."""
    while True:
        result = await client.call_tool("consilium_result", {"run_id": run_id}, **more)
        if result.is_error or result.structured_content["state"] not in {"queued", "running"}:
            return result
