"""Conformance of a run store: what every surface and every resume relies on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.errors import StoreError, UsageError
from consilium.store import SqliteRunStore
from tests.store.conftest import OpenStore
from tests.store.records import Clock, a_reply, a_request, a_verdict
from tests.types.calm import CALM


def a_run(store: SqliteRunStore, run: str = "run") -> str:
    store.create(run, "Почему?", {"panel": ["ana"]})
    return run


def test_a_run_is_kept_with_what_it_was_started_with(open_store: OpenStore) -> None:
    open_store().create("r1", "Почему?", {"panel": ["ana"], "язык": "ru"}, parent="r0")
    kept = open_store().summary("r1")
    assert (kept.id, kept.question, kept.parent, kept.state, kept.status) == ("r1", "Почему?", "r0", "running", "")
    assert kept.settings == {"panel": ["ana"], "язык": "ru"}


def test_opening_a_run_again_changes_nothing(store: SqliteRunStore, clock: Clock) -> None:
    a_run(store)
    store.append("run", "run.started", "", 0, {})
    clock.time = "2027-01-01T00:00:00.000Z"
    store.create("run", "another question", {})
    assert store.summary("run").question == "Почему?"
    assert store.summary("run").created.startswith("2026")
    assert len(store.events("run")) == 1


def test_events_are_numbered_from_one_for_each_run_apart(store: SqliteRunStore) -> None:
    a_run(store, "a")
    a_run(store, "b")
    assert [store.append(run, "warning", "", 0, {}).seq for run in "aabab"] == [1, 2, 1, 3, 2]


def test_an_event_comes_back_as_it_was_given(store: SqliteRunStore, clock: Clock) -> None:
    a_run(store)
    data = {"text": "МПК “x” \u2028\n\x00", "n": 1.5, "list": [None, True, {"а": "б"}]}
    given_event = store.append("run", "critique.finished", "ana", 2, data)
    assert store.events("run") == [given_event]
    assert (given_event.at, given_event.member, given_event.round) == (clock.time, "ana", 2)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(CALM, max_examples=40)
@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_any_json_survives(store: SqliteRunStore, data: dict[str, Any]) -> None:
    a_run(store)
    seq = store.append("run", "warning", "", 0, data).seq
    assert store.events("run", seq - 1)[0].data == data


@pytest.mark.parametrize(
    ("text", "kept"), [("cut \ud83d", "cut �"), ("\ud83d\ude00 joined", "😀 joined"), ("\udce9", "�")]
)
def test_half_characters_are_kept_as_marks_and_never_stop_a_run(store: SqliteRunStore, text: str, kept: str) -> None:
    """Cut-off model replies and terminals in another encoding leave these behind."""
    store.create("r", text, {"x": text})
    store.append("r", "warning", "", 0, {"message": text, "after": "whole"})
    store.journal.begin(a_request("r", text))
    store.journal.finish(a_request("r", text), a_reply(text))
    assert store.summary("r").question == kept
    assert store.events("r")[0].data == {"message": kept, "after": "whole"}
    again = store.journal.begin(a_request("r", text))
    assert again is not None
    assert again.text == kept


def test_only_events_after_a_number_are_given(store: SqliteRunStore) -> None:
    a_run(store)
    for number in range(5):
        store.append("run", "warning", "", 0, {"n": number})
    assert [event.seq for event in store.events("run", after=3)] == [4, 5]
    assert store.events("run", after=5) == []
    assert store.events("nobody") == []


def test_a_run_is_found_by_its_beginning(store: SqliteRunStore) -> None:
    for run in ("abc1", "abc2", "xyz", "abc"):
        a_run(store, run)
    assert store.summary("x").id == "xyz"
    assert store.summary("abc1").id == "abc1"
    assert store.summary("abc").id == "abc", "a whole name wins over being a beginning of others"
    with pytest.raises(UsageError, match="More than one"):
        store.summary("ab")


@pytest.mark.parametrize("name", ["nobody", "%", "_bc", "ABC", "", "last"])
def test_no_run_is_found_by_anything_else(store: SqliteRunStore, name: str) -> None:
    if name != "last":
        a_run(store, "abc")
        a_run(store, "abd")
    with pytest.raises(UsageError) as caught:
        store.summary(name)
    assert "runs list" in caught.value.next_step


def test_last_is_the_newest_even_within_one_millisecond(store: SqliteRunStore, clock: Clock) -> None:
    a_run(store, "z")
    a_run(store, "a")
    assert store.summary("last").id == "a"
    clock.time = "2026-02-01T00:00:00.000Z"
    a_run(store, "older")
    assert [run.id for run in store.list()] == ["a", "z", "older"]
    assert [run.id for run in store.list(limit=1)] == ["a"]


def test_a_verdict_comes_back_field_by_field(open_store: OpenStore) -> None:
    store = open_store()
    a_run(store)
    assert store.verdict("run") is None
    store.finish("run", "done", a_verdict())
    assert open_store().verdict("run") == a_verdict()
    assert (store.summary("run").state, store.summary("run").status) == ("done", "partial")


def test_failing_later_does_not_take_a_verdict_away(store: SqliteRunStore) -> None:
    a_run(store)
    store.finish("run", "done", a_verdict())
    store.finish("run", "failed", None)
    assert store.summary("run").state == "failed"
    assert store.verdict("run") == a_verdict()


def test_deleting_a_run_takes_its_events_and_calls_along_and_nothing_else(store: SqliteRunStore) -> None:
    for run in ("gone", "kept"):
        a_run(store, run)
        store.append(run, "warning", "", 0, {})
        store.journal.begin(a_request(run))
        store.journal.finish(a_request(run), a_reply())
    store.delete("gone")
    assert [run.id for run in store.list()] == ["kept"]
    assert (len(store.events("gone")), len(store.calls("gone"))) == (0, 0)
    assert (len(store.events("kept")), len(store.calls("kept"))) == (1, 1)
    assert store.journal.begin(a_request("kept")) == a_reply()
    a_run(store, "gone")
    assert store.append("gone", "warning", "", 0, {}).seq == 1
    assert store.journal.begin(a_request("gone")) is None


def test_deleting_a_beginning_deletes_nothing(store: SqliteRunStore) -> None:
    a_run(store, "abc")
    store.delete("a")
    assert len(store.list()) == 1


def test_writing_to_a_run_that_was_deleted_meanwhile_is_a_store_error(store: SqliteRunStore) -> None:
    a_run(store)
    store.delete("run")
    with pytest.raises(StoreError):
        store.append("run", "warning", "", 0, {})


def test_a_day_ends_at_midnight_utc(store: SqliteRunStore, clock: Clock) -> None:
    a_run(store)
    for time, ordinal, cost in [
        ("2026-03-01T23:59:59.999Z", 1, 0.5),
        ("2026-03-02T00:00:00.000Z", 2, 0.25),
        ("2026-03-02T18:00:00.000Z", 3, None),
    ]:
        clock.time = time
        store.journal.begin(a_request(ordinal=ordinal))
        store.journal.finish(a_request(ordinal=ordinal), a_reply(cost=cost))
    assert store.spent_today() == 0.25
    clock.time = "2026-03-01T23:59:59.999Z"
    assert store.spent_today() == 0.75, "a clock set back sees what is still to come"
    clock.time = "2026-03-03T00:00:00.000Z"
    assert store.spent_today() == 0.0


def test_a_call_over_midnight_counts_where_it_ended(store: SqliteRunStore, clock: Clock) -> None:
    a_run(store)
    clock.time = "2026-03-01T23:59:00.000Z"
    store.journal.begin(a_request())
    assert store.spent_today() == 0.0
    clock.time = "2026-03-02T00:01:00.000Z"
    store.journal.finish(a_request(), a_reply(cost=0.5))
    assert store.spent_today() == 0.5


def test_all_runs_of_a_home_share_the_day(store: SqliteRunStore) -> None:
    for run in "ab":
        a_run(store, run)
        store.journal.begin(a_request(run))
        store.journal.finish(a_request(run), a_reply(cost=0.5))
    assert store.spent_today() == 1.0
