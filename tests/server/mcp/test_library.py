"""The tools that ask no model: passages of the user's notes, and quotations checked against them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.library_home import CANARY, KNOWN, nothing_hidden, vault_home
from tests.server.mcp.talking import MODERN, over_http, text
from tests.server.mcp.test_stdio import over_stdio
from tests.server.serving import Hosted, hosted

QUESTION = {"query": "beetroot juice and running"}
QUOTED = {"text": f"It is known that “{KNOWN}” And mine: “{CANARY}”."}


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[Hosted]:
    with hosted(vault_home(tmp_path), home) as one:
        yield one


async def test_notes_are_searched_and_quotations_checked(server: Hosted) -> None:
    async with over_http(server.url) as client:
        found = await client.call_tool("search_notes", {**QUESTION, "k": 2})
        checked = await client.call_tool("verify_quote", QUOTED)
        nothing = await client.call_tool("search_notes", {"query": "zzzzqqq"})
    assert KNOWN in text(found)
    assert "Beetroot.md" in [one["source"] for one in found.structured_content["hits"]]
    assert len(found.structured_content["hits"]) == 2
    assert checked.structured_content["counter"] == "2 ✓ 0 ≈ 0 ✗"
    assert "2 ✓ 0 ≈ 0 ✗" in text(checked)
    assert not nothing.is_error
    assert text(nothing)


async def test_mistakes_say_what_to_do(server: Hosted) -> None:
    async with over_http(server.url) as client:
        for tool, given in (("search_notes", {"query": "", "k": 21}), ("verify_quote", {"text": ""})):
            result = await client.call_tool(tool, given)
            assert result.is_error
            assert text(result).startswith("invalid: ")
    async with over_http(server.url, server.key("r", scope="read")) as client:
        for tool, given in (("search_notes", QUESTION), ("verify_quote", QUOTED)):
            assert text(await client.call_tool(tool, given)).startswith("scope: ")


async def test_a_redacted_key_sees_open_notes_only(server: Hosted) -> None:
    async with over_http(server.url, server.key("chat", redacted=True, scope="admin")) as client:
        for query in (QUESTION["query"], CANARY, "Diary of the knee", "beetroot was bad for me"):
            nothing_hidden((await client.call_tool("search_notes", {"query": query, "k": 20})).model_dump_json())
        checked = await client.call_tool("verify_quote", QUOTED)
    assert [one["check"] for one in checked.structured_content["quotations"]] == ["exact", "missing"]


@pytest.mark.parametrize("words", [[], ["--private"]])
async def test_private_notes_reach_only_an_assistant_that_may_have_them(
    tmp_path: Path, home: Path, words: list[str]
) -> None:
    async with over_stdio(vault_home(tmp_path), home, MODERN, *words) as client:
        found = await client.call_tool("search_notes", QUESTION)
        checked = await client.call_tool("verify_quote", QUOTED)
    if words:
        assert CANARY in found.model_dump_json()
        assert checked.structured_content["verified"] == 2
    else:
        nothing_hidden(found.model_dump_json())
        assert checked.structured_content["verified"] == 1
