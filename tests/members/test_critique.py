"""A member that is a model criticises: which points count, and what becomes of calls that fail."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from consilium.errors import ModelError
from consilium.knowledge import Library
from consilium.protocols import Colleague
from consilium.types.opinion import Claim, Critique, Opinion
from consilium.types.question import Question
from tests.members.voices import FAILURES, PRIVATE_WORDS, Line, make_brief, make_member, said

OPEN = Question("Does caffeine improve endurance?")


def point(claim: str, **fields: Any) -> dict[str, Any]:
    return {"claim": claim, "quotes": [], "reason": "The passage is about cyclists.", "stance": "attack", **fields}


TARGET = Opinion("bob", 0, "Yes.", "supports", 0.5, (Claim("c00001", "One."), Claim("c00002", "Two.")))


async def criticise(
    index: Library, *replies: Any, target: Colleague | None = None, local: bool = False
) -> tuple[Critique, Line]:
    line = Line([*replies])
    seen = target or Colleague("A", TARGET)
    return await make_member(line, index, local=local).critique(make_brief(index, OPEN), seen, 1), line


async def test_points_at_claims_that_were_not_shown_are_dropped(index: Library) -> None:
    points = [point("c00001"), point("[c00002]", stance="support"), point("c00009"), point("bob")]
    critique, line = await criticise(index, {"points": points})
    assert [(one.claim, one.stance) for one in critique.points] == [("c00001", "attack"), ("c00002", "support")]
    assert (critique.critic, critique.target, critique.round, critique.failed) == ("ann", "bob", 1, "")
    assert re.fullmatch(r"k[0-9a-f]{6}", critique.id)
    assert (line.requests[0].target, line.requests[0].round) == ("bob", 1)
    assert "bob" not in said(line.requests[0])


async def test_a_critics_quotations_are_checked(index: Library) -> None:
    quotes = [{"passage": "", "quote": "in 24 cyclists caffeine shortened"}, {"passage": "", "quote": PRIVATE_WORDS}]
    critique, _ = await criticise(index, {"points": [point("c00001", quotes=quotes)]})
    assert [citation.check for citation in critique.points[0].citations] == ["exact", "missing"]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
async def test_a_failed_critique_carries_the_reason(index: Library, error: ModelError) -> None:
    critique, line = await criticise(index, error)
    assert (critique.points, critique.failed, line.purposes) == ((), "no → try later", ["critique"])


async def test_a_critique_is_private_if_its_critic_read_something_private(index: Library) -> None:
    at_home, _ = await criticise(index, {"points": [point("c00001")]}, local=True)
    abroad, _ = await criticise(index, {"points": [point("c00001")]})
    assert (at_home.private, abroad.private) == (True, False)


async def test_of_a_withheld_opinion_nothing_can_be_criticised(index: Library) -> None:
    hidden = Colleague("A", replace(TARGET, private=True))
    critique, line = await criticise(index, {"points": [point("c00001")]}, target=hidden)
    assert critique.points == ()
    assert "One." not in said(line.requests[0])


async def test_repairs_of_two_critiques_are_told_apart(index: Library) -> None:
    line = Line(["nonsense"] * 4)
    member = make_member(line, index)
    for name in ("bob", "cat"):
        target = Colleague("A", replace(TARGET, member=name))
        assert (await member.critique(make_brief(index, OPEN), target, 1)).failed
    assert line.purposes == ["critique", "repair", "critique", "repair"]
    assert line.requests[1].call_key != line.requests[3].call_key
