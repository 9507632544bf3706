"""Conversations that were had elsewhere and go on here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from consilium import Consilium
from consilium.api.inquiry import Inquiry, Turn
from tests.scripted import Row, answer, make_home

EARLIER = (Turn("Does beetroot help?", "It does, says the diary of Anna."), Turn("How much of it?"))
REWRITE: Row = {"purpose": "rewrite", "reply": '{"question": "How much beetroot helps women?"}'}


def consilium(folder: Path, **more: Any) -> Consilium:
    return Consilium.from_config(make_home(folder, {"first": [REWRITE, answer()]}, **more))


def prompts(one: Consilium, run_id: str) -> list[tuple[str, str, str]]:
    """Purpose, member and the whole text of every prompt that was sent."""
    calls = one.store.calls(run_id)
    return [(call["purpose"], call["member"], "".join(part["text"] for part in call["prompt"])) for call in calls]


def ask(one: Consilium, inquiry: Inquiry) -> str:
    return one.engine.loop.run(one.start(inquiry).verdict()).run_id


def test_what_was_said_elsewhere_helps_to_understand_the_question(tmp_path: Path) -> None:
    with consilium(tmp_path) as one:
        run_id = ask(one, Inquiry("And women?", earlier=EARLIER))
        (event,) = [event for event in one.store.events(run_id) if event.kind == "question.rewritten"]
        assert event.data["text"] == "How much beetroot helps women?"
        sent = prompts(one, run_id)
    assert all("diary of Anna" in text and "How much of it?" in text for _, _, text in sent)
    assert {purpose for purpose, _, _ in sent} == {"rewrite", "answer"}


def test_members_elsewhere_are_not_shown_answers_that_nobody_vouches_for(tmp_path: Path) -> None:
    with consilium(tmp_path, cards={"first": "local: false\n"}) as one:
        run_id = ask(one, Inquiry("And women?", earlier=EARLIER))
        (event,) = [event for event in one.store.events(run_id) if event.kind == "question.rewritten"]
        sent = prompts(one, run_id)
    assert [purpose for purpose, _, _ in sent] == ["answer"]
    assert "diary of Anna" not in sent[0][2]
    assert ("How much of it?" in event.data["text"], "And women?" in event.data["text"]) == (True, True)


def test_a_run_that_goes_on_remembers_what_was_told_and_hands_it_on(tmp_path: Path) -> None:
    with consilium(tmp_path) as one:
        run_id = ask(one, Inquiry("And women?", earlier=EARLIER))
        again = one.engine.reopen(run_id)
        assert "diary of Anna" in again.thread.text
        assert again.thread.private
        after = ask(one, Inquiry("And men?", follow=run_id))
        assert all("diary of Anna" in text for _, _, text in prompts(one, after))
