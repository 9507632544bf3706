"""The opponent as tools of an assistant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.mcp.talking import over_http, text
from tests.server.serving import Hosted, hosted
from tests.server.spar_home import ARGUMENT, CANARY, DIARY_THESIS, OPEN, THESIS, nothing_private, spar_home


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[Hosted]:
    with hosted(spar_home(tmp_path), home) as one:
        yield one


async def test_a_match_is_begun_and_replied_to(server: Hosted) -> None:
    async with over_http(server.url) as client:
        begun = await client.call_tool("spar_start", {"thesis": THESIS})
        match = begun.structured_content["match"]["id"]
        replied = await client.call_tool("spar_reply", {"match": match, "text": ARGUMENT, "claim": "c1"})
        last = await client.call_tool("spar_reply", {"match": "last", "text": ARGUMENT})
    assert OPEN in text(begun)
    assert match in text(begun)
    assert "It brings a new argument." in text(replied)
    assert [one["kind"] for one in last.structured_content["match"]["replies"]] == ["argument", "repetition"]


async def test_mistakes_say_what_to_do(server: Hosted) -> None:
    async with over_http(server.url) as client:
        for tool, given in (
            ("spar_start", {"thesis": ""}),
            ("spar_start", {"thesis": "Why?"}),
            ("spar_reply", {"match": "nobody", "text": ARGUMENT}),
        ):
            result = await client.call_tool(tool, given)
            assert result.is_error
            assert "→" in text(result) or text(result).startswith("invalid: ")
    async with over_http(server.url, server.key("r", scope="read")) as client:
        assert text(await client.call_tool("spar_start", {"thesis": THESIS})).startswith("scope: ")


async def test_a_redacted_key_is_attacked_with_open_notes_only(server: Hosted) -> None:
    async with over_http(server.url, server.key("own")) as client:
        assert CANARY in text(await client.call_tool("spar_start", {"thesis": DIARY_THESIS}))
    async with over_http(server.url, server.key("cloud", redacted=True)) as client:
        nothing_private((await client.call_tool("spar_start", {"thesis": DIARY_THESIS})).model_dump_json())
