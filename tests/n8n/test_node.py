"""The community node in the real n8n, against the real Consilium and against faults."""

from __future__ import annotations

from typing import Any

from tests.n8n.conftest import World
from tests.n8n.door import Call, Played
from tests.n8n.panel import KNOWN

QUESTION = "Does cold water blunt hypertrophy?"


def _call(world: World, operation: str, **body: Any) -> tuple[int, Any]:
    reply = world.post(f"node-{operation}", body)
    said = reply.json()
    return reply.status, said if reply.status == 200 else said["error"]


def test_ask_gives_the_verdict(world: World) -> None:
    status, verdict = _call(world, "ask", question=QUESTION)

    assert status == 200
    assert (verdict["status"], verdict["question"]) == ("full", QUESTION)
    [asked] = world.door.calls
    assert asked.path == "/v1/ask?redact=true"
    assert asked.json() == {"question": QUESTION, "wait_s": 20}


def test_start_get_follow_up_and_transcript_belong_to_one_debate(world: World) -> None:
    status, started = _call(world, "start", question=QUESTION, key="a-key-of-the-node")
    assert status == 200
    assert world.door.calls[0].headers["idempotency-key"] == "a-key-of-the-node"
    assert world.door.calls[0].json() == {"question": QUESTION, "members": ["ada", "boris"]}

    _, done = _call(world, "get", run=started["id"])
    assert (done["state"], done["verdict"]["status"]) == ("done", "full")
    assert len(done["verdict"]["members"]) == 2

    _, text = _call(world, "getTranscript", run=started["id"])
    assert QUESTION in text["transcript"]

    status, follow_up = _call(world, "followUp", run=started["id"], question="And in women?")
    assert (status, follow_up["parent"]) == (200, started["id"])
    assert world.door.calls[-1].json() == {
        "question": "And in women?",
        "options": ["Yes, it does", "No"],
        "kind": "choice",
        "rounds": 2,
        "debate": "never",
    }


def test_starting_twice_under_one_key_is_one_debate(world: World) -> None:
    _, first = _call(world, "start", question=QUESTION, key="twice")
    _, second = _call(world, "start", question=QUESTION, key="twice")

    assert first["id"] == second["id"]


def test_a_problem_is_an_error_with_its_next_step(world: World) -> None:
    status, error = _call(world, "get", run="261125-000000-00000000")

    assert status == 500
    assert "(404)" in error
    assert "Next step: " in error


def test_a_refused_key_names_the_command_that_makes_one(world: World) -> None:
    world.door.strip = frozenset({"x-api-key"})

    status, error = _call(world, "ask", question=QUESTION)

    assert status == 500
    assert "(401)" in error
    assert "consilium keys create" in error


def test_when_to_come_back_is_said(world: World) -> None:
    problem = {"title": "Too many questions", "detail": "The limit is one a minute.", "next_step": "Wait."}
    world.door.play = lambda _: Played.json(429, problem, Retry_After="17")

    status, error = _call(world, "ask", question=QUESTION)

    assert status == 500
    words = ("Consilium: Too many questions (429)", "The limit is one a minute.", "Next step: Wait.")
    assert error == " · ".join((*words, "Come back in 17 s."))
    assert len(world.door.calls) == 1


def test_what_is_not_consilium_is_an_error_too(world: World) -> None:
    said: list[str] = []
    plays = [
        Played(500, b"<html>", {"Content-Type": "text/html"}),
        Played(200),
        Played(200, b"<html>", {"Content-Type": "text/html"}),
    ]
    for played in plays:

        def play(_: Call, played: Played = played) -> Played:
            return played

        world.door.play = play
        status, error = _call(world, "ask", question=QUESTION)
        assert status == 500
        said.append(error)

    assert [text[text.index("(") :][:5] for text in said] == ["(500)", "(200)", "(200)"]


def test_a_server_that_is_not_there_is_an_error(world: World) -> None:
    world.door.shut()
    try:
        status, error = _call(world, "start", question=QUESTION, key="nobody")
    finally:
        world.door.open()

    assert status == 500
    assert "refused" in error


def test_the_library_is_searched_and_a_text_checked(world: World) -> None:
    status, hit = _call(world, "search", query="oxygen cost of running")
    assert status == 200
    assert KNOWN in hit["text"]
    assert hit["source"] == "Beetroot.md"
    assert world.door.calls[-1].path == "/v1/search?redact=true"
    assert world.door.calls[-1].json() == {"query": "oxygen cost of running", "k": 2}

    status, checked = _call(world, "verify", text=f"«{KNOWN}» and «creatine makes everybody taller»")
    assert (status, checked["counter"]) == (200, "1 ✓ 0 ≈ 1 ✗")
    assert world.door.calls[-1].path == "/v1/verify?redact=true"


def test_folders_are_learned_and_asked_after(world: World) -> None:
    status, learned = _call(world, "learn", paths="")
    assert (status, learned["state"], learned["digest"]) == (200, "done", "")
    assert world.door.calls[-1].path == "/v1/learn?wait_s=30&redact=true"
    assert world.door.calls[-1].json() == {"paths": []}
    assert _call(world, "getLearning", learning=learned["id"])[1]["state"] == "done"

    status, error = _call(world, "learn", paths=" /no/such/folder \n\n/nor/this ")
    assert status == 500
    assert "(422)" in error
    assert "Next step: " in error
    assert world.door.calls[-1].json() == {"paths": ["/no/such/folder", "/nor/this"]}


def test_a_thesis_is_attacked_and_a_reply_judged(world: World) -> None:
    status, begun = _call(world, "spar", thesis=KNOWN)
    assert status == 200
    assert begun["match"]["claims"]
    assert world.door.calls[-1].path == "/v1/spar?redact=true"

    status, replied = _call(world, "sparReply", match=begun["match"]["id"], text="I still think so.")
    assert (status, replied["match"]["replies"][0]["kind"]) == (200, "nothing")
    assert world.door.calls[-1].json() == {"text": "I still think so.", "claim": "c1"}

    status, error = _call(world, "sparReply", match="nobody", text="I still think so.")
    assert status == 500
    assert "Next step: " in error
