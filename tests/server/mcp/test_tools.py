"""The tools over streamable HTTP, with the real client."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import httpx
import pytest
from mcp_types import CallToolResult

from consilium.api import Engine
from consilium.config import Places, load_settings
from consilium.server.app import create_app
from consilium.server.hosting import quiet_server
from tests.server.conftest import panel
from tests.server.mcp.talking import LEGACY, MODERN, asked, awaited, over_http, text
from tests.server.serving import Hosted, hosted
from tests.server.test_guard import SECRET, private_home

NAMES = [
    "consilium_start",
    "consilium_result",
    "consilium_status",
    "consilium_follow_up",
    "search_notes",
    "verify_quote",
    "spar_start",
    "spar_reply",
]
READING = {"consilium_result", "consilium_status", "search_notes", "verify_quote"}


@pytest.mark.parametrize("mode", [MODERN, LEGACY])
async def test_a_model_is_told_what_there_is_and_when_to_use_it(server: Hosted, mode: str) -> None:
    async with over_http(server.url, mode=mode) as client:
        tools = (await client.list_tools()).tools
    assert [one.name for one in tools] == NAMES
    for one in tools:
        assert one.description
        assert one.output_schema
        assert one.output_schema["type"] == "object"
        assert one.annotations
        assert one.annotations.read_only_hint is (one.name in READING)
        assert one.annotations.destructive_hint is False
    assert tools[0].input_schema["required"] == ["question"]


@pytest.mark.parametrize("mode", [MODERN, LEGACY])
async def test_a_question_is_asked_followed_and_answered(server: Hosted, mode: str) -> None:
    lines: list[tuple[float, str]] = []

    async def heard(progress: float, _total: float | None, message: str | None) -> None:
        lines.append((progress, message or ""))

    async with over_http(server.url, mode=mode) as client:
        run_id = await asked(client)
        result = await awaited(client, run_id, progress_callback=heard)
        status = await client.call_tool("consilium_status", {"run_id": run_id})
    assert not result.is_error, text(result)
    assert result.structured_content["verdict"]["run_id"] == run_id
    assert "It depends." in text(result)
    assert lines
    assert lines == sorted(lines)
    assert all(message for _, message in lines)
    assert status.structured_content["state"] == "done"
    assert sorted(status.structured_content["answered"]) == ["first", "second"]
    assert status.structured_content["last_line"] in text(status)


async def test_a_further_question_continues_the_thread(server: Hosted) -> None:
    async with over_http(server.url) as client:
        run_id = await asked(client)
        await awaited(client, run_id)
        further = await client.call_tool("consilium_follow_up", {"run_id": "last", "question": "And in winter?"})
        assert further.structured_content["parent"] == run_id
        new = further.structured_content["run_id"]
        assert not (await awaited(client, new)).is_error
        status = await client.call_tool("consilium_status", {"run_id": new})
    assert status.structured_content["parent"] == run_id


async def test_who_will_not_wait_is_told_to_come_back(server: Hosted) -> None:
    async with over_http(server.url) as client:
        run_id = await asked(client, question="A slow one?")
        result = await client.call_tool("consilium_result", {"run_id": run_id, "wait_s": 0})
    assert not result.is_error
    assert result.structured_content["state"] in {"queued", "running"}
    assert result.structured_content["verdict"] is None
    assert "consilium_result" in text(result)


async def test_options_make_a_choice(server: Hosted) -> None:
    async with over_http(server.url) as client:
        run_id = await asked(client, options={"A": "It does.", "B": "It does not."})
        await awaited(client, run_id)
    assert server.engine.store.verdict(run_id) is not None


def refused(result: CallToolResult, name: str) -> str:
    assert result.is_error
    said = text(result)
    assert said.startswith(f"{name}: ")
    assert "→" in said
    return said


async def test_mistakes_come_back_as_errors_that_say_what_to_do(server: Hosted) -> None:
    async with over_http(server.url) as client:
        wrong = await client.call_tool("consilium_start", {"question": "", "colour": "red"})
        said = refused(wrong, "invalid")
        assert "question" in said
        assert "colour" in said
        refused(await client.call_tool("consilium_start", {"question": "So?", "members": ["nobody"]}), "configuration")
        refused(await client.call_tool("consilium_result", {"run_id": "r-none"}), "no_such_run")
        refused(await client.call_tool("consilium_follow_up", {"run_id": "r-none", "question": "So?"}), "no_such_run")
        run_id = await asked(client)
        refused(await client.call_tool("consilium_result", {"run_id": run_id, "wait_s": 46}), "invalid")


async def test_errors_speak_the_caller_s_language(server: Hosted) -> None:
    async with over_http(server.url, **{"Accept-Language": "ru"}) as client:
        assert "нет" in refused(await client.call_tool("consilium_status", {"run_id": "r-none"}), "no_such_run")


async def test_a_run_that_was_put_aside_is_still_to_come(tmp_path: Path) -> None:
    app = create_app(Engine(load_settings(panel(tmp_path), Places(tmp_path / "home"))))
    started = asyncio.Event()
    server = quiet_server(app, started.set)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = asyncio.create_task(server.serve([listening]))
        await started.wait()
        async with over_http(f"http://127.0.0.1:{listening.getsockname()[1]}") as client:
            run_id = await asked(client, question="A slow one?")
            under_way = asyncio.Event()

            async def heard(progress: float, total: float | None, message: str | None) -> None:
                under_way.set()

            wait = client.call_tool("consilium_result", {"run_id": run_id}, progress_callback=heard)
            waiting = asyncio.create_task(wait)
            await under_way.wait()
            await app.state.desk.drain(0)
            result = await waiting
        server.should_exit = True
        await serving
    assert not result.is_error, text(result)
    assert result.structured_content["state"] in {"queued", "running"}
    assert result.structured_content["verdict"] is None


async def test_what_was_stopped_has_no_verdict_and_says_so(server: Hosted) -> None:
    async with over_http(server.url) as one, httpx.AsyncClient(base_url=server.url) as client:
        run_id = await asked(one, question="A slow one?")
        assert (await client.post(f"/v1/runs/{run_id}/cancel")).status_code == 202
        assert (await awaited(one, run_id)).is_error


async def test_a_key_is_needed_once_there_is_one_and_sees_its_own_runs(server: Hosted) -> None:
    one, other = server.key("one"), server.key("other")
    async with over_http(server.url, one) as client:
        run_id = await asked(client)
        assert not (await awaited(client, run_id)).is_error
    async with over_http(server.url, other) as client:
        for tool in ("consilium_status", "consilium_result"):
            refused(await client.call_tool(tool, {"run_id": run_id}), "no_such_run")
    with server.client("cns_wrong") as http:
        reply = http.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == "Bearer"
    assert reply.json()["next_step"]


async def test_a_key_that_may_only_read_starts_nothing(server: Hosted) -> None:
    key = server.key("reader", scope="read")
    async with over_http(server.url, key) as client:
        refused(await client.call_tool("consilium_start", {"question": "So?"}), "scope")


async def test_a_used_up_budget_is_said(server: Hosted) -> None:
    key = server.key("poor", usd_per_day=0.0)
    async with over_http(server.url, key) as client:
        refused(await client.call_tool("consilium_start", {"question": "So?"}), "budget")


def test_pages_from_elsewhere_and_other_methods_stay_out(server: Hosted) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    with server.client(Origin="https://evil.example") as http:
        assert http.post("/mcp", json=call).status_code == 403
    with server.client(Host="evil.example") as http:
        assert http.post("/mcp", json=call).status_code == 421
    with server.client() as http:
        assert http.get("/mcp").status_code == 405
        assert http.post("/mcp", content=b"x" * 1_100_000).status_code == 413
        accept = {"Accept": "application/json, text/event-stream"}
        assert http.post("/mcp", json=call, headers=accept).status_code == 200
        assert 'route="/mcp"' in http.get("/metrics").text


async def test_a_redacted_key_never_sees_what_private_notes_went_into(tmp_path: Path) -> None:
    with hosted(private_home(tmp_path), tmp_path / "home") as server:
        plain, redacted = server.key("plain", scope="admin"), server.key("chat", scope="admin", redacted=True)
        async with over_http(server.url, plain) as client:
            run_id = await asked(client, question="Does beetroot help?")
            assert SECRET in text(await awaited(client, run_id))
        lines: list[str] = []

        async def heard(_progress: float, _total: float | None, message: str | None) -> None:
            lines.append(message or "")

        async with over_http(server.url, redacted) as client:
            result = await awaited(client, run_id, progress_callback=heard)
            status = await client.call_tool("consilium_status", {"run_id": run_id})
    assert not result.is_error
    assert SECRET not in result.model_dump_json()
    assert SECRET not in status.model_dump_json()
    assert lines
    assert SECRET not in "".join(lines)
