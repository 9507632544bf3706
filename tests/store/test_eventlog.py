"""The log of a run in progress: streamed text is joined, never lost, and stands before what follows it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilium.store import SqliteRunStore, StoredEventLog
from consilium.store.eventlog import DELTA_CHARS
from consilium.types.event import Event
from tests.types.calm import CALM

MEMBERS = ("ana", "bob")
PURPOSES = ("answer", "critique")


@pytest.fixture
def log(store: SqliteRunStore) -> StoredEventLog:
    store.create("run", "?", {})
    return StoredEventLog(store, "run")


def texts(events: list[Event]) -> list[str]:
    return [event.data["text"] for event in events if event.kind == "token.delta"]


def test_small_pieces_become_few_events(log: StoredEventLog, store: SqliteRunStore) -> None:
    for _ in range(DELTA_CHARS * 3):
        log.delta("x", member="ana", round_=0, purpose="answer")
    assert [len(text) for text in texts(list(store.events("run")))] == [DELTA_CHARS] * 3


def test_a_members_text_stands_before_its_next_event_and_others_wait(
    log: StoredEventLog, store: SqliteRunStore
) -> None:
    log.delta("ana speaks", member="ana", round_=1, purpose="critique")
    log.delta("bob speaks", member="bob", round_=1, purpose="answer")
    log.emit("answer.finished", member="ana", round_=1)
    kinds = [(event.kind, event.member) for event in store.events("run")]
    assert kinds == [("token.delta", "ana"), ("answer.finished", "ana")]
    assert store.events("run")[0].data == {"purpose": "critique", "text": "ana speaks"}
    log.emit("run.finished")
    assert [event.member for event in store.events("run", after=2)] == ["bob", ""]


def test_listeners_hear_what_is_stored_in_its_order(log: StoredEventLog, store: SqliteRunStore) -> None:
    early: list[Event] = []
    late: list[Event] = []
    log.listen(early.append)
    log.emit("run.started", members=["ana"])
    log.listen(late.append)
    log.delta("text", member="ana", round_=0, purpose="answer")
    emitted = log.emit("answer.finished", member="ana")
    assert early == store.events("run")
    assert late == store.events("run", after=1)
    assert emitted == early[-1]


def said(streams: dict[tuple[str, int, str], str], member: str) -> int:
    return sum(len(text) for (who, _, _), text in streams.items() if who == member)


STEPS = st.lists(
    st.tuples(st.sampled_from(MEMBERS), st.integers(0, 1), st.sampled_from(PURPOSES), st.text(max_size=90) | st.none())
)


@settings(CALM, max_examples=60)
@given(STEPS)
def test_joined_again_the_pieces_are_the_stream(
    store: SqliteRunStore, steps: list[tuple[str, int, str, str | None]]
) -> None:
    store.create("run", "?", {})
    log = StoredEventLog(store, "run")
    start = len(store.events("run"))
    streamed: dict[tuple[str, int, str], str] = {}
    for member, round_, purpose, text in steps:
        if text is None:
            log.emit("warning", member=member, round_=round_, said=said(streamed, member))
        else:
            log.delta(text, member=member, round_=round_, purpose=purpose)
            streamed[member, round_, purpose] = streamed.get((member, round_, purpose), "") + text
    log.emit("run.finished")
    stored: dict[tuple[str, int, str], str] = {}
    events = store.events("run", after=start)
    for event in events:
        if event.kind == "token.delta":
            key = (event.member, event.round, event.data["purpose"])
            stored[key] = stored.get(key, "") + event.data["text"]
        elif event.kind == "warning":
            assert said(stored, event.member) == event.data["said"], "all the member said before stands before"
    assert stored == streamed
    assert [event.seq for event in events] == list(range(start + 1, start + 1 + len(events)))
