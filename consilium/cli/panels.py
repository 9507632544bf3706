"""The members' panels: who does what, and what each is writing or has said."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from consilium.cli.wrapping import tail
from consilium.export import one_line, printable
from consilium.export.phrases import percent, position
from consilium.types.opinion import Opinion
from consilium.types.question import AnswerKind
from consilium.view import DebateView, MemberPhase, MemberView
from consilium.wording import reader_language, say

PANEL_WIDTH = 36
"""A column narrower than this breaks sentences into words."""

SMALLEST, LARGEST = 3, 14
"""Lines of a panel: below the first there is no room for its frame, above the second nobody reads on."""

_STYLES: dict[MemberPhase, str] = {
    "waiting": "dim",
    "answering": "cyan",
    "answered": "green",
    "abstained": "yellow",
    "critiquing": "magenta",
    "revising": "cyan",
    "absent": "dim",
}


def line(text: str, style: str = "") -> Text:
    """One line, cut at the terminal's edge."""
    return Text(one_line(text), style=style, no_wrap=True, overflow="ellipsis")


def member_panels(view: DebateView, width: int, lines: int) -> list[RenderableType]:
    """The panels of those present: columns side by side, stacked rows, or one line a member.

    Args:
        view: the state of the debate.
        width: columns of the terminal.
        lines: how many lines the panels may take together.
    """
    members = [member for member in view.members.values() if member.phase != "absent"]
    if not members:
        return []
    columns = max(1, min(len(members), width // PANEL_WIDTH))
    height = min(LARGEST, lines // math.ceil(len(members) / columns))
    if height < SMALLEST:
        return member_lines(view)[: max(lines, 0)]
    return [_grid(view, members, columns, width, height)]


def member_lines(view: DebateView) -> list[RenderableType]:
    """One line for each of those present."""
    return [_brief(view, member) for member in view.members.values() if member.phase != "absent"]


def absentees(view: DebateView) -> list[RenderableType]:
    """One line that names the members who are missing."""
    names = [member.name for member in view.members.values() if member.phase == "absent"]
    return [line(f"{say('view.member_absent')}: {', '.join(names)}", "dim")] if names else []


def _grid(view: DebateView, members: Sequence[MemberView], columns: int, width: int, height: int) -> Table:
    grid = Table.grid(expand=True)
    for _ in range(columns):
        grid.add_column(ratio=1)
    inside = width // columns - 4
    for start in range(0, len(members), columns):
        grid.add_row(*(_panel(view, member, inside, height) for member in members[start : start + columns]))
    return grid


def _panel(view: DebateView, member: MemberView, inside: int, height: int) -> Panel:
    body = Text("\n".join(tail(_said(view, member), inside, height - 2)), no_wrap=True, overflow="ellipsis")
    title = Text(_title(member))
    return Panel(body, title=title, title_align="left", border_style=_STYLES[member.phase], height=height)


def _brief(view: DebateView, member: MemberView) -> Text:
    return line(f"{_title(member)}: {_said(view, member)}", _STYLES[member.phase])


def _title(member: MemberView) -> str:
    return one_line(f"{member.name} · {say(f'view.member_{member.phase}')}")


def _said(view: DebateView, member: MemberView) -> str:
    """What it is writing; else why it waits, or what it last said."""
    if member.text:
        return printable(member.text)
    if member.wait_reason:
        return say("cli.waiting_for", reason=printable(member.wait_reason))
    if member.targets:
        return "\n".join(f"→ {one_line(target)}" for target in member.targets)
    return _held(member.opinion, view.question.kind if view.question else "open") if member.opinion else ""


def _held(opinion: Opinion, kind: AnswerKind) -> str:
    if opinion.abstained:
        return printable(opinion.reason)
    lines = [f"• {claim.text}" for claim in opinion.claims]
    if opinion.position is None or kind == "open":
        lines.append(f"→ {opinion.answer}")
    if opinion.position is not None:
        share = percent(opinion.confidence, reader_language())
        lines.append(f"→ {position(opinion.position, kind, reader_language())} ({share})")
    return printable("\n".join(lines))
