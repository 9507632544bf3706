"""Sending again: only where it can help, as long as the server asks, and not for ever. Nobody really sleeps."""

from __future__ import annotations

import asyncio

import pytest

from consilium.errors import (
    AuthFailed,
    BadRequest,
    ContextTooLong,
    ModelError,
    ModelMissing,
    OutOfCredit,
    RateLimited,
    Refused,
    RegionBlocked,
    ServerFault,
    TimedOut,
    Unreachable,
)
from tests.calls.company import a_line, reply, request

HOPELESS = [AuthFailed, RegionBlocked, ModelMissing, ContextTooLong, OutOfCredit, Refused, BadRequest]
PASSING = [Unreachable, TimedOut, RateLimited, ServerFault]


@pytest.mark.parametrize("kind", HOPELESS)
async def test_what_cannot_get_better_is_not_sent_again(kind: type[ModelError]) -> None:
    line = a_line(kind("no", retry_after=1.0))
    with pytest.raises(kind):
        await line.send(request())
    assert (len(line.transport.seen), line.waits) == (1, [])


@pytest.mark.parametrize("kind", PASSING)
async def test_what_may_pass_is_sent_again(kind: type[ModelError]) -> None:
    line = a_line(kind("later"), kind("later"), reply())
    assert (await line.send(request())).text == "Because."
    assert len(line.waits) == 2
    assert line.trace.count("budget.reserve") == line.trace.count("budget.settle") == 1


@pytest.mark.parametrize("tries", [1, 2, 5])
async def test_it_stops_after_the_tries_it_has(tries: int) -> None:
    line = a_line(*(Unreachable(f"down {number}") for number in range(9)), tries=tries)
    with pytest.raises(Unreachable, match=f"down {tries - 1}"):
        await line.send(request())
    assert (len(line.transport.seen), len(line.waits)) == (tries, tries - 1)
    assert len(line.log.data("call.retried")) == tries - 1


@pytest.mark.parametrize("seconds", [0.0, 0.25, 7.0, 59.5, 60.0])
async def test_the_servers_own_waiting_time_is_kept_exactly(seconds: float) -> None:
    line = a_line(RateLimited("slow down", retry_after=seconds), reply())
    await line.send(request())
    assert line.waits == [seconds]
    assert line.log.data("call.retried") == [{"purpose": "answer", "reason": "slow down", "wait_s": seconds}]


@pytest.mark.parametrize("seconds", [60.5, 3600.0, float("inf")])
async def test_a_server_that_wants_more_than_a_minute_is_taken_at_its_word(seconds: float) -> None:
    line = a_line(RateLimited("come back tomorrow", retry_after=seconds))
    with pytest.raises(RateLimited):
        await line.send(request())
    assert (len(line.transport.seen), line.waits) == (1, [])


async def test_without_advice_the_waits_are_bounded_and_grow() -> None:
    line = a_line(Unreachable("down"), tries=10)
    with pytest.raises(Unreachable):
        await line.send(request())
    assert all(0 <= wait <= min(20.0, 0.5 * 2**number) for number, wait in enumerate(line.waits))


async def test_nobody_holds_a_place_at_the_server_while_waiting() -> None:
    line = a_line(RateLimited("wait", retry_after=30.0), reply(), concurrent=1)
    await line.send(request())
    assert line.trace.count("limiter") == 2
    assert line.transport.most_inside == 1


async def test_an_error_that_is_none_of_ours_goes_through_at_once() -> None:
    line = a_line(ValueError("a bug"))
    with pytest.raises(ValueError, match="a bug"):
        await line.send(request())
    assert (len(line.transport.seen), line.budget.set_aside) == (1, 0.0)


async def test_the_seconds_of_a_reply_are_those_of_its_last_attempt() -> None:
    line = a_line(RateLimited("wait", retry_after=30.0), reply())
    assert (await line.send(request())).seconds == 0.0


@pytest.mark.parametrize(("concurrent", "calls"), [(1, 4), (2, 7), (5, 3)])
async def test_a_server_gets_no_more_calls_at_once_than_it_takes(concurrent: int, calls: int) -> None:
    line = a_line(concurrent=concurrent)
    await asyncio.gather(*(line.send(request(ordinal=number)) for number in range(calls)))
    assert line.transport.most_inside == min(concurrent, calls)
    assert len(line.transport.seen) == calls


async def test_a_place_is_free_again_after_failure_and_cancellation() -> None:
    line = a_line(AuthFailed("no"), reply(), concurrent=1)
    with pytest.raises(AuthFailed):
        await line.send(request(ordinal=1))
    waiting = asyncio.create_task(line.send(request(ordinal=2)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (await line.send(request(ordinal=3))).text == "Because."
