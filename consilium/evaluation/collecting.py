"""Verdicts on open questions, each with what the members had answered on their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from consilium.api.consilium import Consilium
from consilium.evaluation.pairwise import Asked
from consilium.types.event import Event


def collected(consilium: Consilium, questions: Sequence[str]) -> list[Asked]:
    """Ask every question; one on which nobody or only the embedded experts answered is left out."""
    found = []
    for question in questions:
        answers: dict[str, str] = {}
        verdict = consilium.ask(question, kind="open", on_event=partial(_note, answers))
        if verdict.answer and answers and verdict.status not in {"embedded", "no_quorum"}:
            found.append(Asked(question, verdict.answer, answers))
    return found


def _note(answers: dict[str, str], event: Event) -> None:
    """A member's first answer, before it has read anybody else's."""
    if event.kind == "answer.finished" and event.data["opinion"]["answer"]:
        answers[event.member] = event.data["opinion"]["answer"]
