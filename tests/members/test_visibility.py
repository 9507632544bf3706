"""Nothing private reaches a member outside this machine, in any purpose, whatever the panel."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilium.argument.ledger import build_ledger
from consilium.members import ChainJudge, ChainRewriter, ModelMember
from consilium.protocols import Brief, Colleague
from consilium.types.evidence import Citation, Passage
from consilium.types.opinion import Change, Claim, Critique, Opinion, Point
from consilium.types.question import Question
from consilium.types.request import ModelRequest
from consilium.types.verdict import Settlement
from tests.members.voices import Line, Wire, make_voice, said

CANARY = "canary"
STANCES = ("supports", "opposes", "depends")
NAMES = ("ann", "bob", "cat", "dan")


class Unverified:
    """A verifier that finds nothing: what is cited is not the matter here."""

    def verify(self, citation: Citation, *, claim: str = "", private: bool = False, elsewhere: bool = True) -> Citation:
        return citation


@dataclass
class Case:
    """All that a run may hold; text that holds a canary is marked private, and no other text is."""

    brief: Brief
    opinions: list[Opinion]
    critiques: list[Critique]


def worded(text: str, private: bool) -> str:
    return f"{CANARY} {text}" if private else text


def passage(place: int, private: bool) -> Passage:
    text = worded(f"passage {place}", private)
    return Passage(f"{text}#1", text, text, text, 0, 1, section=text, date=text, private=private)


def opinion(name: str, place: int, position: str, private: bool, shared: bool) -> Opinion:
    text = worded(f"claim {0 if shared else place}", private)
    claim = Claim(f"c{place}", text, (Citation(text, text, source=text, check="exact"),))
    change = Change("supports", position, "k1", text)
    return Opinion(
        name, 0, text, position, 0.5, (claim,), reason=text, falsifier=text, change=change, private=private, cause=text
    )


def critique(place: int, critic: str, target: Opinion, private: bool) -> Critique:
    text = worded(f"reason {place}", private)
    points = (Point(target.claims[0].id, "attack", text, (Citation(text, text, source=text),)),)
    return Critique(f"k{place}", critic, target.member, 1, points, private=private)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    flag = st.booleans()
    asked_privately, thread_private = draw(flag), draw(flag)
    question = Question(
        worded("does it help?", asked_privately),
        draw(st.sampled_from(["open", "yes_no", "number"])),
        language=draw(st.sampled_from(["en", "ru"])),
        asked="and this one?",
        private=asked_privately,
    )
    passages = tuple(passage(place, draw(flag)) for place in range(draw(st.integers(0, 4))))
    thread = worded("we spoke of this", thread_private) if draw(flag) else ""
    brief = Brief("run", question, passages, "f3a91c", "secret", thread, thread_private)
    opinions = [
        opinion(name, place, draw(st.sampled_from(STANCES)), draw(flag), draw(flag))
        for place, name in enumerate(NAMES[: draw(st.integers(2, 4))])
    ]
    critiques = [
        critique(place, draw(st.sampled_from(NAMES)), draw(st.sampled_from(opinions)), draw(flag))
        for place in range(draw(st.integers(0, 5)))
    ]
    return Case(brief, opinions, critiques)


async def everything(case: Case, line: Line, *, local: bool) -> None:
    """Ask one model for everything that can be asked of it; no reply fits, so each is repaired too."""
    member = ModelMember(make_voice(line, "eve", local=local), Wire(), Unverified())
    table = [Colleague(letter, one) for letter, one in zip("ABCD", case.opinions, strict=False)]
    settled = Settlement(STANCES[0], 0.5, 0.5, {STANCES[0]: ("ann",), STANCES[1]: ("bob",)}, "plurality")
    ledger = build_ledger(case.opinions, case.critiques).claims
    await member.answer(case.brief)
    for seen in table:
        await member.critique(case.brief, seen, 1)
        own = [one for one in case.critiques if one.target == seen.opinion.member]
        for rival in (None, *table):
            await member.revise(case.brief, seen.opinion, own, rival, 1)
    await ChainJudge([member.voice], Unverified()).judge(case.brief, table, ledger, settled)
    await ChainRewriter([member.voice]).rewrite(case.brief)


def asked(case: Case, *, local: bool) -> list[ModelRequest]:
    line = Line(otherwise=lambda _: "{nonsense")
    asyncio.run(everything(case, line, local=local))
    return line.requests


def purposes(requests: Iterable[ModelRequest]) -> set[str]:
    return {request.purpose for request in requests}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_no_canary_leaves_this_machine(case: Case) -> None:
    requests = asked(case, local=False)
    assert {"answer", "critique", "judge", "repair"} <= purposes(requests)
    for request in requests:
        assert CANARY not in said(request)
        assert CANARY not in repr((request.schema, request.target, request.template))
        assert not request.private


@settings(max_examples=20, deadline=None)
@given(cases())
def test_at_home_every_part_with_a_canary_is_marked(case: Case) -> None:
    for request in asked(case, local=True):
        for part in request.parts:
            assert part.private or CANARY not in part.text


def everything_private() -> Case:
    brief = Brief(
        "run",
        Question(worded("does it help?", private=True), asked="and this one?", private=True),
        (passage(0, private=True), passage(1, private=False)),
        "f3a91c",
        "secret",
        worded("we spoke of this", private=True),
        thread_private=True,
    )
    opinions = [opinion(name, place, STANCES[place], True, shared=False) for place, name in enumerate(NAMES[:2])]
    return Case(brief, opinions, [critique(0, "bob", opinions[0], private=True)])


def test_the_test_would_see_a_leak() -> None:
    """At home everything is shown, in every purpose: the canaries above are not missed for want of looking."""
    requests = asked(everything_private(), local=True)
    assert purposes(requests) == {"answer", "critique", "revise", "judge", "rewrite", "repair"}
    for purpose in ("answer", "critique", "revise", "judge", "rewrite"):
        assert all(CANARY in said(request) for request in requests if request.purpose == purpose)


def test_a_repair_is_as_private_as_the_call_it_mends() -> None:
    line = Line(otherwise=lambda _: f"{{{CANARY}")
    asyncio.run(everything(everything_private(), line, local=True))
    repairs = [request for request in line.requests if request.purpose == "repair"]
    assert repairs
    for request in repairs:
        assert [part.private for part in request.parts if CANARY in part.text] == [True]


def test_abroad_the_public_rest_is_still_shown() -> None:
    requests = asked(everything_private(), local=False)
    (answer,) = [request for request in requests if request.purpose == "answer"]
    assert "passage 1" in said(answer)
    assert "and this one?" in said(answer)
    judge = next(request for request in requests if request.purpose == "judge")
    assert "supports" in said(judge)
    assert "opposes" in said(judge)
