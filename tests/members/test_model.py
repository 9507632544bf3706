"""A member that is a model answers: forms, repairs, quotations, and what becomes of calls that fail."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from consilium.errors import LimitReached, ModelError, RateLimited
from consilium.knowledge import Library
from consilium.types.opinion import Opinion
from consilium.types.question import Option, Question
from tests.members.voices import (
    FAILURES,
    PRIVATE_WORDS,
    PUBLIC_WORDS,
    Line,
    Log,
    answered,
    make_brief,
    make_member,
    quoting,
    said,
)

OPEN = Question("Does caffeine improve endurance?")
CHOICE = Question("By how much?", "choice", (Option("A", "2 %"), Option("B", "20 %")))


async def answer(index: Library, *replies: Any, question: Question = OPEN, local: bool = False) -> tuple[Opinion, Line]:
    line = Line([*replies])
    opinion = await make_member(line, index, local=local).answer(make_brief(index, question))
    return opinion, line


async def test_an_answer(index: Library) -> None:
    opinion, line = await answer(index, answered("It does.", "One.", "Two.", would_prove_wrong="a null trial"))
    assert (opinion.answer, opinion.position, opinion.confidence) == ("It does.", "supports", 0.75)
    assert [claim.text for claim in opinion.claims] == ["One.", "Two."]
    assert (opinion.member, opinion.round, opinion.falsifier) == ("ann", 0, "a null trial")
    assert (opinion.model, opinion.answering_model) == ("model-ann", "ann-2026")
    (request,) = line.requests
    assert (request.purpose, request.member, request.run_id, request.schema_name) == ("answer", "ann", "run", "answer")
    assert not opinion.private


async def test_what_is_heard_is_streamed(index: Library) -> None:
    log = Log()
    await make_member(Line([answered()]), index, log=log).answer(make_brief(index, OPEN))
    heard = [event for event in log.events if event.kind != "evidence.packed"]
    assert [(event.kind, event.member, event.data["purpose"]) for event in heard] == [("token.delta", "ann", "answer")]


@pytest.mark.parametrize(("missing", "reason"), [("a trial in women", "a trial in women"), ("", "cannot be answered")])
async def test_no_answer_is_an_abstention_with_what_is_missing(index: Library, missing: str, reason: str) -> None:
    opinion, line = await answer(index, answered(None, missing=missing))
    assert opinion.abstained
    assert (opinion.answer, opinion.position, opinion.confidence) == (None, None, 0.0)
    assert reason in opinion.reason
    assert (opinion.cause, opinion.answering_model, len(line.requests)) == ("NotAnswerable", "ann-2026", 1)


async def test_an_abstention_after_private_reading_is_private(index: Library) -> None:
    opinion, _ = await answer(index, answered(None, missing="more of his diary"), local=True)
    assert opinion.private


async def test_an_answer_without_claims_is_a_claim(index: Library) -> None:
    opinion, _ = await answer(index, answered("It does.", claims=[]))
    assert [claim.text for claim in opinion.claims] == ["It does."]
    chosen, _ = await answer(index, answered("A", claims=[]), question=CHOICE)
    assert [claim.text for claim in chosen.claims] == ["The answer is: A. 2 %"]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
async def test_a_failed_call_is_an_abstention_with_its_cause(index: Library, error: ModelError) -> None:
    opinion, line = await answer(index, error)
    assert opinion.abstained
    assert (opinion.cause, opinion.reason) == (type(error).__name__, "no → try later")
    assert opinion.model == "model-ann"
    assert line.purposes == ["answer"]


async def test_a_mistake_of_ours_is_not_hidden_as_an_abstention(index: Library) -> None:
    with pytest.raises(ZeroDivisionError):
        await answer(index, ZeroDivisionError())


async def test_one_repair_and_never_a_second(index: Library) -> None:
    opinion, line = await answer(index, '{"answer": 7 apples}', "still nothing", question=CHOICE)
    assert line.purposes == ["answer", "repair"]
    assert opinion.cause == "FormRejected"
    assert opinion.abstained


async def test_a_repair_mends_the_reply(index: Library) -> None:
    opinion, line = await answer(index, answered("C"), answered("A"), question=CHOICE)
    assert (opinion.position, line.purposes) == ("A", ["answer", "repair"])
    faulty, repair = line.requests
    assert json.dumps(answered("C")) in said(repair)
    assert "answer must be one of: A, B, null" in said(repair)
    assert (repair.schema, repair.round, repair.target) == (faulty.schema, faulty.round, "answer")
    assert repair.call_key != faulty.call_key


@pytest.mark.parametrize("second", ["Well.", RateLimited("slow down"), LimitReached("no money")])
async def test_an_open_answer_in_prose_is_kept_when_the_repair_fails(index: Library, second: Any) -> None:
    prose = "Caffeine helps most people.\nThe answer is yes."
    opinion, line = await answer(index, prose, second)
    assert (opinion.answer, opinion.position, opinion.confidence) == (prose, "supports", 0.5)
    assert [claim.text for claim in opinion.claims] == ["Caffeine helps most people."]
    assert line.purposes == ["answer", "repair"]


async def test_quotations_in_prose_are_checked_like_any_others(index: Library) -> None:
    words = PUBLIC_WORDS
    prose = f'Great question! No, caffeine does little. Trials disagree: "{words}" [p1]. I hope this helps!'
    opinion, _ = await answer(index, prose, "Well.")
    assert [claim.text for claim in opinion.claims] == ["No, caffeine does little.", "Trials disagree."]
    assert opinion.position == "opposes"
    (citation,) = opinion.claims[1].citations
    assert (citation.quote, citation.verified) == (words, True)


async def test_sentences_of_an_answer_without_claims_are_its_claims(index: Library) -> None:
    opinion, _ = await answer(index, answered("It helps runners. It does not help swimmers.", claims=[]))
    assert [claim.text for claim in opinion.claims] == ["It helps runners.", "It does not help swimmers."]


async def test_a_broken_object_is_not_prose(index: Library) -> None:
    opinion, _ = await answer(index, '{"claims": [{"text": "Caffeine', '{"claims": [')
    assert opinion.abstained
    assert opinion.cause == "FormRejected"


async def test_a_closed_answer_in_prose_is_read_without_a_repair(index: Library) -> None:
    opinion, line = await answer(index, "Both fit, so the answer is (B).", question=CHOICE)
    assert (opinion.position, opinion.confidence, line.purposes) == ("B", 0.5, ["answer"])


async def test_a_closed_answer_that_only_its_words_tell_is_kept_when_the_repair_fails(index: Library) -> None:
    prose = "A gain of ten percent is not consistent with any trial. Therefore, 2 % is the most likely one."
    opinion, line = await answer(index, prose, "Well.", question=CHOICE)
    assert (opinion.position, opinion.confidence, line.purposes) == ("A", 0.5, ["answer", "repair"])
    assert [claim.text for claim in opinion.claims][1:] == ["2 % is the most likely one."]


async def test_a_closed_answer_in_prose_that_comes_to_nothing_is_an_abstention(index: Library) -> None:
    opinion, _ = await answer(index, "Either of them could be so.", "Well.", question=CHOICE)
    assert (opinion.position, opinion.cause) == (None, "FormRejected")


@pytest.mark.parametrize("nothing", [{}, {"confidence": None}, {"confidence": ""}])
async def test_a_missing_confidence_costs_no_repair(index: Library, nothing: dict[str, Any]) -> None:
    reply = answered()
    del reply["confidence"]
    opinion, line = await answer(index, reply | nothing)
    assert (opinion.confidence, line.purposes) == (0.5, ["answer"])


async def test_an_empty_reply_is_not_repaired(index: Library) -> None:
    opinion, line = await answer(index, "  \n")
    assert (opinion.cause, line.purposes) == ("FormRejected", ["answer"])


@pytest.mark.parametrize(
    ("quote", "check", "kept"),
    [
        ("in 24 cyclists caffeine shortened a 40 km time trial", "exact", PUBLIC_WORDS[:52]),
        ("in 24 runners caffeine shortened a 40 km time trial", "missing", ""),
        ("40 km", "unchecked", ""),
        (PRIVATE_WORDS, "missing", ""),
    ],
)  # fmt: skip
async def test_quotations_are_checked_on_arrival(index: Library, quote: str, check: str, kept: str) -> None:
    opinion, _ = await answer(index, answered(claims=quoting(quote)))
    (citation,) = opinion.claims[0].citations
    assert (citation.check, citation.quote) == (check, kept or quote)
    assert citation.source == ("Caffeine.md" if check == "exact" else "")


async def test_a_member_on_this_machine_may_quote_a_private_note(index: Library) -> None:
    opinion, line = await answer(index, answered(claims=quoting(PRIVATE_WORDS.upper())), local=True)
    (citation,) = opinion.claims[0].citations
    assert (citation.source, citation.check) == ("Diary.md", "exact")
    assert citation.quote in PRIVATE_WORDS
    assert opinion.private
    assert line.requests[0].private


async def test_ids_are_unique_and_the_same_in_a_resumed_run(index: Library) -> None:
    async def ids(secret: str) -> list[str]:
        found = []
        for name in ("ann", "bob"):
            brief = make_brief(index, OPEN, secret=secret)
            member = make_member(Line([answered("Yes.", "One.", "One.", "Two.")]), index, name)
            found += [claim.id for claim in (await member.answer(brief)).claims]
        return found

    first, again, other = [await ids(secret) for secret in ("one", "one", "two")]
    assert first == again
    assert len(set(first + other)) == 12
    assert all(re.fullmatch(r"c[0-9a-f]{6}", name) for name in first)
