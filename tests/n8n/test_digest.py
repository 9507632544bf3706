"""Workflow 6: the vault is learned, and a chat hears what is new and nothing of what is private."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.n8n import keys
from tests.n8n.conftest import World
from tests.n8n.door import Call, Played
from tests.n8n.waiting import until

PATH = "consilium-learn"
WORKFLOW = "consiliumLearn01"
CANARY = "Канарейка-5519"
PRIVATE = "Diary of the left knee"


@pytest.fixture
def vault(world: World) -> Iterator[Path]:
    """A vault with an open note and a private one; what was learned of it goes with the test."""
    (world.vault / "Creatine.md").write_text("Creatine & sprints: it supports < 10 repeats.", encoding="utf-8")
    private = f"---\nprivate: true\n---\n{CANARY}: creatine and sprints."
    (world.vault / f"{PRIVATE}.md").write_text(private, encoding="utf-8")
    try:
        yield world.vault
    finally:
        world.door.reset()
        until(lambda: not [state for _, state in world.machine.executions(WORKFLOW) if state in {"running", "waiting"}])
        # The folder itself stays: one that is gone counts as an unplugged disk, of which nothing is forgotten.
        for note in world.vault.iterdir():
            note.unlink()
        world.consilium.look_through()


def _look(world: World) -> str:
    """Start a look by hand; how its execution ended."""
    before = len(world.machine.executions(WORKFLOW))
    reply = world.post(PATH, {})
    assert (reply.status, reply.json()) == (202, {"accepted": True})
    until(lambda: len(world.machine.executions(WORKFLOW)) > before)
    return until(lambda: _end(world), 60)


def _end(world: World) -> str:
    state = world.machine.executions(WORKFLOW)[-1][1]
    return "" if state in {"new", "running", "waiting"} else state


def _said(world: World) -> str:
    return "\n".join(one.text for one in world.telegram.sent)


def test_what_is_new_is_told_and_a_second_look_is_silent(world: World, vault: Path) -> None:
    assert _look(world) == "success"
    [digest] = world.telegram.sent
    assert digest.chat == "1001"
    assert digest.text.startswith("Library: 2 sources new")
    assert "• Creatine.md" in digest.text or "• Creatine (Creatine.md)" in digest.text
    [asked] = world.door.calls
    assert (asked.path, asked.json()) == ("/v1/learn?wait_s=2&redact=true", {"paths": [str(vault)]})
    world.telegram.reset()
    assert _look(world) == "success"
    assert world.telegram.sent == []


def test_of_private_notes_nothing_but_their_number_leaves(world: World, vault: Path) -> None:
    assert _look(world) == "success"
    assert "private: 1" in _said(world)
    for secret in (CANARY, PRIVATE, "Diary"):
        assert secret not in _said(world)


def test_a_long_learning_is_asked_after_until_it_is_done(world: World, vault: Path) -> None:
    running: dict[str, Any] = {"id": "261125-030000-0badcafe", "state": "running", "digest": "", "report": None}
    digest = "Library: 1 source new.\n" + "\n".join(f"• Заметка {number} & <b>" for number in range(600))

    def play(call: Call) -> Played:
        if call.method == "POST":
            return Played.json(202, running)
        asked = sum(one.method == "GET" for one in world.door.calls)
        if asked == 1:
            return Played.json(200, running)
        if asked == 2:
            return Played(502, b"<html>")
        return Played.json(200, {**running, "state": "done", "digest": digest})

    world.door.play = play
    assert _look(world) == "success"
    assert [one.path.partition("?")[0] for one in world.door.calls][1:] == [f"/v1/learn/{running['id']}"] * 3
    assert len(world.telegram.sent) > 2
    assert all(len(one.text) <= 4096 for one in world.telegram.sent)
    for number in range(600):
        assert f"• Заметка {number} & <b>" in _said(world)


@pytest.mark.parametrize(
    ("played", "words"),
    [
        (Played.json(409, {"title": "Conflict", "detail": "Already learning.", "next_step": "Wait."}), "Wait."),
        (Played.json(401, {"title": "Unauthorized", "detail": "No key.", "next_step": "Make one."}), "Make one."),
        (Played(500, b"<html>"), "consilium serve"),
        (Played(200), "consilium serve"),
    ],
)
def test_what_goes_wrong_is_told_with_the_next_step(world: World, vault: Path, played: Played, words: str) -> None:
    world.door.play = lambda _: played
    assert _look(world) == "error"
    assert "The library was not looked through." in _said(world)
    assert words in _said(world)


def test_a_learning_that_fails_later_is_told_too(world: World, vault: Path) -> None:
    lost = {"title": "Not Found", "detail": "No such learning.", "next_step": "Learn again."}

    def play(call: Call) -> Played:
        running = {"id": "x", "state": "running", "digest": "", "report": None}
        return Played.json(202, running) if call.method == "POST" else Played.json(404, lost)

    world.door.play = play
    assert _look(world) == "error"
    assert "Learn again." in _said(world)


def test_silence_and_nobody_there_are_told(world: World, vault: Path) -> None:
    world.door.shut()
    try:
        assert _look(world) == "error"
    finally:
        world.door.open()
    assert "consilium serve" in _said(world)


def test_without_its_key_nobody_starts_a_look(world: World) -> None:
    for key in ("", keys.INNER):
        assert world.post(PATH, {}, key=key).status == 403
