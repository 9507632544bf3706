"""``consilium mcp`` as a process of its own, with the real client."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from tests.scripted import make_home
from tests.server.conftest import panel
from tests.server.mcp.talking import LEGACY, MODERN, PATIENCE_S, asked, awaited, text
from tests.server.mcp.test_tools import NAMES
from tests.server.serving import Process
from tests.server.test_guard import SECRET, private_home


def program(config: Path, home: Path) -> list[str]:
    return [sys.executable, "-m", "consilium", "mcp", "--home", str(home), "--config", str(config)]


def over_stdio(config: Path, home: Path, mode: str = MODERN, *words: str) -> Client:
    command, *arguments = (*program(config, home), *words)
    started = StdioServerParameters(command=command, args=arguments, env=dict(os.environ))
    return Client(started, mode=mode, read_timeout_seconds=PATIENCE_S)


def owner(home: Path) -> int:
    pid: int = json.loads((home / "server.json").read_text(encoding="utf-8"))["pid"]
    return pid


@pytest.mark.parametrize("mode", [MODERN, LEGACY])
async def test_a_question_is_asked_followed_and_answered(tmp_path: Path, home: Path, mode: str) -> None:
    lines: list[str] = []

    async def heard(_progress: float, _total: float | None, message: str | None) -> None:
        lines.append(message or "")

    async with over_stdio(panel(tmp_path), home, mode) as client:
        assert [one.name for one in (await client.list_tools()).tools] == NAMES
        run_id = await asked(client)
        result = await awaited(client, run_id, progress_callback=heard)
        assert not result.is_error, text(result)
        assert "It depends." in text(result)
        assert lines
        further = await client.call_tool("consilium_follow_up", {"run_id": run_id, "question": "And in winter?"})
        assert further.structured_content["parent"] == run_id
        assert not (await awaited(client, further.structured_content["run_id"])).is_error
        wrong = await client.call_tool("consilium_status", {"run_id": "r-none"})
        assert text(wrong).startswith("no_such_run: ")
    assert not (home / "server.json").exists()


async def test_a_server_that_runs_is_used(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with Process(config, home) as server:
        async with over_stdio(config, home) as client:
            assert owner(home) == server.process.pid
            run_id = await asked(client)
            assert not (await awaited(client, run_id)).is_error
        with server.client() as http:
            assert http.get(f"/v1/runs/{run_id}").json()["state"] == "done"
        assert server.process.poll() is None


PING = json.dumps({"jsonrpc": "2.0", "id": "p", "method": "ping"})


class Running:
    """``consilium mcp`` that is talked to by hand."""

    def __init__(self, config: Path, home: Path) -> None:
        self.process = subprocess.Popen(
            program(config, home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
        )

    def say(self, line: str) -> dict[str, Any]:
        """Send one message and wait for one."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def leave(self) -> int:
        """Close its input; its exit code."""
        self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream and not stream.closed:
                stream.close()
        self.process.wait()


async def test_two_programs_share_a_home_and_the_second_stays_when_the_first_leaves(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with Running(config, home) as first:
        assert first.say(PING)["result"] == {}
        assert owner(home) == first.process.pid
        async with over_stdio(config, home) as second:
            run_id = await asked(second)
            assert owner(home) == first.process.pid
            waiting = asyncio.create_task(awaited(second, run_id))
            assert await asyncio.to_thread(first.leave) == 0
            assert not (await waiting).is_error
            status = await second.call_tool("consilium_status", {"run_id": run_id})
            assert status.structured_content["state"] == "done"
            assert owner(home) != first.process.pid
            assert not (await awaited(second, await asked(second))).is_error


async def test_a_killed_owner_s_run_is_taken_up(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with Process(config, home) as server:
        async with over_stdio(config, home) as client:
            run_id = await asked(client)
            server.kill()
            assert not (await awaited(client, run_id)).is_error
            assert owner(home) != server.process.pid


def talk(config: Path, home: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        program(config, home),
        input="".join(line + "\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_nothing_but_protocol_is_written_and_the_end_of_input_ends_it(tmp_path: Path, home: Path) -> None:
    note = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    stray = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "nobody"}}
    done = talk(panel(tmp_path), home, "nonsense", "", "[]", json.dumps(note), json.dumps(stray), PING)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one.get("error", {}).get("code") for one in said] == [-32700, -32600, None]
    assert said[-1] == {"jsonrpc": "2.0", "id": "p", "result": {}}


def call(number: int, tool: str, **arguments: Any) -> str:
    params = {"name": tool, "arguments": arguments}
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params})


def test_a_cancelled_call_is_not_answered(tmp_path: Path, home: Path) -> None:
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}}
    with Running(panel(tmp_path), home) as one:
        started = one.say(call(1, "consilium_start", question="A slow one?"))["result"]["structuredContent"]
        wait = call(7, "consilium_result", run_id=started["run_id"])
        assert one.say("\n".join((wait, json.dumps(cancel), PING)))["id"] == "p"
        one.process.send_signal(signal.SIGTERM)
        rest, _ = one.process.communicate(timeout=PATIENCE_S)
    assert (one.process.returncode, rest) == (0, "")


def test_wrong_settings_are_said_on_standard_error(tmp_path: Path, home: Path) -> None:
    config = make_home(tmp_path, {"first": []}, {"bench": []}, nonsense=True)
    done = talk(config, home)
    assert done.returncode != 0
    assert done.stdout == ""
    assert "nonsense" in done.stderr


def test_a_signal_ends_it_and_puts_its_run_aside(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path)
    with Running(config, home) as one:
        run_id = one.say(call(1, "consilium_start", question="A slow one?"))["result"]["structuredContent"]["run_id"]
        one.process.send_signal(signal.SIGTERM)
        assert one.leave() == 0
    with Process(config, home) as server, server.client() as http:
        assert http.get(f"/v1/runs/{run_id}").json()["state"] in {"queued", "running"}


@pytest.mark.parametrize("words", [[], ["--private"]])
async def test_private_notes_reach_only_an_assistant_that_may_have_them(
    tmp_path: Path, home: Path, words: list[str]
) -> None:
    async with over_stdio(private_home(tmp_path), home, MODERN, *words) as client:
        result = await awaited(client, await asked(client, question="Does beetroot help?"))
    assert not result.is_error
    assert (SECRET in text(result)) == bool(words)
    assert (SECRET in result.model_dump_json()) == bool(words)
