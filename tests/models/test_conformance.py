"""What every transport must do, driven through the real SDKs against the wire server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from consilium.errors import ModelError, RateLimited, RegionBlocked, TimedOut, Unreachable
from consilium.models import open_model
from consilium.models.faults import FAULTS, Fault, meaning
from consilium.types.request import ModelReply
from consilium.wording import speaking
from tests.models.cases import CASES, FAULTY, KEY, QUESTION, REPLY, WIRED, Case, request, until
from tests.wire import WireServer

LOCAL = {"ollama", "litellm-ollama", "scripted", "recorded"}

every = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
wired = pytest.mark.parametrize("case", WIRED, ids=lambda case: case.name)
faulty = pytest.mark.parametrize("case", FAULTY, ids=lambda case: case.name)
either = pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])


def _ignore(_: str) -> None:
    """A listener that does not listen."""


async def ask(case: Case, wire: WireServer, folder: Path, *, stream: bool = False, **how: Any) -> ModelReply:
    """One reply of a case; the transport is closed again whatever happens."""
    asked = how.pop("asked", request())
    model = case.open(wire, folder, **how)
    heard: list[str] = []
    try:
        reply = await model.complete(asked, heard.append if stream else None)
    finally:
        await model.aclose()
    assert "".join(heard) == (reply.text if stream else "")
    return reply


@every
@either
async def test_a_reply_arrives_whole(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    reply = await ask(case, wire, tmp_path, stream=stream)
    assert reply.text == REPLY
    assert reply.finish == "stop"
    assert reply.model == case.model.rpartition("/")[2]
    assert not reply.native_schema


@every
async def test_a_streamed_reply_equals_the_plain_one(case: Case, wire: WireServer, tmp_path: Path) -> None:
    how: dict[str, Any] = {"prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}
    how |= {"thinking": "hm"} if case.thinks else {}
    plain, streamed = [await ask(case, wire, tmp_path, stream=stream, **how) for stream in (False, True)]
    assert (plain.text, plain.model, plain.finish) == (streamed.text, streamed.model, streamed.finish)
    assert plain.usage == streamed.usage
    assert plain.thinking == streamed.thinking == ("hm" if case.thinks else "")


@wired
@either
async def test_usage_is_what_the_provider_counted(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    counts = {"prompt_tokens": 100, "completion_tokens": 20, "cached_tokens": 40}
    usage = (await ask(case, wire, tmp_path, stream=stream, **counts)).usage
    cached = 0 if case.provider == "ollama" else 40
    assert (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens, usage.calls) == (100, 20, cached, 1)


@every
async def test_cost_is_known_where_a_price_is(case: Case, wire: WireServer, tmp_path: Path) -> None:
    cost = (await ask(case, wire, tmp_path)).usage.cost_usd
    assert cost == 0.0 if case.name in LOCAL else cost is not None and cost > 0


@wired
@either
async def test_the_answering_model_is_named(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    reply = await ask(case, wire, tmp_path, stream=stream, model="another-model-2026")
    assert reply.model == "another-model-2026"


@wired
async def test_prompt_reaches_the_server_in_order(case: Case, wire: WireServer, tmp_path: Path) -> None:
    await ask(case, wire, tmp_path)
    assert wire.requests[0].text == f"Be brief.\n{QUESTION}\n\nPassage: ёж и мёд."


@wired
@either
async def test_a_schema_is_sent_natively(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    reply = await ask(case, wire, tmp_path, stream=stream, asked=request(schema=True))
    assert reply.native_schema
    sent = wire.requests[0].asked.schema
    assert sent is not None
    assert set(sent["properties"]) == {"answer", "n"}


@faulty
@either
async def test_a_refused_schema_is_left_out(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    how = {"asked": request(schema=True), "fault": "schema_refused"}
    reply = await ask(case, wire, tmp_path, stream=stream, **how)
    assert reply.text == REPLY
    assert not reply.native_schema
    assert [sent.asked.schema is None for sent in wire.requests] == ([False, True] if case.provider else [])


@wired
async def test_a_refused_schema_is_not_offered_again(case: Case, wire: WireServer, tmp_path: Path) -> None:
    model = case.open(wire, tmp_path, fault="schema_refused")
    await model.complete(request(schema=True))
    await model.complete(request(schema=True))
    assert len(wire.requests) == 3
    await model.aclose()


def _faults() -> list[Any]:
    pairs = [(case, fault) for case in FAULTY for fault in FAULTS if fault not in case.lacks]
    return [pytest.param(case, fault, id=f"{case.name}-{fault}") for case, fault in pairs]


@pytest.mark.parametrize(("case", "fault"), _faults())
@either
async def test_a_fault_has_one_meaning(
    case: Case, fault: Fault, stream: bool, wire: WireServer, tmp_path: Path
) -> None:
    expected = meaning(fault)
    # `timeout` must run into the limit, `slow` must not.
    how = {"fault": fault, "asked": request(timeout_s=0.3 if fault == "timeout" else 10.0)}
    if isinstance(expected, str):
        assert (await ask(case, wire, tmp_path, stream=stream, **how)).finish == expected
        return
    with pytest.raises(ModelError) as caught:
        await ask(case, wire, tmp_path, stream=stream, **how)
    assert type(caught.value) is expected
    assert caught.value.model == case.model
    assert caught.value.next_step
    assert KEY not in f"{caught.value} {caught.value!r}"


@wired
@either
async def test_retry_after_is_passed_on(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    with pytest.raises(RateLimited) as caught:
        await ask(case, wire, tmp_path, stream=stream, fault="rate_limit", retry_after="7")
    assert caught.value.retry_after == 7.0


@wired
async def test_sdks_do_not_retry(case: Case, wire: WireServer, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        await ask(case, wire, tmp_path, fault="overloaded")
    assert len(wire.requests) == 1


@wired
@either
async def test_cancelling_closes_the_connection(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    model = case.open(wire, tmp_path, delay_s=30.0 if case.hangs_up else 1.0)
    task = asyncio.create_task(model.complete(request(), _ignore if stream else None))
    await until(lambda: bool(wire.requests))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: wire.requests[0].ended > 0)
    assert wire.requests[0].outcome == "aborted" or not case.hangs_up
    await model.aclose()


@wired
async def test_leaving_a_stream_closes_the_connection(case: Case, wire: WireServer, tmp_path: Path) -> None:
    model = case.open(wire, tmp_path, pieces=8, pace_s=0.05)
    heard: list[str] = []
    task = asyncio.create_task(model.complete(request(), heard.append))
    await until(lambda: bool(heard))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await until(lambda: wire.requests[0].ended > 0)
    assert wire.requests[0].outcome == "aborted" or not case.hangs_up
    await model.aclose()


@wired
@either
async def test_time_is_limited_as_a_whole(case: Case, stream: bool, wire: WireServer, tmp_path: Path) -> None:
    # Every piece comes soon enough; all of them together do not.
    how = {"asked": request(timeout_s=0.3), "pieces": 20, "pace_s": 0.1, "delay_s": 0.0 if stream else 2.0}
    with pytest.raises(TimedOut):
        await ask(case, wire, tmp_path, stream=stream, **how)


@wired
async def test_a_closed_port_is_unreachable(case: Case, wire: WireServer) -> None:
    model = open_model(case.transport, case.endpoint(wire, api_base="http://127.0.0.1:9"))
    with pytest.raises(Unreachable) as caught:
        await model.complete(request())
    assert caught.value.retryable
    await model.aclose()


@wired
@either
async def test_headers_and_key_reach_the_server(case: Case, stream: bool, wire: WireServer) -> None:
    wire.script(REPLY)
    model = open_model(case.transport, case.endpoint(wire, headers={"X-Mine": "yes"}))
    await model.complete(request(), _ignore if stream else None)
    headers = wire.requests[0].headers
    assert headers["x-mine"] == "yes"
    assert KEY in " ".join(headers.values())
    await model.aclose()


@wired
async def test_a_secret_header_is_never_shown(case: Case, wire: WireServer) -> None:
    wire.script(REPLY, fault="auth")
    model = open_model(case.transport, case.endpoint(wire, headers={"X-Gateway": "gateway-secret"}))
    with pytest.raises(ModelError) as caught:
        await model.complete(request())
    assert "gateway-secret" not in str(caught.value)
    assert KEY not in str(caught.value)
    assert "TEST_KEY" in caught.value.next_step
    await model.aclose()


@wired
async def test_a_blocked_country_is_told_the_way_out(case: Case, wire: WireServer, tmp_path: Path) -> None:
    with speaking("ru"), pytest.raises(RegionBlocked) as caught:
        await ask(case, wire, tmp_path, fault="region")
    assert "api_base" in caught.value.next_step
    assert "proxy" in caught.value.next_step
    assert "страну" in caught.value.message


# The retired SDK takes its proxy from the environment only.
@pytest.mark.parametrize("case", [case for case in WIRED if case.name != "gemini-legacy"], ids=lambda case: case.name)
async def test_requests_go_through_the_members_proxy(case: Case, wire: WireServer) -> None:
    wire.script(REPLY)
    # The server stands in for the proxy: a plain-HTTP proxy is sent the whole address of its target.
    base = {"openai": "/v1"}.get(str(case.provider), "")
    endpoint = case.endpoint(wire, api_base=f"http://model.invalid{base}", proxy=wire.url)
    model = open_model(case.transport, endpoint)
    assert (await model.complete(request())).text == REPLY
    assert wire.requests[0].headers["host"] == "model.invalid"
    await model.aclose()


@every
async def test_one_model_answers_in_parallel_and_closes_twice(case: Case, wire: WireServer, tmp_path: Path) -> None:
    model = case.open(wire, tmp_path, delay_s=0.05)
    replies = await asyncio.gather(*[model.complete(request()) for _ in range(8)])
    assert {reply.text for reply in replies} == {REPLY}
    await model.aclose()
    await model.aclose()


@every
def test_one_model_serves_two_event_loops(case: Case, wire: WireServer, tmp_path: Path) -> None:
    model = case.open(wire, tmp_path)
    for _ in range(2):
        assert asyncio.run(_used_and_closed(model)) == REPLY


async def _used_and_closed(model: Any) -> str:
    reply: ModelReply = await model.complete(request())
    await model.aclose()
    return reply.text
