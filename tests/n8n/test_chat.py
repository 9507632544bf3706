"""Workflow 4: n8n's own chat."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.n8n import keys
from tests.n8n.conftest import CHAT, World
from tests.n8n.door import Played
from tests.n8n.machine import Reply, call
from tests.n8n.workflows import load, node

QUESTION = "Does cold water blunt hypertrophy?"


def _say(world: World, words: str, *, session: str, password: str = keys.VISITOR[1]) -> Reply:
    path = node(load(CHAT), "A message")["webhookId"]
    credentials = base64.b64encode(f"{keys.VISITOR[0]}:{password}".encode()).decode()
    body = {"action": "sendMessage", "sessionId": session, "chatInput": words}
    return call(f"{world.machine.url}/webhook/{path}/chat", body, headers={"Authorization": f"Basic {credentials}"})


def _output(reply: Reply) -> str:
    assert reply.status == 200
    output: str = reply.json()["output"]
    return output


def _asked(world: World) -> list[Any]:
    return [one.json() for one in world.door.calls if one.method == "POST"]


def test_a_message_is_answered_with_the_verdict_card(world: World) -> None:
    card = _output(_say(world, QUESTION, session="card"))

    assert card.startswith("**Full panel**")
    assert "It depends." in card
    assert world.door.calls[0].path == "/v1/ask?redact=true"
    assert "format=card&redact=true" in world.door.calls[1].path


def test_the_next_message_of_a_session_is_a_follow_up_until_new(world: World) -> None:
    for words in (QUESTION, "And in women?", "/new And in the old?"):
        _output(_say(world, words, session="one"))
    _output(_say(world, "Somebody else asks", session="two"))

    first, second, third, other = _asked(world)
    assert "follow" not in first
    assert second["follow"]
    assert third == {"question": "And in the old?", "wait_s": 30}
    assert "follow" not in other


def test_a_visitor_without_the_password_asks_nothing(world: World) -> None:
    reply = _say(world, QUESTION, session="stranger", password="guessed")

    assert reply.status == 403
    assert world.door.calls == []


@pytest.mark.parametrize(
    ("played", "words"),
    [
        (Played.json(500, {"title": "The run failed", "next_step": "consilium runs list"}), "consilium runs list"),
        (Played.json(429, {"title": "Too many questions"}, Retry_After="17"), "Come back in 17 s."),
        (Played.json(202, {"id": "261125-100000-0123abcd", "state": "running"}), "consilium runs show 261125"),
        (Played(200), "could not be read"),
        (Played(502, b"<html>"), "could not be read"),
    ],
)
def test_whatever_happens_the_chat_says_something(world: World, played: Played, words: str) -> None:
    world.door.play = lambda _: played

    assert words in _output(_say(world, QUESTION, session="faults"))


def test_silence_absence_and_a_refused_key_are_told(world: World) -> None:
    world.door.play = world.door.hang
    assert "in time" in _output(_say(world, QUESTION, session="faults"))
    world.door.reset()
    world.door.strip = frozenset({"x-api-key"})
    assert "consilium keys create" in _output(_say(world, QUESTION, session="faults"))
    world.door.shut()
    try:
        assert "не достучаться" in _output(_say(world, "Вредит ли вода?", session="faults"))
    finally:
        world.door.open()


def test_without_a_card_the_answer_is_still_said(world: World) -> None:
    world.door.play = lambda one: Played(500) if "/export" in one.path else None

    assert _output(_say(world, QUESTION, session="no card")).startswith("It depends.")
