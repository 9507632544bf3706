"""The journal: on resume it is the truth about what has been paid for."""

from __future__ import annotations

import pytest

from consilium.calls import CallLine, DailyBudget, Limiter, Seam
from consilium.errors import LimitReached
from consilium.store import SqliteRunStore, StoredEventLog
from consilium.types.member import MemberCard
from consilium.types.request import Usage
from tests.calls.company import Transport
from tests.store.conftest import OpenStore
from tests.store.records import Clock, a_reply, a_request


@pytest.fixture
def running(store: SqliteRunStore) -> SqliteRunStore:
    store.create("run", "Почему?", {})
    return store


def test_a_reply_is_given_back_after_a_restart(running: SqliteRunStore, open_store: OpenStore) -> None:
    assert running.journal.begin(a_request()) is None
    running.journal.finish(a_request(), a_reply())
    assert open_store().journal.begin(a_request()) == a_reply()
    assert open_store().journal.usage("run") == a_reply().usage


def test_a_call_that_never_ended_is_sent_again_and_marked(running: SqliteRunStore, open_store: OpenStore) -> None:
    running.journal.begin(a_request())
    assert running.journal.usage("run") == Usage()
    resumed = open_store().journal
    assert resumed.begin(a_request()) is None
    resumed.finish(a_request(), a_reply())
    assert resumed.usage("run") == a_reply().usage + Usage(possibly_billed_twice=1)


def test_reading_a_kept_reply_is_not_counted_as_sending(running: SqliteRunStore) -> None:
    running.journal.begin(a_request())
    running.journal.finish(a_request(), a_reply())
    for _ in range(3):
        assert running.journal.begin(a_request()) is not None
    assert running.journal.usage("run").possibly_billed_twice == 0


def test_calls_are_told_apart_by_what_was_asked(running: SqliteRunStore) -> None:
    running.journal.begin(a_request())
    running.journal.finish(a_request(), a_reply())
    assert running.journal.begin(a_request(text="И всё же?")) is None
    assert running.journal.begin(a_request(member="bob")) is None
    assert running.journal.begin(a_request(ordinal=1)) is None


def test_usage_is_that_of_one_run_and_an_unknown_price_stays_unknown(running: SqliteRunStore) -> None:
    running.create("other", "?", {})
    for number, (run, cost) in enumerate([("run", 0.5), ("run", 0.25), ("other", None), ("other", 1.0)]):
        running.journal.begin(a_request(run, ordinal=number))
        running.journal.finish(a_request(run, ordinal=number), a_reply(cost=cost))
    assert running.journal.usage("run").cost_usd == 0.75
    assert running.journal.usage("other").cost_usd is None
    assert running.journal.usage("nobody") == Usage()


def test_prompt_and_reply_are_kept_for_the_record(running: SqliteRunStore) -> None:
    running.journal.begin(a_request())
    running.journal.begin(a_request(ordinal=1))
    running.journal.finish(a_request(), a_reply())
    by_reply = {bool(call["reply"]): call for call in running.calls("run")}
    assert [part["text"] for part in by_reply[True]["prompt"]] == ["Кратко.", "Почему?"]
    assert by_reply[True]["prompt"][1]["private"] is True
    assert by_reply[True]["reply"]["text"] == "Потому."
    assert by_reply[False]["reply"] is None


async def test_a_call_that_the_budget_refused_was_never_billed(running: SqliteRunStore, clock: Clock) -> None:
    transport = Transport([], [a_reply()])
    for limit in (0.0, 1.0):
        budget = DailyBudget(limit, 5.0, running.spent_today)
        seam = Seam(running.journal, budget, Limiter(), StoredEventLog(running, "run"), clock)
        line = CallLine(MemberCard("ana", "gpt", "openai", local=True), transport, seam, lambda _: 0.1, "server")
        if limit:
            await line.send(a_request())
        else:
            with pytest.raises(LimitReached):
                await line.send(a_request())
    assert len(transport.seen) == 1
    assert running.journal.usage("run").possibly_billed_twice == 0
