"""What a server has accepted survives it."""

from __future__ import annotations

from dataclasses import replace

from consilium.store import Accepted, Callback, Feedback, SqliteRunStore
from tests.store.conftest import OpenStore
from tests.store.records import Clock, a_reply, a_request

ROW = Accepted("r1", "key1", {"question": "Почему?"}, {"chat": "7"}, "again", "d1", Callback("http://n8n", {"X": "1"}))


def test_an_accepted_question_is_kept_whole(open_store: OpenStore) -> None:
    accepted = open_store().intake.accept(ROW)
    assert open_store().intake.find("r1") == replace(accepted, callback=replace(ROW.callback, state="waiting"))
    assert open_store().intake.find("r2") is None


def test_the_same_idempotency_key_of_one_owner_is_one_run(store: SqliteRunStore) -> None:
    store.intake.accept(ROW)
    assert store.intake.accept(replace(ROW, run_id="r2", digest="d2")).run_id == "r1"
    assert store.intake.accept(replace(ROW, run_id="r3", owner="key2")).run_id == "r3"
    assert [row.run_id for row in store.intake.open()] == ["r1", "r3"]


def test_questions_without_an_idempotency_key_are_all_their_own(store: SqliteRunStore) -> None:
    for number in range(3):
        assert store.intake.accept(Accepted(f"r{number}", "", {})).run_id == f"r{number}"


def test_open_questions_are_those_that_have_not_ended(store: SqliteRunStore) -> None:
    for name in ("a", "b", "c"):
        store.intake.accept(Accepted(name, "", {}))
    store.intake.end("b")
    assert [row.run_id for row in store.intake.open()] == ["a", "c"]
    store.intake.end("b", ended=False)
    assert [row.run_id for row in store.intake.open()] == ["a", "b", "c"]


def test_a_callback_waits_for_the_end_and_for_its_time(store: SqliteRunStore) -> None:
    store.intake.accept(ROW)
    store.intake.accept(replace(ROW, run_id="r2", idempotency="", callback=Callback()))
    store.intake.end("r2")
    assert store.intake.undelivered() == []
    store.intake.end("r1")
    (row,) = store.intake.undelivered()
    store.intake.delivery("r1", replace(row.callback, attempts=1, due=12.5, last_error="500"))
    (row,) = store.intake.undelivered()
    assert (row.callback.attempts, row.callback.due, row.callback.last_error) == (1, 12.5, "500")
    store.intake.delivery("r1", replace(row.callback, state="delivered"))
    assert store.intake.undelivered() == []


def test_what_an_owner_s_runs_cost_today(store: SqliteRunStore, clock: Clock) -> None:
    for name, owner in (("r1", "key1"), ("r2", "key2")):
        store.intake.accept(Accepted(name, owner, {}))
        store.create(name, "Почему?", {})
    request = replace(a_request(), run_id="r1")
    store.journal.begin(request)
    reply = a_reply()
    store.journal.finish(request, replace(reply, usage=replace(reply.usage, cost_usd=0.25)))
    assert store.intake.spent_today("key1") == 0.25
    assert store.intake.spent_today("key2") == 0.0
    clock.time = "2027-01-01T00:00:00.000Z"
    assert store.intake.spent_today("key1") == 0.0


def test_deleting_a_run_forgets_that_it_was_asked(store: SqliteRunStore) -> None:
    store.intake.accept(ROW)
    store.create("r1", "Почему?", {})
    store.feedback.add(Feedback("r1", "right"))
    store.delete("r1")
    assert store.intake.find("r1") is None
    assert store.feedback.of("r1") == []


def test_feedback_is_added_and_never_replaced(store: SqliteRunStore) -> None:
    store.create("r1", "Почему?", {})
    first = store.feedback.add(Feedback("r1", "wrong", comment="забыл про дозу"))
    store.feedback.add(Feedback("r1", "", answer="B"))
    assert store.feedback.of("r1")[0] == first
    assert [remark.answer for remark in store.feedback.of("r1")] == ["", "B"]


def test_runs_are_listed_page_by_page_and_by_owner(store: SqliteRunStore, clock: Clock) -> None:
    for number in range(5):
        clock.time = f"2026-11-2{number}T00:00:00.000Z"
        store.intake.accept(Accepted(f"r{number}", "key1" if number % 2 else "", {}))
        store.create(f"r{number}", "Почему?", {})
    assert [run.id for run in store.list(2)] == ["r4", "r3"]
    assert [run.id for run in store.list(2, before="r3")] == ["r2", "r1"]
    assert [run.id for run in store.list(owner="key1")] == ["r3", "r1"]
    assert [run.id for run in store.list(before="r3", owner="key1")] == ["r1"]


def test_a_conversation_leads_to_its_owner_s_newest_run_until_that_is_forgotten(open_store: OpenStore) -> None:
    store = open_store()
    for name, owner in (("r1", "key1"), ("r2", "key1"), ("r3", "key2")):
        store.intake.accept(Accepted(name, owner, {}))
        store.intake.ends(name, "c1")
    assert open_store().intake.ending("key1", "c1") == "r2"
    store.delete("r2")
    assert store.intake.ending("key1", "c1") == "r1"
    assert (store.intake.ending("key3", "c1"), store.intake.ending("key1", "c2")) == ("", "")
