"""What runs turned out to be worth: the truth that somebody told later, beside what each member had held."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from consilium.deciding.aligning import same_position
from consilium.deciding.learning.rows import Labelled
from consilium.deciding.positions import position_of
from consilium.errors import UsageError
from consilium.store import Feedback, SqliteRunStore
from consilium.types.codec import from_plain
from consilium.types.question import Question
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

Repair = Literal["", "fixed", "broken", "neither"]
Answers = dict[str, str | None]
TOPIC: Final = "topic"
_OPPOSITE: Final = {"yes": "no", "no": "yes"}


@dataclass(frozen=True, slots=True)
class KnownOutcome:
    """A run whose truth is known by now.

    Args:
        run_id: the run.
        ballot: what its members held at the end, with the truth.
        position: the verdict's.
        settled: what the members had settled on before any judge.
        repair: what the judge's overturn did: fixed a wrong settlement, broke a right one, or neither; empty
            where nothing was overturned.
    """

    run_id: str
    ballot: Labelled
    position: str | None
    settled: str | None
    repair: Repair = ""


def told(store: SqliteRunStore, run_id: str, words: str) -> Feedback:
    """A truth about a run as feedback to keep: ``right``, ``wrong``, or the answer it should have had.

    Raises:
        UsageError: the run has no verdict, or the words are no answer to its question.
    """
    verdict = store.verdict(run_id)
    if verdict is None:
        raise UsageError(say("assembly.no_verdict", run=run_id), next_step="consilium runs list")
    if words in {"right", "wrong"}:
        return Feedback(run_id, "right" if words == "right" else "wrong")
    question = _question(store, run_id)
    if question is None or question.kind == "open":
        return Feedback(run_id, answer=words)
    truth = position_of(question, words, words)
    if truth is None:
        raise UsageError(say("assembly.no_answer", answer=words, kind=question.kind), next_step=_wanted(question))
    same = verdict.position is not None and _same(question, verdict.position, truth)
    return Feedback(run_id, "right" if same else "wrong", answer=words)


def outcomes(store: SqliteRunStore, panel: Mapping[str, str] | None = None) -> list[KnownOutcome]:
    """Runs whose truth is known, oldest first; runs on open questions have no truth to be counted by.

    Args:
        store: all runs.
        panel: members with their models: only runs count in which all of these were seated, alone or among others,
            and only what they held; None counts all runs and everyone. A member that has changed its model since
            is somebody else.
    """
    return [one for run_id in store.feedback.told() if (one := _outcome(store, run_id, panel)) is not None]


def _outcome(store: SqliteRunStore, run_id: str, panel: Mapping[str, str] | None) -> KnownOutcome | None:
    question, verdict = _question(store, run_id), store.verdict(run_id)
    if question is None or verdict is None or question.kind == "open":
        return None
    answers = _answers(verdict, _experts(store, run_id), panel)
    gold = _truth(store, run_id, question, verdict) if answers else None
    if gold is None:
        return None
    gold = next((held for held in answers.values() if held and _same(question, held, gold)), gold)
    topic = str(store.summary(run_id).settings.get(TOPIC, {}).get("name", "")) or question.kind
    options = {option.label: option.text for option in question.options}
    ballot = Labelled(run_id, answers, gold, topic, options, {}, question.text)
    settled = _settled(store, run_id)
    overturned = verdict.decided_by == "overturn"
    repair = _repair(question, settled, verdict.position, gold) if overturned else ""
    return KnownOutcome(run_id, ballot, verdict.position, settled, repair)


def _answers(verdict: VerdictRecord, experts: Collection[str], panel: Mapping[str, str] | None) -> Answers:
    """What each model held at the end; empty where somebody of the panel was not seated, or not asked."""
    asked = {one.name: one for one in verdict.members if one.name not in experts and one.state != "not_asked"}
    if panel is None:
        # Whoever was not there has shown no skill.
        return {name: one.position for name, one in asked.items() if one.state != "absent"}
    if any(name not in asked or asked[name].model != model for name, model in panel.items()):
        return {}
    return {name: asked[name].position for name in panel}


def _experts(store: SqliteRunStore, run_id: str) -> set[str]:
    """Members without a model: beside models they testify and do not vote."""
    event = store.last_event(run_id, "run.started")
    return {card["name"] for card in event.data["members"] if card["expert"]} if event else set()


def _truth(store: SqliteRunStore, run_id: str, question: Question, verdict: VerdictRecord) -> str | None:
    """The right position by the newest remark that tells it."""
    for remark in reversed(store.feedback.of(run_id)):
        if remark.answer:
            return position_of(question, remark.answer, remark.answer)
        if remark.outcome == "right":
            return verdict.position
        if remark.outcome == "wrong":
            # Of two answers the other one is right; of more nobody can tell.
            return _OPPOSITE.get(verdict.position or "") if question.kind == "yes_no" else None
    return None


def _repair(question: Question, settled: str | None, position: str | None, gold: str) -> Repair:
    """What leaving the settled position did; a judge may spell its own as no member does."""
    if position is not None and _same(question, position, gold):
        return "fixed"
    return "broken" if settled is not None and _same(question, settled, gold) else "neither"


def _same(question: Question, one: str, other: str) -> bool:
    return same_position(question.kind, one, other, tolerance=question.tolerance)


def _settled(store: SqliteRunStore, run_id: str) -> str | None:
    event = store.last_event(run_id, "assessed")
    found: str | None = event.data["assessment"]["settlement"]["position"] if event else None
    return found


def _question(store: SqliteRunStore, run_id: str) -> Question | None:
    plain = store.summary(run_id).settings.get("question")
    return from_plain(Question, plain) if plain else None


def _wanted(question: Question) -> str:
    return ", ".join(question.labels) or question.kind.replace("_", " / ")
