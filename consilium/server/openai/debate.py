"""A debate told aloud, as the reasoning behind a reply: Markdown, paragraph by paragraph, while it happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from consilium.api.lines import DebateLines
from consilium.export.neutral import inline
from consilium.export.proceedings import Proceedings, gather
from consilium.export.redacted import redacted_event
from consilium.export.rounds import assessment_markdown, critique_markdown, opinion_markdown, round_heading
from consilium.types.event import Event
from consilium.types.question import Language

_SAID: Final = frozenset({"answer.finished", "revise.finished"})
_LINES: Final = frozenset(
    {
        "run.started",
        "member.absent",
        "evidence.found",
        "question.rewritten",
        "call.retried",
        "judge.started",
        "warning",
    }
)
_ROUNDS: Final = _SAID | {"critique.finished", "assessed"}


class Aloud:
    """Follows one run.

    Args:
        redacted: leave out what private notes went into.
    """

    def __init__(self, *, redacted: bool) -> None:
        self._redacted = redacted
        self._lines = DebateLines()
        self._events: list[Event] = []
        self._language: Language = "en"
        self._round = -1

    def tell(self, event: Event) -> str:
        """What an event adds, ending in an empty line; empty where that is nothing."""
        if event.kind == "token.delta":
            return ""
        if event.kind == "run.started":
            self._language = event.data["question"]["language"]
        shown = redacted_event(event, self._language) if self._redacted else event
        self._events.append(shown)
        line = self._lines.tell(shown)
        if shown.kind in _ROUNDS:
            parts = [*self._of_round(shown)]
        else:
            parts = [inline(line)] if line and shown.kind in _LINES else []
        return "".join(f"{part}\n\n" for part in parts)

    def whole(self, events: Sequence[Event]) -> str:
        """The debate of a run that has ended."""
        return "".join(self.tell(event) for event in events).rstrip()

    def _of_round(self, event: Event) -> Iterator[str]:
        told = gather(self._events)
        if event.round != self._round:
            self._round = event.round
            yield f"### {round_heading(told, event.round)}"
        yield from _said(told, event)


def _said(told: Proceedings, event: Event) -> Iterator[str]:
    if event.kind in _SAID:
        for opinion in told.opinions:
            if (opinion.member, opinion.round) == (event.member, event.round):
                yield f"**{inline(opinion.member)}**"
                yield from opinion_markdown(told, opinion, linked=False)
    elif event.kind == "critique.finished":
        for critique in told.critiques:
            if critique.id == event.data["critique"]["id"]:
                yield from critique_markdown(told, critique, linked=False)
    else:
        yield from (assessment_markdown(told, result) for result in told.assessments if result.round == event.round)
