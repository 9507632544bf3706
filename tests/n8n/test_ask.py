"""Workflow 1: a question, the verdict; and whatever can go wrong between n8n and Consilium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.n8n import keys
from tests.n8n.conftest import World
from tests.n8n.door import Answerer, Played

PATH = "consilium-ask"
QUESTION = {"question": "Does cold water blunt hypertrophy?"}


def _plays(status: int, body: Any = None, **headers: str) -> Answerer:
    return lambda _: Played.json(status, body or {"title": f"a {status}", "status": status}, **headers)


def test_the_verdict_comes_back_whole(world: World) -> None:
    reply = world.post(PATH, {**QUESTION, "metadata": {"from": "a test"}})

    assert reply.status == 200
    assert reply.json()["status"] == "full"
    assert reply.json()["question"] == QUESTION["question"]
    [asked] = world.door.calls
    assert asked.json() == {**QUESTION, "metadata": {"from": "a test"}, "wait_s": 30}


def test_a_question_that_consilium_refuses_is_refused_with_its_words(world: World) -> None:
    reply = world.post(PATH, {"no": "question"})

    assert reply.status == 422
    assert "question" in str(reply.json())


@pytest.mark.parametrize("key", ["", "another key"])
def test_a_caller_without_the_right_key_asks_nothing(world: World, key: str) -> None:
    reply = world.post(PATH, QUESTION, key=key)

    assert reply.status == 403
    assert reply.body
    assert world.door.calls == []


def test_a_server_error_keeps_its_status_and_body(world: World) -> None:
    world.door.play = _plays(500, {"title": "The run failed", "status": 500, "next_step": "consilium runs list"})

    reply = world.post(PATH, QUESTION)

    assert reply.status == 500
    assert reply.json()["next_step"] == "consilium runs list"


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_passes_through(world: World, status: int) -> None:
    world.door.play = _plays(status, Retry_After="17")

    reply = world.post(PATH, QUESTION)

    assert reply.status == status
    assert reply.headers["retry-after"] == "17"
    assert reply.json()["title"] == f"a {status}"
    assert len(world.door.calls) == 1  # never tried again by itself: it may have cost money


def test_patience_that_ends_gives_202_and_the_run(world: World) -> None:
    world.door.play = _plays(202, {"id": "01J", "state": "running"}, Retry_After="5")

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["id"], reply.headers["retry-after"]) == (202, "01J", "5")


def test_a_server_that_says_nothing_is_504(world: World) -> None:
    world.door.play = world.door.hang

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["type"]) == (504, "urn:consilium:problem:timeout")


def test_a_server_that_is_not_there_is_502_with_the_command_that_starts_it(world: World) -> None:
    world.door.shut()
    try:
        reply = world.post(PATH, {"question": "Вредит ли холодная вода росту мышц?"})
    finally:
        world.door.open()

    assert (reply.status, reply.json()["type"]) == (502, "urn:consilium:problem:unreachable")
    assert reply.json()["title"] == "До Консилиума не достучаться"
    assert "consilium serve" in reply.json()["next_step"]


def test_a_key_that_consilium_refuses_is_not_the_callers_fault(world: World) -> None:
    world.door.strip = frozenset({"x-api-key"})

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["type"]) == (502, "urn:consilium:problem:key_refused")
    assert "consilium keys create" in reply.json()["next_step"]


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b"{}", b"[]", b'"yes"'])
def test_a_200_that_says_nothing_is_not_passed_on(world: World, body: bytes) -> None:
    world.door.play = lambda _: Played(200, body, {"Content-Type": "text/html"})

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["type"]) == (502, "urn:consilium:problem:unreadable")


def test_nothing_of_n8ns_own_errors_or_keys_gets_out(world: World) -> None:
    said = []
    for play in (_plays(500), _plays(401), lambda _: Played(200)):
        world.door.play = play
        said.append(world.post(PATH, QUESTION).body.decode())

    for text in said:
        assert keys.CALLER not in text
        assert "stack" not in text
        assert "node_modules" not in text
