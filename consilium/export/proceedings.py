"""The proceedings of a run: its events put in order, whatever became of it.

Everything a transcript says comes from here, and the JSON transcript is this record itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from consilium.export.reading import all_readable, readable
from consilium.types.event import Event
from consilium.types.evidence import Passage
from consilium.types.member import Absence, MemberCard
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Language, Question
from consilium.types.recollection import Correction
from consilium.types.verdict import SCHEMA_VERSION, Assessment, Judgement, VerdictRecord

Outcome = Literal["done", "failed", "interrupted", "unfinished"]

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class CallNote:
    """One call as the log tells it; ``cached`` replies came from the journal and cost nothing again."""

    purpose: str = ""
    member: str = ""
    round: int = 0
    template: str = ""
    model: str = ""
    answering_model: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0
    finish: str = ""
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """How a run failed, and what the reader can do about it."""

    error: str = ""
    next_step: str = ""
    exit_code: int = 1


@dataclass(frozen=True, slots=True)
class Proceedings:
    """One run from the question to the verdict, or as far as it got.

    ``journal`` holds the calls with their full prompts and replies where the exporter was given them;
    ``corrections`` is what the user said of the verdict later.
    """

    run_id: str
    outcome: Outcome
    began: str = ""
    question: Question | None = None
    asked: str = ""
    parent: str = ""
    embedded: bool = False
    members: tuple[MemberCard, ...] = ()
    absences: tuple[Absence, ...] = ()
    evidence: tuple[Passage, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    critiques: tuple[Critique, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    judgement: Judgement | None = None
    warnings: tuple[str, ...] = ()
    calls: tuple[CallNote, ...] = ()
    prompts: Mapping[str, str] = field(default_factory=dict)
    failure: Failure | None = None
    verdict: VerdictRecord | None = None
    journal: tuple[Mapping[str, Any], ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    schema_version: int = SCHEMA_VERSION

    @property
    def language(self) -> Language:
        """The question's language."""
        if self.question:
            return self.question.language
        return self.verdict.language if self.verdict else "en"

    @property
    def last_round(self) -> int:
        """The number of the last round in which anything was said."""
        rounds = [
            *(opinion.round for opinion in self.opinions),
            *(critique.round for critique in self.critiques),
            *(assessment.round for assessment in self.assessments),
        ]
        return max(rounds, default=0)


def gather(
    events: Sequence[Event], verdict: VerdictRecord | None = None, journal: Sequence[Mapping[str, Any]] | None = None
) -> Proceedings:
    """Put the events of one run in order.

    Args:
        events: the run's log so far; it may end anywhere.
        verdict: the verdict as stored; taken from the log where it is not given.
        journal: calls with prompts and replies, for the JSON form.
    """
    start = _latest(events, "run.started")
    members = tuple(all_readable(MemberCard, _listed(start.get("members"))))
    failure = _failure(events)
    final = verdict or readable(VerdictRecord, _latest(events, "run.finished").get("verdict"))
    return Proceedings(
        run_id=events[0].run_id if events else (final.run_id if final else ""),
        outcome=_outcome(final, failure),
        began=events[0].at if events else "",
        question=_question(events, start),
        asked=str(_latest(events, "question.rewritten").get("asked") or start.get("asked") or ""),
        parent=str(start.get("parent") or ""),
        embedded=start.get("embedded") is True,
        members=members,
        absences=_absences(events),
        evidence=tuple(all_readable(Passage, _listed(_latest(events, "evidence.found").get("passages")))),
        opinions=_opinions(events, members),
        critiques=_critiques(events),
        assessments=_assessments(events),
        judgement=readable(Judgement, _latest(events, "judge.finished").get("judgement")),
        warnings=_warnings(events, final),
        calls=_calls(events),
        prompts=_prompts(start.get("prompts")),
        failure=failure,
        verdict=final,
        journal=tuple(journal or ()),
        events=tuple(event for event in events if event.kind != "token.delta"),
    )


def _latest(events: Sequence[Event], kind: str) -> Mapping[str, Any]:
    """The data of the last event of a kind: a resumed run writes some of them twice."""
    return next((event.data for event in reversed(events) if event.kind == kind), {})


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _prompts(value: object) -> dict[str, str]:
    return {str(name): str(digest) for name, digest in value.items()} if isinstance(value, Mapping) else {}


def _question(events: Sequence[Event], start: Mapping[str, Any]) -> Question | None:
    plain = start.get("question")
    rewritten = _latest(events, "question.rewritten").get("text")
    if isinstance(plain, Mapping) and isinstance(rewritten, str):
        plain = {**plain, "text": rewritten}
    return readable(Question, plain)


def _absences(events: Sequence[Event]) -> tuple[Absence, ...]:
    absent = {event.member: event.data for event in events if event.kind == "member.absent"}
    return tuple(
        Absence(name, str(data.get("reason") or ""), str(data.get("fix") or "")) for name, data in absent.items()
    )


def _opinions(events: Sequence[Event], members: Sequence[MemberCard]) -> tuple[Opinion, ...]:
    """Every opinion once, round by round, in the order in which the panel sits."""
    plain = [event.data.get("opinion") for event in events if event.kind in {"answer.finished", "revise.finished"}]
    by_place = {(record.round, record.member): record for record in all_readable(Opinion, plain)}
    seat = {card.name: number for number, card in enumerate(members)}
    order = sorted(by_place, key=lambda place: (place[0], seat.get(place[1], len(seat)), place[1]))
    return tuple(by_place[place] for place in order)


def _critiques(events: Sequence[Event]) -> tuple[Critique, ...]:
    plain = [event.data.get("critique") for event in events if event.kind == "critique.finished"]
    by_place = {(record.round, record.critic, record.target): record for record in all_readable(Critique, plain)}
    return tuple(by_place[place] for place in sorted(by_place))


def _assessments(events: Sequence[Event]) -> tuple[Assessment, ...]:
    plain = [event.data.get("assessment") for event in events if event.kind == "assessed"]
    by_round = {record.round: record for record in all_readable(Assessment, plain)}
    return tuple(by_round[number] for number in sorted(by_round))


def _warnings(events: Sequence[Event], verdict: VerdictRecord | None) -> tuple[str, ...]:
    told = [str(event.data.get("message") or "") for event in events if event.kind == "warning"]
    return tuple(dict.fromkeys(line for line in [*told, *(verdict.warnings if verdict else ())] if line))


def _calls(events: Sequence[Event]) -> tuple[CallNote, ...]:
    finished = [event for event in events if event.kind == "call.finished"]
    return tuple(all_readable(CallNote, [{**e.data, "member": e.member, "round": e.round} for e in finished]))


def _failure(events: Sequence[Event]) -> Failure | None:
    # A run that failed, was resumed and reached a verdict has not failed.
    ended = [event for event in events if event.kind in {"run.failed", "run.finished"}]
    return readable(Failure, ended[-1].data) if ended and ended[-1].kind == "run.failed" else None


def _outcome(verdict: VerdictRecord | None, failure: Failure | None) -> Outcome:
    if verdict is not None:
        return "done"
    if failure is None:
        return "unfinished"
    return "interrupted" if failure.exit_code == INTERRUPTED else "failed"
