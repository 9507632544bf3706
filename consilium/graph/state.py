"""What the machine keeps between steps: plain JSON values, so that any checkpointer can hold it."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

from consilium.types.codec import from_plain
from consilium.types.evidence import Passage
from consilium.types.opinion import Critique, Opinion
from consilium.types.question import Question
from consilium.types.recollection import NO_COUNSEL, Counsel
from consilium.types.verdict import Assessment, Judgement

Plain = dict[str, Any]


def merged(left: dict[str, Plain], right: dict[str, Plain]) -> dict[str, Plain]:
    """Reducer of keyed records: a task that runs twice writes the same key and doubles nothing."""
    return {**left, **right}


class State(TypedDict, total=False):
    """The state of one run.

    ``opinions`` are keyed ``round/member``, ``critiques`` ``round/critic/target``, ``assessments``
    by round. ``round`` is 0 until the first critique. ``same`` has positions that come to the same as another one.
    """

    run_id: str
    secret: str
    question: Plain
    thread: str
    thread_private: bool
    evidence: list[Plain]
    counsel: Plain
    round: int
    opinions: Annotated[dict[str, Plain], merged]
    critiques: Annotated[dict[str, Plain], merged]
    assessments: Annotated[dict[str, Plain], merged]
    same: dict[str, str]
    judgement: Plain
    verdict: Plain


class Task(State, total=False):
    """What one fanned-out task reads: the state, and whose task it is."""

    member: str
    target: str


def question(state: State) -> Question:
    """The question being asked."""
    return from_plain(Question, state["question"])


def evidence(state: State) -> tuple[Passage, ...]:
    """The passages found for the question."""
    return tuple(from_plain(Passage, plain) for plain in state.get("evidence", ()))


def counsel(state: State) -> Counsel:
    """What the user has pinned and what is remembered, as the run began with it."""
    plain = state.get("counsel")
    return from_plain(Counsel, plain) if plain else NO_COUNSEL


def opinions(state: State, up_to: int | None = None) -> list[Opinion]:
    """Each member's latest opinion, in the order of names.

    Args:
        state: the run's state.
        up_to: the last round that counts; None counts all.
    """
    latest: dict[str, Opinion] = {}
    for plain in state.get("opinions", {}).values():
        opinion = from_plain(Opinion, plain)
        known = latest.get(opinion.member)
        in_time = up_to is None or opinion.round <= up_to
        if in_time and (known is None or opinion.round > known.round):
            latest[opinion.member] = opinion
    return [latest[name] for name in sorted(latest)]


def critiques(state: State, round_: int | None = None) -> list[Critique]:
    """Critiques of one round, or of all rounds, in a fixed order."""
    plain = state.get("critiques", {})
    every = [from_plain(Critique, plain[key]) for key in sorted(plain)]
    return [critique for critique in every if round_ is None or critique.round == round_]


def assessment(state: State) -> Assessment:
    """The assessment of the latest round."""
    return from_plain(Assessment, state["assessments"][str(state["round"])])


def judgement(state: State) -> Judgement | None:
    """What the judge wrote, if a judge was asked."""
    plain = state.get("judgement")
    return from_plain(Judgement, plain) if plain else None
