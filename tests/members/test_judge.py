"""The judge: the chain behind it, both orders, what may overturn a vote, and what it may read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from consilium.errors import LimitReached, ModelError, RateLimited, TimedOut
from consilium.knowledge import Library
from consilium.knowledge.quotes import SourceVerifier
from consilium.members import ChainJudge
from consilium.protocols import Colleague
from consilium.types.opinion import Claim, Opinion
from consilium.types.question import Question
from consilium.types.request import ModelRequest
from consilium.types.verdict import Judgement, LedgerClaim, Settlement
from tests.members.voices import FAILURES, PRIVATE_WORDS, Line, make_brief, make_voice, said
from tests.members.voices import judged as filled

OPEN = Question("Does caffeine improve endurance?")
NUMBER = Question("How far was the caffeine trial?", "number")
AGREED = Settlement("supports", 1.0, 1.0, {"supports": ("ann", "bob")}, "plurality")
SPLIT = Settlement("supports", 0.67, 0.67, {"supports": ("ann", "cat"), "opposes": ("bob",)}, "plurality")
FOUND = "caffeine shortened a 40 km time trial"


def holder(name: str, position: str, *, private: bool = False) -> Opinion:
    claim = Claim(f"c-{name}", f"A claim of {name.upper()}.")
    return Opinion(name, 0, f"The answer of {name.upper()}.", position, 0.5, (claim,), private=private)


ALL = "A claim of ANN [c-ann]. A claim of BOB [c-bob]. A claim of CAT [c-cat]."
WHOLE = f"It does.\n\n{ALL}"


def judged(verdict: str = "It does.", **fields: Any) -> dict[str, Any]:
    """A judgement that every claim of the panel carries, and that leaves out none."""
    return filled(verdict, **{"body": ALL, **fields})


HOLDERS = [holder("ann", "supports"), holder("bob", "opposes"), holder("cat", "supports")]


async def judge(
    index: Library,
    *lines: Line,
    settlement: Settlement = AGREED,
    question: Question = OPEN,
    opinions: Sequence[Opinion] = HOLDERS,
    local: bool = False,
) -> Judgement:
    chain = [make_voice(line, f"judge{place}", local=local) for place, line in enumerate(lines)]
    table = [Colleague(letter, opinion) for letter, opinion in zip("ABCDEF", opinions, strict=False)]
    ledger = [
        LedgerClaim(claim.id, claim.text, (opinion.member,), private=opinion.private)
        for opinion in opinions
        for claim in opinion.claims
    ]
    court = ChainJudge(chain, SourceVerifier(index))
    return await court.judge(make_brief(index, question), table, ledger, settlement)


def overturn(position: str = "opposes", quote: str = FOUND, passage: str = "") -> dict[str, str]:
    return {"position": position, "passage": passage or "Caffeine.md#12", "quote": quote, "reason": "it says so"}


# --- the chain


async def test_a_judgement(index: Library) -> None:
    reply = judged(
        limitations=["one trial", "men only"],
        answered=[{"position": "against", "reply": "see [c-ann]"}],
        would_change="a null trial",
        position="supports",
    )
    line = Line([reply])
    judgement = await judge(index, line)
    assert judgement.text == f"{WHOLE}\n\nLimitations: one trial; men only."
    assert (judgement.by, judgement.requested, judgement.position) == ("judge0-2026", "model-judge0", "supports")
    assert (judgement.answered, judgement.would_change) == ({"opposes": "see [c-ann]"}, "a null trial")
    assert (judgement.notes, judgement.overturn, judgement.private) == ((), None, False)
    assert (line.purposes, line.requests[0].member) == (["judge"], "judge0")


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
async def test_the_next_judge_takes_over_and_the_failure_is_noted(index: Library, error: ModelError) -> None:
    judgement = await judge(index, Line([error]), Line([judged()]))
    assert judgement.by == "judge1-2026"
    (note,) = judgement.notes
    assert "judge0" in note
    assert "no → try later" in note


async def test_after_the_last_judge_a_template_speaks(index: Library) -> None:
    judgement = await judge(index, Line([TimedOut("too slow")]), Line([LimitReached("no money")]))
    assert (judgement.by, len(judgement.notes)) == ("template", 2)
    assert "too slow" in judgement.notes[0]
    assert "no money" in judgement.notes[1]
    assert "A claim of ANN [c-ann]" in judgement.text


async def test_no_judge_at_all_is_no_failure(index: Library) -> None:
    judgement = await judge(index)
    assert (judgement.by, judgement.notes) == ("template", ())


async def test_a_verdict_in_prose_is_kept_whole(index: Library) -> None:
    line = Line([ALL, "Still prose."])
    judgement = await judge(index, line)
    assert (judgement.text, judgement.position, line.purposes) == (ALL, None, ["judge", "repair"])


# --- both orders


def positions(request: ModelRequest) -> list[str]:
    return re.findall(r"^- (supports|opposes)", said(request), re.MULTILINE)


async def test_an_agreed_panel_is_read_once(index: Library) -> None:
    line = Line([judged()])
    await judge(index, line)
    assert [request.ordinal for request in line.requests] == [0]


async def test_a_split_panel_is_read_in_both_orders(index: Library) -> None:
    line = Line([judged(position="supports"), judged(position="supports")])
    judgement = await judge(index, line, settlement=SPLIT)
    assert [request.ordinal for request in line.requests] == [0, 1]
    # The first and the last on the table hold the same position, and yet the positions change places.
    assert [positions(request) for request in line.requests] == [["supports", "opposes"], ["opposes", "supports"]]
    claims = [re.findall(r"A claim of (\w+)\.", said(request)) for request in line.requests]
    assert claims == [["ANN", "BOB", "CAT"], ["CAT", "BOB", "ANN"]]
    assert (judgement.position, judgement.notes) == ("supports", ())


@pytest.mark.parametrize(
    "second",
    [
        judged(position="opposes"),
        judged(position=None),
        judged(position="supports"),
        judged(position="opposes", overturn=overturn()),
        judged(position="supports", overturn=overturn("depends")),
    ],
)
async def test_orders_that_disagree_decide_nothing(index: Library, second: dict[str, Any]) -> None:
    first = judged("Yes.", position="supports", overturn=overturn())
    for replies in ([first, second], [second, first]):
        judgement = await judge(index, Line([*replies]), settlement=SPLIT)
        assert (judgement.position, judgement.overturn) == (None, None)
        assert len(judgement.notes) == 1
        assert judgement.text.split("\n")[0] == replies[0]["verdict"]


async def test_orders_that_agree_may_overturn(index: Library) -> None:
    made_up = judged(position="opposes", overturn=overturn(quote="caffeine did not shorten a 40 km time trial"))
    verified = judged(position="opposes", overturn=overturn())
    for replies in ([made_up, verified], [verified, made_up]):
        judgement = await judge(index, Line([*replies]), settlement=SPLIT)
        assert judgement.overturn is not None
        assert (judgement.overturn.position, judgement.overturn.citation.check) == ("opposes", "exact")


@pytest.mark.parametrize("lost", [0, 1])
async def test_half_a_hearing_overturns_nothing(index: Library, lost: int) -> None:
    replies: list[Any] = [judged(position="opposes", overturn=overturn())]
    replies.insert(lost, RateLimited("slow down"))
    judgement = await judge(index, Line(replies), Line(), settlement=SPLIT)
    assert (judgement.text, judgement.overturn) == (WHOLE, None)
    assert "slow down" in judgement.notes[0]


async def test_no_hearing_at_all_is_the_next_judges(index: Library) -> None:
    judgement = await judge(index, Line([RateLimited("a"), RateLimited("b")]), Line([judged()] * 2), settlement=SPLIT)
    assert (judgement.by, len(judgement.notes)) == ("judge1-2026", 1)


# --- overturning


@pytest.mark.parametrize(
    ("quote", "check"),
    [(FOUND, "exact"), ("caffeine did nothing in this time trial", "missing"), (PRIVATE_WORDS, "missing")],
)
async def test_the_quotation_of_an_overturn_is_checked(index: Library, quote: str, check: str) -> None:
    line = Line([judged(position="opposes", overturn=overturn(quote=quote))])
    judgement = await judge(index, line)
    assert judgement.overturn is not None
    assert judgement.overturn.citation.check == check
    assert judgement.overturn.reason == "it says so"


async def test_a_number_is_read_as_votes_are_counted(index: Library) -> None:
    settled = Settlement("1000 m", 1.0, 1.0, {"1000 m": ("ann",)}, "plurality")
    reply = judged(position="1,000 m", answered=[{"position": "2,000 m", "reply": "no"}])
    judgement = await judge(index, Line([reply]), settlement=settled, question=NUMBER)
    assert (judgement.position, judgement.answered) == ("1000 m", {"2000 m": "no"})


# --- privacy


async def test_private_material_is_for_a_judge_on_this_machine(index: Library) -> None:
    opinions = [*HOLDERS, holder("dan", "opposes", private=True)]
    for local in (False, True):
        line = Line([judged(), judged()])
        judgement = await judge(index, line, settlement=SPLIT, opinions=opinions, local=local)
        for request in line.requests:
            for words in ("A claim of DAN.", PRIVATE_WORDS):
                assert (words in said(request)) == local
            assert request.private == local
        # What a judge elsewhere was not shown is put back here, and makes the verdict private.
        assert "DAN" in judgement.text
        assert judgement.private


async def test_a_position_is_public_even_where_its_only_holder_is_not(index: Library) -> None:
    line = Line([judged(body="A claim of ANN [c-ann].")] * 2)
    opinions = [replace(HOLDERS[0]), holder("dan", "opposes", private=True)]
    await judge(index, line, settlement=SPLIT, opinions=opinions)
    assert positions(line.requests[0]) == ["supports", "opposes"]
    assert "DAN" not in said(line.requests[0])
