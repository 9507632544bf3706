"""Workflow 2: 202 at once, an authenticated wait, a delivery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.n8n.conftest import World
from tests.n8n.door import Call, Played
from tests.n8n.machine import Reply, call
from tests.n8n.waiting import until

PATH = "consilium-start"
WORKFLOW = "consiliumLong001"
QUESTION = {"question": "Does cold water blunt hypertrophy?"}
RUN = {"id": "01HELD", "state": "running", "verdict": None, "error": None}
VERDICT = {"status": "full", "answer": "It does."}


def _held(received: Call) -> Played | None:
    """A Consilium whose debate goes on until the test ends it."""
    if received.method == "POST":
        return Played.json(202, {**RUN, "state": "queued"})
    return Played.json(200, RUN)


def _state(world: World) -> str:
    return world.machine.executions(WORKFLOW)[-1][1]


def _start(world: World) -> Mapping[str, Any]:
    """Start a held debate; the callback that Consilium was given."""
    world.door.play = _held
    assert world.post(PATH, QUESTION).status == 202
    until(lambda: _state(world) == "waiting")
    callback: Mapping[str, Any] = world.door.calls[0].json()["callback"]
    return callback


def _resume(callback: Mapping[str, Any], run: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
    news = {"type": "run.finished", "run": run}
    return call(callback["url"], news, headers=callback["headers"] if headers is None else headers)


def _delivered(world: World) -> Any:
    return until(lambda: world.inbox.calls)[0].json()


def test_a_real_debate_is_accepted_waited_for_and_delivered(world: World) -> None:
    reply = world.post(PATH, QUESTION)

    assert reply.status == 202
    assert set(reply.json()) == {"job_id", "state", "status_url"}
    delivered = _delivered(world)
    assert delivered["job_id"] == reply.json()["job_id"]
    assert delivered["state"] == "done"
    assert delivered["verdict"]["status"] == "full"
    assert delivered["verdict"]["question"] == QUESTION["question"]
    assert until(lambda: _state(world) == "success")


def test_the_answer_does_not_wait_for_the_debate(world: World) -> None:
    callback = _start(world)

    assert world.inbox.calls == []
    assert _resume(callback, {**RUN, "state": "done", "verdict": VERDICT}).status == 200
    assert _delivered(world) == {"job_id": "01HELD", "state": "done", "verdict": VERDICT, "error": None, "note": ""}
    assert world.inbox.calls[0].headers["idempotency-key"] == "01HELD"


def test_only_the_pass_of_this_run_wakes_it(world: World) -> None:
    callback = _start(world)
    forged = {**RUN, "state": "done", "verdict": {"status": "full", "answer": "forged"}}

    assert _resume(callback, forged, {}).status == 401
    assert _resume(callback, forged, {"Authorization": "Bearer ey.ey.ey"}).status == 403
    assert _state(world) == "waiting"

    assert _resume(callback, {**RUN, "state": "done", "verdict": VERDICT}).status == 200
    assert _delivered(world)["verdict"] == VERDICT


def test_the_pass_of_another_run_does_not_speak_for_this_one(world: World) -> None:
    other = _start(world)
    assert _resume(other, {**RUN, "state": "done", "verdict": VERDICT}).status == 200
    _delivered(world)
    world.door.calls.clear()
    world.inbox.calls.clear()
    callback = _start(world)

    forged = {**RUN, "state": "done", "verdict": {"status": "full", "answer": "forged"}}
    assert _resume(callback, forged, other["headers"]).status == 200

    # n8n asks Consilium itself, hears that the debate goes on, and waits again.
    until(lambda: [one for one in world.door.calls if one.method == "GET"])
    until(lambda: _state(world) == "waiting")
    assert world.inbox.calls == []
    assert _resume(callback, {**RUN, "state": "done", "verdict": VERDICT}).status == 200
    assert _delivered(world)["verdict"] == VERDICT


def test_a_debate_that_failed_is_delivered_as_that(world: World) -> None:
    callback = _start(world)
    error = {"title": "Nobody answered", "status": 503, "next_step": "consilium doctor"}

    assert _resume(callback, {**RUN, "state": "failed", "error": error}).status == 200

    delivered = _delivered(world)
    assert (delivered["state"], delivered["verdict"], delivered["error"]) == ("failed", None, error)


def test_a_delivery_that_fails_is_tried_again_under_the_same_key(world: World) -> None:
    callback = _start(world)
    world.inbox.play = lambda _: Played(503) if len(world.inbox.calls) == 1 else Played.json(200, {})

    assert _resume(callback, {**RUN, "state": "done", "verdict": VERDICT}).status == 200

    first, second = until(lambda: world.inbox.calls if len(world.inbox.calls) > 1 else [])
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == "01HELD"
    assert until(lambda: _state(world) == "success")


@pytest.mark.parametrize(("status", "retry_after"), [(500, ""), (429, "9"), (503, "30")])
def test_a_debate_that_was_not_taken_is_said_at_once(world: World, status: int, retry_after: str) -> None:
    headers = {"Retry_After": retry_after} if retry_after else {}
    world.door.play = lambda _: Played.json(status, {"title": "not now", "status": status}, **headers)

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["title"]) == (status, "not now")
    assert reply.headers.get("retry-after", "") == retry_after
    assert until(lambda: _state(world) == "success")  # nothing waits for a debate that does not exist


def test_a_silent_server_is_504_and_a_second_try_carries_the_same_key(world: World) -> None:
    world.door.play = world.door.hang

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["type"]) == (504, "urn:consilium:problem:timeout")
    first, second = world.door.calls
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body


def test_an_absent_server_and_a_refused_key_are_502(world: World) -> None:
    world.door.strip = frozenset({"x-api-key"})
    refused = world.post(PATH, QUESTION)
    world.door.shut()
    try:
        absent = world.post(PATH, QUESTION)
    finally:
        world.door.open()

    assert (refused.status, refused.json()["type"]) == (502, "urn:consilium:problem:key_refused")
    assert (absent.status, absent.json()["type"]) == (502, "urn:consilium:problem:unreachable")


def test_a_caller_without_the_key_starts_nothing(world: World) -> None:
    assert world.post(PATH, QUESTION, key="").status == 403
    assert world.door.calls == []
