"""From events to the state of a debate."""

from __future__ import annotations

from typing import Any, cast, get_args

from hypothesis import given
from hypothesis import strategies as st

from consilium.types.codec import to_plain
from consilium.types.event import Event, EventKind
from consilium.types.opinion import Critique, abstention
from consilium.view import DebateView
from tests.view.debates import CLAUDE, GPT, QWEN, RUN, Log, broken_off, full_debate, opinion, question


def test_a_finished_debate() -> None:
    view = DebateView.of(full_debate().events)
    assert (view.phase, view.over) == ("finished", True)
    assert [member.phase for member in view.members.values()] == [
        "answered",
        "answered",
        "answered",
        "absent",
        "answered",
    ]
    assert view.members["gemini"].fix == "export GEMINI_API_KEY=…"
    assert [turn.number for turn in view.timeline] == [0, 1]
    assert [critique.critic for critique in view.critiques] == ["qwen", "gpt", "claude"]
    assert view.assessment is not None
    assert view.assessment.why == "the panel agreed"
    assert view.judge.judgement is not None
    assert view.verdict is not None
    assert view.seconds == view.verdict.seconds
    assert (view.spending.calls, round(view.spending.cost_usd, 4)) == (3, 0.0063)
    assert [passage.id for passage in view.evidence] == ["p1"]


def test_a_run_that_was_broken_off() -> None:
    view = DebateView.of(broken_off().events)
    assert view.phase == "failed"
    assert view.trouble is not None
    assert view.trouble.exit_code == 130
    assert view.members["gpt"].phase == "abstained"
    assert view.members["gpt"].reason == "rate limited"
    assert view.warnings == ["The judge is of the panel's own vendor."]
    assert view.seconds > 0


def test_a_member_writes_and_a_retry_starts_it_over() -> None:
    log = Log().start(question(), QWEN).add("answer.started", "qwen")
    log.add("token.delta", "qwen", purpose="answer", text='{"claims": [{"text": "Rest')
    log.add("token.delta", "qwen", purpose="answer", text=" helps")
    view = DebateView.of(log.events)
    assert (view.members["qwen"].phase, view.members["qwen"].text) == ("answering", "• Rest helps")
    view.apply(log.add("call.retried", "qwen", purpose="answer", reason="429", wait_s=1.0).events[-1])
    assert (view.members["qwen"].text, view.members["qwen"].wait_reason) == ("", "429")


def test_several_critiques_at_once_are_not_shown_mixed() -> None:
    log = Log().start(question(), QWEN, GPT, CLAUDE)
    log.add("critique.started", "qwen", 1, target="gpt").add("critique.started", "qwen", 1, target="claude")
    log.add("token.delta", "qwen", 1, purpose="critique", text='{"points": [{"reason": "Not so')
    view = DebateView.of(log.events)
    assert view.members["qwen"].text == ""
    done = Critique("k1", "qwen", "gpt", 1)
    view.apply(log.add("critique.finished", "qwen", 1, critique=to_plain(done)).events[-1])
    assert (view.members["qwen"].phase, view.members["qwen"].targets) == ("critiquing", ["claude"])


def test_the_judge_may_read_the_case_twice() -> None:
    log = Log().start(question(), QWEN).add("judge.started", round_=1)
    log.add("token.delta", "bench", purpose="judge", text='{"verdict": "It helps."}')
    log.add("call.finished", "bench", purpose="judge", cost_usd=None)
    log.add("token.delta", "bench", purpose="judge", text='{"verdict": "It')
    view = DebateView.of(log.events)
    assert view.judge.stream.text == "→ It"
    assert "bench" not in view.members
    assert (view.spending.calls, view.spending.unpriced) == (1, 1)


def test_replies_from_the_journal_cost_nothing_again() -> None:
    log = Log().start(question(), QWEN).call(QWEN, "answer").call(QWEN, "answer", cached=True)
    assert DebateView.of(log.events).spending.calls == 1


def test_a_resumed_run_keeps_what_was_said() -> None:
    log = Log().start(question(), QWEN, GPT).answer(QWEN, opinion(QWEN, "yes")).start(question(), QWEN, GPT)
    view = DebateView.of(log.events)
    assert view.members["qwen"].opinion == opinion(QWEN, "yes")


def test_an_event_applied_twice_counts_once() -> None:
    log = full_debate()
    view = DebateView.of([event for event in log.events for _ in range(2)])
    assert view == DebateView.of(log.events)


def test_an_abstention_keeps_the_reason() -> None:
    log = Log().start(question(), QWEN)
    log.add("answer.finished", "qwen", opinion=to_plain(abstention("qwen", 0, "the server is down")))
    member = DebateView.of(log.events).members["qwen"]
    assert (member.phase, member.reason) == ("abstained", "the server is down")


def test_a_follow_up_shows_the_question_that_stands_alone() -> None:
    log = Log().start(question("And in women?"), QWEN)
    log.add("question.rewritten", asked="And in women?", text="Do intervals raise VO2max in women?")
    view = DebateView.of(log.events)
    assert view.question is not None
    assert (view.question.text, view.asked) == ("Do intervals raise VO2max in women?", "And in women?")


def test_unknown_kinds_change_nothing() -> None:
    view = DebateView()
    view.apply(Event(RUN, 1, "", cast("EventKind", "from.the.future"), "x", 0, {"a": 1}))
    assert (view.members, view.phase) == ({}, "preparing")


SCALARS = st.sampled_from([None, True, 0, -1, 2**70, 0.5, float("nan"), "", "a", "choice", "\ud800"])
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.sampled_from(["name", "cost_usd"]), SCALARS)
KEYS = st.sampled_from(
    "question members estimate reason fix passages text purpose opinion assessment target critique verdict"
    " judgement message error exit_code cost_usd prompt_tokens cached".split()
)
KINDS = st.sampled_from([*get_args(EventKind), "something.else"])
TIMES = st.sampled_from(["", "now", "2026-11-23T09:00:00Z", "2026-11-23T09:00:00"])
EVENTS = st.builds(
    Event,
    run_id=st.just(RUN),
    seq=st.integers(1, 9),
    at=TIMES,
    kind=KINDS,
    member=st.sampled_from(["", "a", "b"]),
    round=st.integers(-1, 2),
    data=st.dictionaries(KEYS, VALUES, max_size=3),
)


@given(st.lists(EVENTS, max_size=8))
def test_no_log_makes_it_fall_over(log: list[Event]) -> None:
    """Not even one that no version of the program would write."""
    _look_at(DebateView.of(log))


@given(st.integers(0, 60), st.booleans())
def test_every_prefix_of_a_debate_is_a_state(length: int, broken: bool) -> None:
    log = broken_off() if broken else full_debate()
    _look_at(DebateView.of(log.events[:length]))


def _look_at(view: DebateView) -> None:
    """Read everything that a surface reads."""
    seen: list[Any] = [view.seconds, view.assessment, view.timeline, view.critiques, view.over, view.language]
    seen += [(member.opinion, member.text, member.name) for member in view.members.values()]
    assert len(seen) >= 6
