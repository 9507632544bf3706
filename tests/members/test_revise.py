"""A member that is a model revises: what counts as a change, and what leaves the opinion as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consilium.errors import ModelError
from consilium.knowledge import Library
from consilium.protocols import Colleague
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point
from consilium.types.question import Question
from tests.members.voices import FAILURES, Line, Log, answered, make_brief, make_member, said

OPEN = Question("Does caffeine improve endurance?")
YES_NO = Question("Does caffeine improve endurance?", "yes_no")
OWN = Opinion("ann", 0, "It does.", "supports", 0.75, (Claim("c00001", "Caffeine helps."), Claim("c00002", "By 20 %.")))
RIVAL = Colleague("A", Opinion("bob", 0, "It does not.", "opposes", 0.5, (Claim("c00003", "It helps nobody."),)))
ATTACK = Critique("k00001", "bob", "ann", 1, (Point("c00002", "attack", "The passage says 2.3 %."),))
SECRET = Critique("k00002", "cat", "ann", 1, (Point("c00001", "attack", "His diary says so."),), private=True)
MOVED = answered("It does not.", "Caffeine helps nobody.", stance="opposes", changed=True)


async def revise(
    index: Library,
    *replies: Any,
    own: Opinion = OWN,
    critiques: tuple[Critique, ...] = (ATTACK,),
    question: Question = OPEN,
    local: bool = False,
    log: Log | None = None,
) -> tuple[Opinion, Line]:
    line = Line([*replies])
    member = make_member(line, index, local=local, log=log)
    return await member.revise(make_brief(index, question), own, critiques, RIVAL, 1), line


@pytest.mark.parametrize("named", ["k00001", "[k00001]", "k00001, k00009", "critique k00001"])
async def test_a_change_for_a_named_reason_counts(index: Library, named: str) -> None:
    reply = {**MOVED, "because_of": named, "new_evidence": "the passage says 2.3 %"}
    opinion, line = await revise(index, reply)
    assert (opinion.position, opinion.answer, opinion.round) == ("opposes", "It does not.", 1)
    assert opinion.change == Change("supports", "opposes", "k00001", "the passage says 2.3 %")
    assert [claim.text for claim in opinion.claims] == ["Caffeine helps nobody."]
    assert (line.purposes, line.requests[0].round) == (["revise"], 1)


@pytest.mark.parametrize(
    ("because_of", "evidence"), [("", ""), ("k00001", ""), ("", "the passage"), ("k00009", "the passage"), ("bob", "b")]
)
async def test_a_change_without_a_reason_is_a_capitulation(index: Library, because_of: str, evidence: str) -> None:
    opinion, _ = await revise(index, {**MOVED, "because_of": because_of, "new_evidence": evidence})
    assert opinion.change is not None
    assert opinion.change.capitulation
    assert (opinion.change.from_position, opinion.change.to_position) == ("supports", "opposes")
    assert opinion == replace(OWN, round=1, change=opinion.change)


async def test_a_critique_it_was_not_shown_is_no_reason(index: Library) -> None:
    reply = {**MOVED, "because_of": "k00002", "new_evidence": "the diary"}
    opinion, line = await revise(index, reply, critiques=(ATTACK, SECRET))
    assert opinion.change is not None
    assert opinion.change.capitulation
    assert "diary" not in said(line.requests[0]).lower()


async def test_a_member_on_this_machine_hears_private_critiques(index: Library) -> None:
    reply = {**MOVED, "because_of": "k00002", "new_evidence": "the diary"}
    opinion, line = await revise(index, reply, critiques=(ATTACK, SECRET), local=True)
    assert opinion.position == "opposes"
    assert opinion.private
    assert "His diary says so." in said(line.requests[0])


async def test_better_claims_for_the_same_position_are_no_change(index: Library) -> None:
    opinion, _ = await revise(index, answered("It does.", "Caffeine helps.", "By 2.3 %."))
    assert (opinion.position, opinion.change, opinion.round) == ("supports", None, 1)
    ids = [claim.id for claim in opinion.claims]
    # What was said against a claim that stays must stay with it.
    assert ids[0] == "c00001"
    assert ids[1] not in {"c00001", "c00002"}


async def test_a_stance_left_out_is_not_left(index: Library) -> None:
    reply = {name: value for name, value in answered("It does.").items() if name != "stance"}
    opinion, _ = await revise(index, reply)
    assert (opinion.position, opinion.change) == ("supports", None)


async def test_second_thoughts_may_end_in_not_answerable(index: Library) -> None:
    withdrawn = answered(None, missing="a trial", because_of="k00001", new_evidence="the passage")
    opinion, _ = await revise(index, withdrawn)
    assert (opinion.abstained, opinion.reason, opinion.round) == (True, "a trial", 1)
    kept, _ = await revise(index, answered(None, missing="a trial"))
    assert kept == replace(OWN, round=1)


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
async def test_a_failed_call_keeps_the_opinion_and_warns(index: Library, error: ModelError) -> None:
    log = Log()
    opinion, _ = await revise(index, error, log=log)
    assert opinion == replace(OWN, round=1)
    (event,) = log.events
    assert (event.kind, event.member, event.round) == ("warning", "ann", 1)
    assert "no → try later" in event.data["message"]


async def test_a_reply_that_cannot_be_read_keeps_the_opinion(index: Library) -> None:
    opinion, line = await revise(index, "I stay.", "I said so.", own=replace(OWN, position="yes"), question=YES_NO)
    assert opinion == replace(OWN, position="yes", round=1)
    assert line.purposes == ["revise", "repair"]


@pytest.mark.parametrize("critiques", [(), (SECRET,), (replace(ATTACK, points=(), failed="timed out"),)])
async def test_nothing_heard_is_nothing_to_pay_for(index: Library, critiques: tuple[Critique, ...]) -> None:
    opinion, line = await revise(index, critiques=critiques)
    assert (opinion, line.requests) == (replace(OWN, round=1), [])


async def test_an_earlier_change_is_not_counted_twice(index: Library) -> None:
    before = replace(OWN, change=Change("opposes", "supports", "k0", "e"))
    opinion, _ = await revise(index, own=before, critiques=())
    assert opinion.change is None


async def test_words_written_on_this_machine_stay_here(index: Library) -> None:
    opinion, line = await revise(index, own=replace(OWN, private=True))
    assert (opinion.position, line.requests) == ("supports", [])
