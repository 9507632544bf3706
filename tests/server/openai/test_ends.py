"""Streams when the server ends, when nothing happens for long, and when their run is stopped from elsewhere."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import openai
import pytest
from starlette.types import Message

from consilium.server.openai.stream import ToldResponse
from tests.scripted import answer, judge, make_home
from tests.server.conftest import panel
from tests.server.openai.test_chat import SLOW, asking, state_of_newest
from tests.server.serving import PATIENCE_S, Process, hosted


def test_a_server_about_to_end_puts_the_debate_aside_and_says_so(tmp_path: Path, home: Path) -> None:
    config = panel(tmp_path, server={"drain_s": 0.2})
    with Process(config, home) as server, server.client() as client:
        sdk = openai.OpenAI(base_url=f"{server.record['url']}/v1", api_key="x", max_retries=0, timeout=PATIENCE_S)
        codes: list[str | None] = []

        def waits(streamed: bool) -> None:
            try:
                if streamed:
                    list(sdk.chat.completions.create(model="consilium", messages=[SLOW], stream=True))
                else:
                    sdk.chat.completions.create(model="consilium", messages=[SLOW])
            except openai.APIError as error:
                codes.append(error.code)

        threads = [threading.Thread(target=waits, args=(streamed,)) for streamed in (True, False)]
        for thread in threads:
            thread.start()
        give_up = time.monotonic() + PATIENCE_S
        while len(client.get("/v1/runs").json()["runs"]) < 2:
            assert time.monotonic() < give_up
            time.sleep(0.02)
        code, said = server.terminate()
        for thread in threads:
            thread.join(PATIENCE_S)
    assert (code, codes) == (0, ["draining", "draining"])
    assert "2 runs will go on at the next start" in said


def test_a_line_on_which_nothing_happens_is_kept_open(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilium.server.openai.stream.HEARTBEAT_S", 0.05)
    body = {"model": "consilium", "messages": [SLOW], "stream": True}
    with client.stream("POST", "/v1/chat/completions", json=body) as reply:
        assert next(line for line in reply.iter_lines() if line.startswith(":")) == ": ping"


def test_a_run_that_is_stopped_from_elsewhere_ends_the_reply(client: httpx.Client) -> None:
    body = {"model": "consilium", "messages": [SLOW], "stream": True}
    with client.stream("POST", "/v1/chat/completions", json=body) as reply:
        lines = reply.iter_lines()
        next(lines)
        state_of_newest(client, when={"running"})
        assert client.post("/v1/runs/last/cancel").status_code == 202
        rest = list(lines)
    assert '"code":"interrupted"' in "".join(rest).replace(" ", "")
    assert rest[-2:] == ["data: [DONE]", ""]


@pytest.mark.parametrize("streamed", [True, False])
def test_a_verdict_that_is_being_written_is_finished_though_nobody_waits(
    tmp_path: Path, home: Path, streamed: bool
) -> None:
    config = make_home(tmp_path, {"first": [answer()]}, {"bench": [{**judge("It depends."), "delay_s": 1.0}]})
    body = {"model": "consilium", "messages": [SLOW], "stream": streamed}
    with hosted(config, home) as server, server.client() as client:
        with asking(server, body):
            state_of_newest(client, when={"running"})
            run_id = client.get("/v1/runs/last").json()["id"]
            give_up = time.monotonic() + PATIENCE_S
            while server.engine.store.last_event(run_id, "judge.started") is None:
                assert time.monotonic() < give_up
                time.sleep(0.02)
        assert state_of_newest(client, when={"done", "interrupted"}) == "done"


async def test_a_reader_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilium.server.openai.stream.SLOWEST_READER_S", 0.05)
    over: list[str] = []

    async def endless() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"data: {}\n\n"
        finally:
            over.append("told")

    async def stuck(message: Message) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def silent() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    await ToldResponse(endless(), lambda: over.append("left"), {})({"type": "http", "method": "POST"}, silent, stuck)
    assert over == ["told", "left"]
