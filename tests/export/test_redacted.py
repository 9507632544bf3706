"""What leaves this machine holds nothing that private notes went into."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilium.export import redacted_event, redacted_verdict, transcript_markdown, verdict_markdown
from consilium.types.codec import to_json, to_plain
from consilium.types.event import Event
from consilium.types.evidence import Citation
from consilium.types.opinion import Claim, Critique, Opinion, Point
from consilium.types.question import AnswerKind
from consilium.types.verdict import Dissent, Judgement, LedgerClaim, VerdictRecord
from tests.view.debates import Log, full_debate, verdict

SECRET = "забытая тетрадь"


def private_verdict(kind: AnswerKind = "open") -> VerdictRecord:
    citation = Citation("p1", SECRET, SECRET, "exact")
    record = verdict()
    return replace(
        record,
        kind=kind,
        answer=SECRET if kind == "open" else "A",
        position="A",
        claims=(LedgerClaim("c1", SECRET, citations=(citation,), private=True), LedgerClaim("c2", "open knowledge")),
        dissent=(Dissent("B", ("gpt",), SECRET, SECRET),),
        judge=Judgement(SECRET, "m", would_change=SECRET, answered={"B": SECRET}, notes=(SECRET,), private=True),
        warnings=(SECRET, "a warning"),
        members=tuple(replace(one, cause="NotAnswerable", reason=SECRET) for one in record.members),
    )


def test_a_private_verdict_keeps_its_position_and_public_claims_only() -> None:
    record = redacted_verdict(private_verdict())
    assert SECRET not in to_json(to_plain(record))
    assert SECRET not in verdict_markdown(record)
    assert record.position == "A"
    assert [claim.text for claim in record.claims if not claim.private] == ["open knowledge"]
    assert record.warnings == ("a warning",)
    assert record.answer


def test_the_answer_of_a_closed_question_is_its_position() -> None:
    assert redacted_verdict(private_verdict("choice")).answer == "A"


def test_what_is_not_private_stays_as_it_is() -> None:
    assert redacted_verdict(verdict()) == verdict()


@given(st.sampled_from(full_debate().events))
def test_public_events_lose_nothing_but_streamed_text(event: Event) -> None:
    if event.kind != "token.delta":
        assert redacted_event(event) == event


@pytest.mark.parametrize("finished", [True, False])
def test_private_events_say_who_and_when_but_not_what(finished: bool) -> None:
    log = Log()
    claim = Claim("c1", SECRET, (Citation("p1", SECRET, SECRET, "exact"),))
    opinion = Opinion("qwen", 0, SECRET, "A", 0.9, (claim,), SECRET, SECRET, private=True)
    critique = Critique("k1", "qwen", "gpt", 1, (Point("c2", "attack", SECRET),), private=True)
    passage = {"id": "p1", "source": SECRET, "title": SECRET, "text": SECRET, "start": 0, "end": 9, "section": SECRET}
    log.add("evidence.found", passages=[{**passage, "date": "", "private": True, "score": 1.0}])
    log.add("token.delta", "qwen", text=SECRET, purpose="answer")
    log.add("answer.finished", "qwen", opinion=to_plain(opinion))
    log.add("critique.finished", "qwen", 1, critique=to_plain(critique))
    log.add("judge.finished", judgement=to_plain(private_verdict().judge))
    if finished:
        log.add("run.finished", verdict=to_plain(private_verdict()))
    shown = [redacted_event(event) for event in log.events]
    assert SECRET not in to_json([to_plain(event) for event in shown])
    assert SECRET not in transcript_markdown(shown, None, [])
    assert [event.kind for event in shown] == [event.kind for event in log.events]
    assert shown[2].data["opinion"]["position"] == "A"
