"""A follow-up is made to stand alone, by whoever answers first and may read the thread."""

from __future__ import annotations

from typing import Any

import pytest

from consilium.errors import ModelError
from consilium.knowledge import Library
from consilium.members import ChainRewriter
from consilium.types.question import Option, Question
from tests.members.voices import FAILURES, Line, make_brief, make_voice, said

FOLLOW_UP = Question("And over sixty?", "choice", (Option("A", "yes"), Option("B", "no")), "en", "And over sixty?")
THREAD = "Does creatine help sprinters? Yes."
EARLIER = ("Does creatine help anyone?", "Does creatine help sprinters?")


async def rewrite(index: Library, *chain: tuple[Line, bool], thread: str = THREAD, private: bool = False) -> Question:
    voices = [make_voice(line, f"r{place}", local=local) for place, (line, local) in enumerate(chain)]
    brief = make_brief(index, FOLLOW_UP, thread=thread, thread_private=private)
    return await ChainRewriter(voices, EARLIER).rewrite(brief)


def alone(text: str = "Does creatine help sprinters over sixty?") -> dict[str, str]:
    return {"question": text}


async def test_only_the_text_changes(index: Library) -> None:
    line = Line([alone()])
    question = await rewrite(index, (line, False))
    assert question.text == "Does creatine help sprinters over sixty?"
    assert (question.kind, question.options, question.asked) == (FOLLOW_UP.kind, FOLLOW_UP.options, FOLLOW_UP.asked)
    assert not question.private
    assert THREAD in said(line.requests[0])


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
async def test_the_next_voice_takes_over(index: Library, error: ModelError) -> None:
    question = await rewrite(index, (Line([error]), False), (Line([alone()]), False))
    assert question.text == "Does creatine help sprinters over sixty?"


async def test_a_private_thread_is_read_on_this_machine_only_and_makes_the_question_private(index: Library) -> None:
    abroad, at_home = Line(), Line([alone()])
    question = await rewrite(index, (abroad, False), (at_home, True), private=True)
    assert (abroad.requests, question.private) == ([], True)
    assert question.text == "Does creatine help sprinters over sixty?"


async def test_a_voice_at_home_does_not_make_a_public_thread_private(index: Library) -> None:
    assert not (await rewrite(index, (Line([alone()]), True))).private


@pytest.mark.parametrize("private", [True, False])
async def test_the_last_resort_puts_the_earlier_question_beside(index: Library, private: bool) -> None:
    question = await rewrite(index, private=private)
    assert "And over sixty?" in question.text
    assert "Does creatine help sprinters?" in question.text
    assert "Yes." not in question.text
    assert not question.private


async def test_without_a_thread_nothing_is_rewritten(index: Library) -> None:
    brief = make_brief(index, FOLLOW_UP)
    assert await ChainRewriter([make_voice(Line())]).rewrite(brief) == FOLLOW_UP


@pytest.mark.parametrize(
    ("replies", "text"),
    [
        (['"Does creatine help sprinters over sixty?"', "?"], "Does creatine help sprinters over sixty?"),
        (["«Помогает ли креатин после шестидесяти?»", ""], "Помогает ли креатин после шестидесяти?"),
        (["It does help them.", "I said it does."], None),
        (["It may.\nShall I say more?", "No."], None),
    ],
)
async def test_a_question_and_nothing_else_is_understood(index: Library, replies: list[Any], text: str | None) -> None:
    question = await rewrite(index, (Line(replies), False))
    assert question.text == text if text else "following on from" in question.text
