"""A debate told in lines: one sentence for each thing worth knowing, in the question's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consilium.export.phrases import duration, percent, position
from consilium.types.event import Event
from consilium.types.question import AnswerKind
from consilium.view import DebateView
from consilium.wording import reader_language, say, speaking


class DebateLines:
    """Follows one run; until its question is known, it speaks the reader's language."""

    def __init__(self) -> None:
        self._view = DebateView()
        self._language = reader_language()

    def tell(self, event: Event) -> str:
        """The event's line; empty where there is nothing to say."""
        self._view.apply(event)
        # The run's own sentences are in the question's language; ours must not be in another.
        with speaking(self._view.question.language if self._view.question else self._language):
            return _LINES[event.kind](self._view, event) if event.kind in _LINES else ""


def _kind(view: DebateView) -> AnswerKind:
    return view.question.kind if view.question else "open"


def _started(view: DebateView, _event: Event) -> str:
    names = ", ".join(view.members)
    return say("api.line_started", run=view.run_id, names=names)


def _absent(view: DebateView, event: Event) -> str:
    member = view.members[event.member]
    line = say("api.line_absent", member=member.name, reason=member.reason)
    return f"{line} → {member.fix}" if member.fix else line


def _evidence(view: DebateView, _event: Event) -> str:
    return say("api.line_evidence", count=len(view.evidence))


def _opinion(view: DebateView, event: Event) -> str:
    member = view.members.get(event.member)
    opinion = member.opinion if member else None
    if opinion is None:
        return ""
    if opinion.abstained:
        return say("api.line_abstained", member=opinion.member, reason=opinion.reason)
    held = position(opinion.position, _kind(view), reader_language())
    share = percent(opinion.confidence, reader_language())
    if opinion.position is None:
        return say("api.line_testified", member=opinion.member, claims=len(opinion.claims))
    return say("api.line_answered", member=opinion.member, position=held, share=share, claims=len(opinion.claims))


def _critique(view: DebateView, event: Event) -> str:
    mine = [critique for critique in view.critiques if critique.critic == event.member]
    if not mine:
        return ""
    last = mine[-1]
    if last.failed:
        return say("api.line_critique_failed", critic=last.critic, target=last.target, reason=last.failed)
    return say("api.line_critique", critic=last.critic, target=last.target, points=len(last.points))


def _assessed(view: DebateView, _event: Event) -> str:
    known = view.assessment
    return say("api.line_assessed", round=known.round, why=known.why) if known else ""


def _finished(view: DebateView, _event: Event) -> str:
    return say("api.line_finished", time=duration(view.seconds, reader_language()))


_LINES: Mapping[str, Callable[[DebateView, Event], str]] = {
    "run.started": _started,
    "member.absent": _absent,
    "evidence.found": _evidence,
    "question.rewritten": lambda view, _: say("api.line_rewritten", text=view.question.text if view.question else ""),
    "call.retried": lambda _, event: say("api.line_retried", member=event.member, reason=event.data.get("reason", "")),
    "answer.finished": _opinion,
    "revise.finished": _opinion,
    "critique.finished": _critique,
    "assessed": _assessed,
    "judge.started": lambda _view, _event: say("api.line_judge"),
    "warning": lambda _, event: say("api.line_warning", message=event.data.get("message", "")),
    "run.finished": _finished,
}
