"""Workflow 5: a Telegram bot that fetches its messages itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.n8n import keys
from tests.n8n.conftest import World
from tests.n8n.door import Call, Played
from tests.n8n.panel import LONG
from tests.n8n.telegram import Sent, too_many
from tests.n8n.waiting import until

QUESTION = "Does cold water blunt hypertrophy?"
RUN = "261125-100000-0123abcd"


def _answered(world: World) -> list[Sent]:
    """Everything the bot wrote, once the whole debate is attached."""
    return until(lambda: list(world.telegram.sent) if any(one.file for one in world.telegram.sent) else [])


def _told(world: World, number: int = 2) -> list[str]:
    return [one.text for one in until(lambda: world.telegram.sent if len(world.telegram.sent) >= number else [])]


def _starts(world: World) -> list[Any]:
    return [one.json() for one in world.door.calls if one.method == "POST"]


def test_a_question_is_acknowledged_answered_and_the_debate_attached(world: World) -> None:
    number = world.telegram.write(QUESTION)

    acknowledged, *cards, debate = _answered(world)

    assert (acknowledged.chat, acknowledged.reply_to) == ("1001", number + 9000)
    assert "panel is debating" in acknowledged.text
    assert len(cards) == 1
    assert cards[0].text.startswith("Full panel")
    assert "**" not in cards[0].text
    run = cards[0].text.rpartition("— ")[2]
    assert debate.file_name == f"consilium-{run}.md"
    assert QUESTION in debate.file
    assert _starts(world) == [{"question": QUESTION, "metadata": {"from": "telegram"}}]


def test_the_acknowledgement_does_not_wait_for_the_debate(world: World) -> None:
    world.door.play = world.door.hang
    world.telegram.write("Вредит ли холодная вода росту мышц?")

    assert "Консилиум совещается" in _told(world, 1)[0]
    # A server that never answers is told too, after the last try, which would else reach the next test.
    assert "Дебаты не начались." in _told(world)[1]


def test_a_message_is_confirmed_and_answered_once(world: World) -> None:
    number = world.telegram.write(QUESTION)

    _answered(world)

    until(lambda: world.telegram.seen(number))
    seen_at = len(world.telegram.offsets)
    until(lambda: len(world.telegram.offsets) > seen_at + 1)
    assert set(world.telegram.offsets[-2:]) == {number + 1}
    assert len(_starts(world)) == 1


def test_a_chat_that_is_not_on_the_list_costs_nothing_and_hears_nothing(world: World) -> None:
    number = world.telegram.write(QUESTION, chat=6666)
    until(lambda: world.telegram.seen(number))
    world.telegram.write("/start", chat=1002)

    assert _told(world, 1)[0].endswith("1002")
    assert [one.chat for one in world.telegram.sent] == ["1002"]
    assert world.door.calls == []


def test_a_long_verdict_comes_in_pieces_that_telegram_takes(world: World) -> None:
    world.telegram.write(f"Вредит ли вода? Нужен {LONG}.")

    _, *cards, debate = _answered(world)

    assert len(cards) > 2
    run = debate.text.removeprefix("— ")
    for place, one in enumerate(cards, 1):
        assert len(one.text) <= 4096
        assert one.text.endswith(f"\n\n— {run} · {place}/{len(cards)}")
    assert not any(mark in one.text for one in cards for mark in ("**", "\\"))
    said = " ".join(one.text.rpartition("\n\n— ")[0] for one in cards)
    for number in range(1, 400):
        assert f"Довод {number}: 2 < 3 & вода холодная." in said


def test_a_reply_to_the_verdict_is_a_follow_up(world: World) -> None:
    world.telegram.write(QUESTION)
    card = _answered(world)[1].text
    run = card.rpartition("— ")[2]
    world.telegram.reset()
    world.door.calls.clear()

    bot = {"id": 4242, "is_bot": True}
    world.telegram.write("And in women?", reply_to_message={"message_id": 1, "from": bot, "text": card})
    acknowledged, *_ = _answered(world)

    assert "follow-up" in acknowledged.text
    assert _starts(world) == [{"question": "And in women?", "metadata": {"from": "telegram"}, "follow": run}]


def test_what_a_person_quotes_is_no_follow_up(world: World) -> None:
    person = {"id": 7, "is_bot": False}
    world.telegram.write(QUESTION, reply_to_message={"message_id": 1, "from": person, "text": f"— {RUN}"})

    _answered(world)

    assert "follow" not in _starts(world)[0]


def test_everything_that_leaves_is_redacted_and_the_token_stays_with_telegram(world: World) -> None:
    world.telegram.write(QUESTION)

    _answered(world)

    looks = [one.path for one in world.door.calls if one.method == "GET"]
    assert len(looks) >= 3
    assert all("redact=true" in path for path in looks)
    for one in world.door.calls:
        assert keys.BOT not in f"{one.path}{one.headers}{one.body!r}"


@pytest.mark.parametrize(
    ("status", "body", "headers", "words"),
    [
        (500, {"title": "The run failed", "next_step": "consilium runs list"}, {}, "consilium runs list"),
        (429, {"title": "Too many questions"}, {"Retry_After": "17"}, "Come back in 17 s."),
        (402, {"title": "The budget is used up", "detail": "0.30 of 0.30 USD"}, {}, "0.30 of 0.30 USD"),
    ],
)
def test_a_refusal_is_told_in_the_chat(
    world: World, status: int, body: Any, headers: dict[str, str], words: str
) -> None:
    world.door.play = lambda _: Played.json(status, body, **headers)
    world.telegram.write(QUESTION)

    _, news = _told(world)

    assert "did not start" in news
    assert words in news
    assert len(world.door.calls) == 1


def test_an_absent_server_and_a_wrong_key_are_told_in_the_chat(world: World) -> None:
    world.door.shut()
    try:
        world.telegram.write("Вредит ли холодная вода росту мышц?")
        assert "consilium serve" in _told(world)[1]
    finally:
        world.door.open()
    world.telegram.reset()
    world.door.strip = frozenset({"x-api-key"})
    world.telegram.write(QUESTION)

    assert "consilium keys create" in _told(world)[1]


def test_a_debate_is_looked_at_until_it_ends_whatever_happens_in_between(world: World) -> None:
    looks: list[int] = []

    def play(received: Call) -> Played | None:
        if received.method == "POST" or "/export" in received.path:
            return None
        looks.append(1)
        if len(looks) == 1:
            return Played.json(200, {"id": RUN, "state": "running"})
        return Played(502) if len(looks) == 2 else None

    world.door.play = play
    world.telegram.write(QUESTION)

    assert _answered(world)[1].text.startswith("Full panel")
    assert len(looks) == 3


def test_a_debate_without_a_verdict_is_told(world: World) -> None:
    run = {"id": RUN, "state": "failed", "verdict": None}
    error = {"title": "Nobody answered", "next_step": "consilium doctor"}
    started = Played.json(202, {"id": RUN, "state": "queued"})
    world.door.play = lambda one: started if one.method == "POST" else Played.json(200, {**run, "error": error})
    world.telegram.write(QUESTION)

    assert _told(world)[1] == f"There is no verdict.\nNobody answered\nconsilium doctor\n\n— {RUN}"


def test_a_part_that_telegram_turns_away_is_sent_again(world: World) -> None:
    world.telegram.refusals = []
    world.door.play = lambda one: world.telegram.refusals.append(too_many(1)) if "format=card" in one.path else None
    world.telegram.write(QUESTION)

    _, card, debate = _answered(world)

    assert card.text.startswith("Full panel")
    assert debate.file


def test_a_look_that_fails_is_followed_by_another(world: World) -> None:
    world.telegram.broken_looks = [Played(500), Played(200, b"<html>"), Played.json(401, {"ok": False})]
    world.telegram.write(QUESTION)

    assert _answered(world)
    assert len(_starts(world)) == 1


def test_a_greeting_costs_nothing(world: World) -> None:
    world.telegram.write("/start")

    assert "1001" in _told(world, 1)[0]
    assert json.dumps(_starts(world)) == "[]"
