"""One frame of the live view: the question, the panels, the timeline of rounds, the judge, the status.

Pure: a state and a size in, a renderable out. It fills the terminal and never scrolls, so each panel
shows the end of what its member is writing.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from consilium.cli.panels import absentees, line, member_lines, member_panels
from consilium.cli.wrapping import tail
from consilium.export import printable
from consilium.export.phrases import duration, money, percent, position
from consilium.types.verdict import Assessment
from consilium.view import DebateView, RoundView
from consilium.wording import reader_language, say

JUDGE_LINES = 6
SHOWN_ROUNDS = 3
COMPACT_BELOW = 16
"""A terminal of fewer lines has no room for frames."""


def stage(view: DebateView, *, width: int, height: int, seconds: float) -> RenderableType:
    """The frame of one moment.

    Args:
        view: the state of the debate.
        width: columns of the terminal.
        height: its lines.
        seconds: how long the question has been running.
    """
    # One line is left free: a frame as high as the terminal makes it scroll.
    lines = height - 1
    head: list[RenderableType] = [line(view.question.text, "bold")] if view.question else []
    if height < COMPACT_BELOW:
        parts = [*head, *member_lines(view), *_timeline(view), *_judge_line(view)]
        return Group(*parts[: lines - 1], _status(view, seconds))
    judge = _judge(view, width)
    under = [*absentees(view), *_timeline(view)]
    foot = [*_warning(view), _status(view, seconds)]
    room = lines - len(head) - len(under) - len(foot) - (JUDGE_LINES if judge else 0)
    return Group(*head, *member_panels(view, width, room), *under, *judge, *foot)


def _timeline(view: DebateView) -> list[RenderableType]:
    """One line a round, the latest ones: who stands where, how far they agree, where it goes from here."""
    return [_round(view, turn) for turn in view.timeline[-SHOWN_ROUNDS:]]


def _round(view: DebateView, turn: RoundView) -> Text:
    label = say("cli.round", number=turn.number) if turn.number else say("view.run_answering")
    parts = [label]
    if turn.critiques:
        parts.append(say("cli.critiques", count=len(turn.critiques)))
    parts.append(_standing(view, turn.assessment) if turn.assessment else _said_so_far(turn))
    return line(" │ ".join(part for part in parts if part), "dim" if turn.assessment else "")


def _standing(view: DebateView, known: Assessment) -> str:
    kind = view.question.kind if view.question else "open"
    ordered = sorted(known.settlement.votes.items(), key=lambda vote: (-len(vote[1]), vote[0]))
    votes = [f"{position(held, kind, reader_language())} {'●' * len(members)}" for held, members in ordered]
    share = percent(known.settlement.agreement, reader_language())
    return " │ ".join([*([f"{' '.join(votes)} {share}"] if votes else []), known.why])


def _said_so_far(turn: RoundView) -> str:
    return say("cli.opinions", count=len(turn.opinions)) if turn.opinions else ""


def _judge(view: DebateView, width: int) -> list[RenderableType]:
    """The judge's panel, once it has begun."""
    if not view.judge.begun:
        return []
    written = tail(printable(_judged(view)), width - 4, JUDGE_LINES - 2)
    body = Text("\n".join(written), no_wrap=True, overflow="ellipsis")
    title = Text(say("cli.judge"))
    return [Panel(body, title=title, title_align="left", border_style="blue", height=JUDGE_LINES)]


def _judge_line(view: DebateView) -> list[RenderableType]:
    return [line(f"{say('cli.judge')}: {_judged(view)}", "blue")] if view.judge.begun else []


def _judged(view: DebateView) -> str:
    return view.judge.judgement.text if view.judge.judgement else view.judge.stream.text


def _warning(view: DebateView) -> list[RenderableType]:
    return [line(f"⚠ {view.warnings[-1]}", "yellow")] if view.warnings else []


def _status(view: DebateView, seconds: float) -> Text:
    """The status line: where the run is, how long it has taken, what it has cost."""
    language, spent = reader_language(), view.spending
    cost = money(spent.cost_usd, language)
    if spent.unpriced:
        cost = f"≥ {cost}"
    if view.estimate_usd:
        cost = say("cli.of_estimate", cost=cost.removesuffix(" USD"), estimate=money(view.estimate_usd, language))
    tokens = spent.prompt_tokens + spent.completion_tokens
    counts = say("cli.calls_and_tokens", calls=spent.calls, tokens=tokens)
    return line(" · ".join([say(f"view.run_{view.phase}"), duration(seconds, language), cost, counts]), "bold")
