"""Workflow 3: four providers at once, a judge, and no Consilium at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from consilium.models.faults import Fault
from tests.n8n import keys
from tests.n8n.conftest import World
from tests.wire import Received

PATH = "council"
QUESTION = {"question": "Does cold water blunt hypertrophy?"}
JUDGE, RESERVE = "claude-opus-5-5", "gpt-5.6"
MEMBERS = ("qwen", "gpt", "claude", "gemini")


def _verdict(**more: Any) -> str:
    form = {"answer": "It does.", "agreement": "split", "dissent": "One says no.", "based_on": ["A", "C"]}
    return json.dumps({**form, **more})


def _script(world: World, delay_s: float = 0.0) -> None:
    world.wire.script(_verdict(), asked_model=JUDGE)
    for provider in ("ollama", "openai", "anthropic", "google"):
        world.wire.script(f"the words of {provider}", provider=provider, delay_s=delay_s)


def _panel(world: World) -> list[Received]:
    return [one for one in world.wire.requests if one.model not in {JUDGE, RESERVE}]


def _judged(world: World) -> str:
    [asked] = [one for one in world.wire.requests if one.model == JUDGE]
    return asked.text


def test_all_four_are_asked_at_the_same_time(world: World) -> None:
    _script(world, delay_s=1.0)

    reply = world.post(PATH, QUESTION)

    assert reply.status == 200
    panel = _panel(world)
    assert {one.provider for one in panel} == {"ollama", "openai", "anthropic", "google"}
    # The last was asked before the first had answered: all four were in the air together.
    assert max(one.started for one in panel) < min(one.ended for one in panel)


def test_each_provider_gets_its_own_key_and_no_other(world: World) -> None:
    _script(world)

    world.post(PATH, QUESTION)

    shown = {
        one.provider: one.headers.get("authorization", "").removeprefix("Bearer ")
        or one.headers.get("x-api-key")
        or one.head.query.get("key")
        for one in _panel(world)
    }
    assert shown == keys.PROVIDERS


def test_the_members_answer_blind_and_the_judge_reads_no_names(world: World) -> None:
    _script(world)

    reply = world.post(PATH, QUESTION).json()

    for one in _panel(world):
        assert QUESTION["question"] in one.text
        assert "the words of" not in one.text
    read = _judged(world)
    for provider in ("ollama", "openai", "anthropic", "google"):
        assert read.count(f"the words of {provider}") == 1
    for name in (*MEMBERS, "gpt-4o", "qwen3:8b"):
        assert name not in read.replace("the words of", "")
    assert [one["letter"] for one in reply["answers"]] == ["A", "B", "C", "D"]
    assert {one["name"] for one in reply["answers"]} == set(MEMBERS)


def test_a_full_panel_gives_a_whole_verdict(world: World) -> None:
    _script(world)

    reply = world.post(PATH, QUESTION).json()

    assert reply["status"] == "full"
    assert (reply["answer"], reply["agreement"], reply["dissent"]) == ("It does.", "split", "One says no.")
    assert reply["based_on"] == ["A", "C"]
    assert reply["judge"] == {"name": "judge-claude", "model": JUDGE}
    assert [(one["name"], one["state"]) for one in reply["members"]] == [(name, "answered") for name in MEMBERS]


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Вредит ли холодная вода росту мышц?", "Ты эксперт консилиума", "You are an expert"),
        ("Does cold water blunt growth?", "You are an expert", "Ты эксперт"),
    ],
)
def test_the_prompts_speak_the_questions_language(world: World, question: str, told: str, not_told: str) -> None:
    _script(world)

    world.post(PATH, {"question": question})

    assert len(_panel(world)) == 4
    for one in _panel(world):
        assert told in one.text
        assert not_told not in one.text
    assert ("Ты судья" in _judged(world)) == (told == "Ты эксперт консилиума")


def test_who_fails_is_named_with_a_reason_and_is_no_text_for_the_judge(world: World) -> None:
    world.wire.script(_verdict(), asked_model=JUDGE)
    world.wire.script(fault="server_error", provider="ollama")
    world.wire.script(fault="rate_limit", provider="openai", retry_after="9")
    world.wire.script("the words of anthropic", provider="anthropic")
    world.wire.script("the words of google", provider="google", delay_s=0.2)

    reply = world.post(PATH, QUESTION)

    assert reply.status == 200
    assert reply.json()["status"] == "partial"
    assert {one["name"]: one["reason"] for one in reply.json()["members"]} == {
        "qwen": "server_error (500)",
        "gpt": "rate_limited (429)",
        "claude": "",
        "gemini": "",
    }
    assert "error" not in _judged(world).lower()
    assert "rate" not in _judged(world).lower()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("refused_connection", "unreachable"),
        ("empty", "empty_answer"),
        ("garbage", "unreadable"),
        ("model_missing", "request_refused (404)"),
    ],
)
def test_one_answer_is_called_single_and_needs_no_judge(world: World, fault: Fault, reason: str) -> None:
    world.wire.script("the words of one", provider="anthropic")
    world.wire.script(fault=fault)

    reply = world.post(PATH, QUESTION)

    assert reply.status == 200
    assert (reply.json()["status"], reply.json()["answer"]) == ("single", "the words of one")
    assert [one["reason"] for one in reply.json()["members"]] == [reason, reason, "", reason]
    assert len(world.wire.requests) == 4


def test_a_member_that_says_nothing_does_not_hold_up_the_others(world: World) -> None:
    world.wire.script("the words of one", provider="anthropic")
    world.wire.script(fault="timeout")

    reply = world.post("hasty", QUESTION)

    assert (reply.status, reply.json()["answer"]) == (200, "the words of one")
    assert [one["reason"] for one in reply.json()["members"]] == ["timeout", "timeout", "", "timeout"]


def test_a_wrong_key_is_told_apart_from_a_wrong_request(world: World) -> None:
    world.wire.script(fault="auth")

    reply = world.post(PATH, QUESTION)

    assert reply.status == 503
    reasons = {one["name"]: one["reason"] for one in reply.json()["verdict"]["members"]}
    assert reasons == dict.fromkeys(("qwen", "gpt", "claude"), "key_refused (401)") | {"gemini": "key_refused (400)"}


def test_a_provider_without_a_credential_is_named_as_absent(world: World) -> None:
    _script(world)

    reply = world.post("poor", QUESTION)

    assert reply.status == 200
    assert reply.json()["status"] == "partial"
    assert [one["state"] for one in reply.json()["members"]] == ["absent", "answered", "answered", "answered"]
    assert "ollama" not in {one.provider for one in world.wire.requests}


def test_nobody_is_no_quorum_with_503_and_the_shortest_wait(world: World) -> None:
    world.wire.script(fault="rate_limit", provider="openai", retry_after="9")
    world.wire.script(fault="rate_limit", provider="anthropic", retry_after="4")
    world.wire.script(fault="server_error")

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.headers["retry-after"]) == (503, "4")
    assert reply.json()["type"] == "urn:consilium:problem:no_quorum"
    assert reply.json()["verdict"]["status"] == "no_quorum"
    assert "gpt: rate_limited (429)" in reply.json()["detail"]


def test_a_judge_that_fails_is_replaced_by_the_next(world: World) -> None:
    world.wire.script(fault="overloaded", asked_model=JUDGE)
    world.wire.script(_verdict(answer="The reserve speaks."), asked_model=RESERVE)

    reply = world.post(PATH, QUESTION).json()

    assert (reply["answer"], reply["judge"]["model"]) == ("The reserve speaks.", RESERVE)


def test_answers_are_not_lost_with_the_judges(world: World) -> None:
    world.wire.script(fault="server_error", asked_model=JUDGE)
    world.wire.script(fault="empty", asked_model=RESERVE)

    reply = world.post(PATH, QUESTION)

    assert (reply.status, reply.json()["type"]) == (503, "urn:consilium:problem:no_judge")
    assert len(reply.json()["verdict"]["answers"]) == 4


def test_words_of_a_judge_that_are_no_form_are_still_an_answer(world: World) -> None:
    world.wire.script("Plainly: it does.", asked_model=JUDGE)

    reply = world.post(PATH, QUESTION).json()

    assert (reply["answer"], reply["agreement"], reply["dissent"]) == ("Plainly: it does.", None, "")


@pytest.mark.parametrize("body", [{}, {"question": "  "}, {"question": 5}, [1]])
def test_no_question_is_422(world: World, body: Any) -> None:
    reply = world.post(PATH, body)

    assert (reply.status, reply.json()["type"]) == (422, "urn:consilium:problem:invalid")
    assert world.wire.requests == []


def test_both_doors_want_their_own_keys(world: World) -> None:
    assert world.post(PATH, QUESTION, key=keys.INNER).status == 403
    assert world.post("council-member", {"vendor": "openai"}, key=keys.CALLER).status == 403
    assert world.post("council-member", {"vendor": "nobody"}, key=keys.INNER).status == 422
    assert world.wire.requests == []
