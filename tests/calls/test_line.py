"""What one request meets on its way out, and in which order."""

from __future__ import annotations

import asyncio
from typing import get_args

import pytest

from consilium.errors import AuthFailed, LimitReached, ModelError, PrivacyBreach, RateLimited, Refused, TimedOut
from consilium.types.member import MemberCard
from consilium.types.request import Purpose
from tests.calls.company import CLOUD, LOCAL, a_line, reply, request

PURPOSES = get_args(Purpose)


async def test_the_guards_stand_in_order_and_the_reply_is_kept_before_it_is_settled() -> None:
    line = a_line()
    assert await line.send(request()) == reply()
    assert line.trace == [
        "journal.begin",
        "budget.reserve",
        "limiter",
        "transport",
        "journal.finish",
        "budget.settle",
        "call.finished",
    ]


@pytest.mark.parametrize("purpose", PURPOSES)
async def test_private_text_reaches_no_model_outside_this_machine(purpose: Purpose) -> None:
    line = a_line(card=CLOUD)
    with pytest.raises(PrivacyBreach, match="cloud"):
        await line.send(request("my diary", private=True, purpose=purpose))
    assert line.trace == []
    assert line.transport.seen == []


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(("card", "private"), [(LOCAL, True), (LOCAL, False), (CLOUD, False)])
async def test_other_text_passes(purpose: Purpose, card: MemberCard, private: bool) -> None:
    line = a_line(card=card)
    await line.send(request("words", private=private, purpose=purpose))
    assert [sent.parts[1].text for sent in line.transport.seen] == ["words"]


async def test_a_private_reply_in_the_journal_does_not_open_the_way_out() -> None:
    line = a_line(card=CLOUD)
    secret = request("my diary", private=True)
    line.journal.kept[secret.call_key] = reply()
    with pytest.raises(PrivacyBreach):
        await line.send(secret)


async def test_a_journalled_reply_sends_nothing_and_costs_nothing() -> None:
    line = a_line(limit=0.0)
    line.journal.kept[request().call_key] = reply("kept")
    assert (await line.send(request())).text == "kept"
    assert line.trace == ["journal.begin", "call.finished"]
    assert line.log.data("call.finished")[0]["cached"] is True
    assert line.budget.spent == 0.0


async def test_a_call_that_does_not_fit_the_budget_is_never_sent() -> None:
    line = a_line(limit=0.01)
    with pytest.raises(LimitReached):
        await line.send(request())
    assert "limiter" not in line.trace
    assert line.transport.seen == []


async def test_a_failed_call_gives_its_money_back_and_leaves_no_reply() -> None:
    line = a_line(AuthFailed("no"))
    with pytest.raises(AuthFailed):
        await line.send(request())
    assert (line.budget.set_aside, line.budget.spent, line.journal.kept) == (0.0, 0.0, {})


@pytest.mark.parametrize(
    ("error", "withdrawn"),
    [(AuthFailed("no"), True), (RateLimited("slow"), True), (TimedOut("late"), False), (Refused("filter"), False)],
)
async def test_only_a_call_that_cannot_have_been_billed_is_taken_back(error: ModelError, withdrawn: bool) -> None:
    line = a_line(error, tries=1)
    with pytest.raises(type(error)):
        await line.send(request())
    assert ("journal.withdraw" in line.trace) == withdrawn


@pytest.mark.parametrize(("cost", "spent"), [(0.005, 0.005), (0.5, 0.5), (0.0, 0.0), (None, 0.02)])
async def test_a_call_is_settled_by_what_it_cost(cost: float | None, spent: float) -> None:
    line = a_line(reply(cost=cost))
    await line.send(request())
    assert (line.budget.set_aside, line.budget.spent) == (0.0, spent)


async def test_a_call_that_takes_too_long_times_out() -> None:
    line = a_line(gate=asyncio.Event(), tries=1)
    with pytest.raises(TimedOut, match="gpt did not answer within") as caught:
        await line.send(request(timeout_s=0.001))
    assert "timeout_s" in caught.value.next_step
    assert caught.value.model == "gpt"
    assert line.budget.set_aside == 0.0


async def test_a_transports_own_time_limit_reads_the_same() -> None:
    line = a_line(TimeoutError(), tries=1)
    with pytest.raises(TimedOut):
        await line.send(request())


async def test_waiting_for_a_turn_does_not_count_as_the_models_time() -> None:
    gate = asyncio.Event()
    line = a_line(gate=gate, concurrent=1)
    first = asyncio.create_task(line.send(request(ordinal=1, timeout_s=5)))
    second = asyncio.create_task(line.send(request(ordinal=2, timeout_s=0.001)))
    for _ in range(20):
        await asyncio.sleep(0.0005)
    assert len(line.transport.seen) == 1
    gate.set()
    assert [(await first).text, (await second).text] == ["Because.", "Because."]


async def test_a_cancelled_call_gives_its_money_back_and_is_not_sent_again() -> None:
    line = a_line(gate=asyncio.Event())
    task = asyncio.create_task(line.send(request()))
    for _ in range(5):
        await asyncio.sleep(0)
    assert (line.budget.set_aside, len(line.transport.seen)) == (0.02, 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert task.cancelled()
    assert (line.budget.set_aside, len(line.transport.seen), line.waits) == (0.0, 1, [])
    assert line.transport.inside == 0


async def test_half_an_emoji_harms_neither_the_request_nor_the_reply() -> None:
    """A model cut off inside a character: nothing behind the line could encode it."""
    line = a_line(reply("cut \ud83d"))
    answer = await line.send(request("quoted \ud83d\ude00 and \ud83d"))
    assert answer.text == "cut �"
    assert line.transport.seen[0].parts[1].text == "quoted 😀 and �"


async def test_the_event_tells_who_answered_and_holds_no_text() -> None:
    line = a_line(reply("secret words"))
    await line.send(request("secret question"))
    told = line.log.data("call.finished")[0]
    assert (told["model"], told["answering_model"], told["cost_usd"]) == ("gpt", "gpt-2026", 0.01)
    assert "secret" not in repr(told)
