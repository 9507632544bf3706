"""Progress as lines on stderr, for pipes, logs and screen readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.text import Text

from consilium.export import one_line
from consilium.export.phrases import duration, percent, position
from consilium.types.event import Event
from consilium.types.question import AnswerKind
from consilium.view import DebateView
from consilium.wording import reader_language, say, speaking


class LineSurface:
    """One line for each thing worth knowing.

    Args:
        console: where the lines go.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._view = DebateView()
        self._language = reader_language()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""

    def show(self, event: Event) -> None:
        """Write the event's line, if it has one."""
        with self._lock:
            self._view.apply(event)
            # The run's own sentences are in the question's language; ours must not be in another.
            with speaking(self._view.question.language if self._view.question else self._language):
                line = _LINES[event.kind](self._view, event) if event.kind in _LINES else ""
            if line:
                self.note(line)

    def note(self, text: str) -> None:
        """Say something beside the debate."""
        self._console.print(Text(one_line(text)), soft_wrap=True)


def _kind(view: DebateView) -> AnswerKind:
    return view.question.kind if view.question else "open"


def _started(view: DebateView, _event: Event) -> str:
    names = ", ".join(view.members)
    return say("cli.line_started", run=view.run_id, names=names)


def _absent(view: DebateView, event: Event) -> str:
    member = view.members[event.member]
    line = say("cli.line_absent", member=member.name, reason=member.reason)
    return f"{line} → {member.fix}" if member.fix else line


def _evidence(view: DebateView, _event: Event) -> str:
    return say("cli.line_evidence", count=len(view.evidence))


def _opinion(view: DebateView, event: Event) -> str:
    member = view.members.get(event.member)
    opinion = member.opinion if member else None
    if opinion is None:
        return ""
    if opinion.abstained:
        return say("cli.line_abstained", member=opinion.member, reason=opinion.reason)
    held = position(opinion.position, _kind(view), reader_language())
    share = percent(opinion.confidence, reader_language())
    if opinion.position is None:
        return say("cli.line_testified", member=opinion.member, claims=len(opinion.claims))
    return say("cli.line_answered", member=opinion.member, position=held, share=share, claims=len(opinion.claims))


def _critique(view: DebateView, event: Event) -> str:
    mine = [critique for critique in view.critiques if critique.critic == event.member]
    if not mine:
        return ""
    last = mine[-1]
    if last.failed:
        return say("cli.line_critique_failed", critic=last.critic, target=last.target, reason=last.failed)
    return say("cli.line_critique", critic=last.critic, target=last.target, points=len(last.points))


def _assessed(view: DebateView, _event: Event) -> str:
    known = view.assessment
    return say("cli.line_assessed", round=known.round, why=known.why) if known else ""


def _finished(view: DebateView, _event: Event) -> str:
    return say("cli.line_finished", time=duration(view.seconds, reader_language()))


_LINES: Mapping[str, Callable[[DebateView, Event], str]] = {
    "run.started": _started,
    "member.absent": _absent,
    "evidence.found": _evidence,
    "question.rewritten": lambda view, _: say("cli.line_rewritten", text=view.question.text if view.question else ""),
    "call.retried": lambda _, event: say("cli.line_retried", member=event.member, reason=event.data.get("reason", "")),
    "answer.finished": _opinion,
    "revise.finished": _opinion,
    "critique.finished": _critique,
    "assessed": _assessed,
    "judge.started": lambda _view, _event: say("cli.line_judge"),
    "warning": lambda _, event: say("cli.line_warning", message=event.data.get("message", "")),
    "run.finished": _finished,
}
