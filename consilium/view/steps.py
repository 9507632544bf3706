"""One small function per kind of event: what it changes in the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from consilium.types.event import Event
from consilium.types.evidence import Passage
from consilium.types.member import MemberCard
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Question
from consilium.types.verdict import Assessment, Judgement, VerdictRecord
from consilium.view.reading import amount, record, records, text, whole
from consilium.view.state import DebateState, MemberPhase, MemberView, RoundView, Trouble

Step = Callable[[DebateState, Event], None]


def _member(state: DebateState, name: str) -> MemberView:
    """The member's view; a member that was never announced gets an empty card."""
    if name not in state.members:
        state.members[name] = MemberView(MemberCard(name, model="", vendor="", local=False))
    return state.members[name]


def _round(state: DebateState, number: int) -> RoundView:
    return state.rounds.setdefault(number, RoundView(number))


def _run_started(state: DebateState, event: Event) -> None:
    state.question = record(Question, event.data.get("question"))
    state.asked = text(event.data, "asked")
    state.parent = text(event.data, "parent")
    state.embedded = event.data.get("embedded") is True
    for card in records(MemberCard, event.data.get("members")):
        # A resumed run starts a second time: what its members said stands.
        known = state.members.setdefault(card.name, MemberView(card))
        known.card = card
    estimate = event.data.get("estimate")
    if isinstance(estimate, Mapping):
        state.estimate_usd = amount(estimate, "cost_usd")


def _member_absent(state: DebateState, event: Event) -> None:
    member = _member(state, event.member)
    member.phase = "absent"
    member.reason, member.fix = text(event.data, "reason"), text(event.data, "fix")


def _question_rewritten(state: DebateState, event: Event) -> None:
    state.asked = text(event.data, "asked") or state.asked
    if state.question is not None and text(event.data, "text"):
        state.question = replace(state.question, text=text(event.data, "text"))


def _evidence_found(state: DebateState, event: Event) -> None:
    state.evidence = tuple(records(Passage, event.data.get("passages")))


def _began(phase: MemberPhase) -> Step:
    """A step for a member that starts to write an answer or a revision."""

    def step(state: DebateState, event: Event) -> None:
        state.phase = "revising" if phase == "revising" else "answering"
        member = _member(state, event.member)
        member.phase = phase
        member.stream.clear()

    return step


def _opinion_given(state: DebateState, event: Event) -> None:
    opinion = record(Opinion, event.data.get("opinion"))
    member = _member(state, event.member or (opinion.member if opinion else ""))
    member.stream.clear()
    if opinion is None:
        return
    member.opinions.append(opinion)
    member.reason = opinion.reason if opinion.abstained else ""
    member.phase = "abstained" if opinion.abstained else "answered"
    member.answering_model = opinion.answering_model or member.answering_model
    _round(state, opinion.round).opinions[opinion.member] = opinion


def _critique_started(state: DebateState, event: Event) -> None:
    state.phase = "critiquing"
    member = _member(state, event.member)
    member.phase = "critiquing"
    member.targets.append(text(event.data, "target"))
    member.stream.clear()


def _critique_finished(state: DebateState, event: Event) -> None:
    critique = record(Critique, event.data.get("critique"))
    member = _member(state, event.member or (critique.critic if critique else ""))
    member.stream.clear()
    if critique is not None:
        _round(state, critique.round).critiques.append(critique)
    # Without a readable critique we cannot know which of several it was: the oldest is as good.
    if critique is not None and critique.target in member.targets:
        member.targets.remove(critique.target)
    elif member.targets:
        member.targets.pop(0)
    if not member.targets and member.phase == "critiquing":
        member.phase = _settled(member)


def _settled(member: MemberView) -> MemberPhase:
    if member.opinion is None:
        return "waiting"
    return "abstained" if member.opinion.abstained else "answered"


def _assessed(state: DebateState, event: Event) -> None:
    assessment = record(Assessment, event.data.get("assessment"))
    if assessment is not None:
        _round(state, assessment.round).assessment = assessment


def _judge_started(state: DebateState, _event: Event) -> None:
    state.phase = "judging"
    state.judge.begun = True
    state.judge.stream.clear()


def _judge_finished(state: DebateState, event: Event) -> None:
    state.judge.stream.clear()
    state.judge.judgement = record(Judgement, event.data.get("judgement")) or state.judge.judgement


def _token_delta(state: DebateState, event: Event) -> None:
    purpose = text(event.data, "purpose")
    if purpose == "judge" or (event.member not in state.members and state.judge.begun):
        state.judge.stream.add(purpose, text(event.data, "text"))
    elif purpose in {"answer", "critique", "revise", "repair"}:
        _member(state, event.member).stream.add(purpose, text(event.data, "text"))


def _call_finished(state: DebateState, event: Event) -> None:
    if event.member in state.members:
        member = state.members[event.member]
        member.answering_model = text(event.data, "answering_model") or member.answering_model
        member.wait_reason = ""
    elif text(event.data, "purpose") == "judge":
        # The judge may read the case twice; what it wrote first must not run into the second.
        state.judge.stream.clear()
    if event.data.get("cached") is True:
        return  # A journalled reply: it was counted when it was paid for.
    cost, spending = amount(event.data, "cost_usd"), state.spending
    spending.calls += 1
    spending.prompt_tokens += whole(event.data, "prompt_tokens")
    spending.completion_tokens += whole(event.data, "completion_tokens")
    spending.cost_usd += cost or 0.0
    spending.unpriced += cost is None


def _call_retried(state: DebateState, event: Event) -> None:
    if event.member in state.members:
        member = state.members[event.member]
        member.retries += 1
        member.wait_reason = text(event.data, "reason")
        member.stream.clear()
    else:
        state.judge.stream.clear()


def _warning(state: DebateState, event: Event) -> None:
    message = text(event.data, "message")
    if message and message not in state.warnings:
        state.warnings.append(message)


def _run_finished(state: DebateState, event: Event) -> None:
    state.phase = "finished"
    state.verdict = record(VerdictRecord, event.data.get("verdict"))


def _run_failed(state: DebateState, event: Event) -> None:
    state.phase = "failed"
    error, next_step = text(event.data, "error"), text(event.data, "next_step")
    state.trouble = Trouble(error, next_step, whole(event.data, "exit_code", 1))


STEPS: Mapping[str, Step] = {
    "run.started": _run_started,
    "member.absent": _member_absent,
    "question.rewritten": _question_rewritten,
    "evidence.found": _evidence_found,
    "answer.started": _began("answering"),
    "token.delta": _token_delta,
    "call.finished": _call_finished,
    "call.retried": _call_retried,
    "answer.finished": _opinion_given,
    "assessed": _assessed,
    "critique.started": _critique_started,
    "critique.finished": _critique_finished,
    "revise.started": _began("revising"),
    "revise.finished": _opinion_given,
    "judge.started": _judge_started,
    "judge.finished": _judge_finished,
    "warning": _warning,
    "run.finished": _run_finished,
    "run.failed": _run_failed,
}
