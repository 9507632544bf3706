"""Small diagrams as inline SVG: axes, lines, dots, and their words; nothing is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 460
HEIGHT: Final = 300
_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 16, 16, 44
_TICKS: Final = 5
_NAMED: Final = 12
"""Dots up to which each bears its name."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one colour, joined by a line or not.

    Args:
        name: in the legend; empty leaves it out.
        points: (x, y).
        look: the class that colours it.
        line: whether the points are joined.
        names: of the points, shown beside them.
    """

    name: str
    points: Sequence[Point]
    look: str = "a"
    line: bool = True
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, from where to where, and whether its values stand at it."""

    title: str
    low: float = 0.0
    high: float = 1.0
    percent: bool = True
    ticks: bool = True

    def place(self, value: float) -> float:
        """Where a value lies, in [0, 1]."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5

    def label(self, value: float) -> str:
        """A value as it stands at the axis."""
        if not self.ticks:
            return ""
        return f"{100 * value:.0f} %" if self.percent else f"{value:.4g}"


def around(values: Sequence[float], title: str, *, percent: bool = True) -> Axis:
    """An axis that holds these values with a little room."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = 0.08 * (high - low) or 0.02
    return Axis(title, max(0.0, low - room), high + room, percent)


def diagram(title: str, across: Axis, up: Axis, series: Sequence[Series]) -> str:
    """A figure with its caption; whoever cannot see it is told the title and each point."""
    parts = [*_grid(across, up), *(part for one in series for part in _drawn(across, up, one))]
    legend = "".join(f'<span class="{one.look}">{escape(one.name)}</span>' for one in series if one.name)
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(title)}">{"".join(parts)}</svg><p class="legend">{legend}</p></figure>'
    )


def _grid(across: Axis, up: Axis) -> list[str]:
    found = []
    for step in range(_TICKS + 1):
        share = step / _TICKS
        x, y = _x(share), _y(share)
        found.append(f'<line class="g" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{HEIGHT - _BOTTOM}"/>')
        found.append(f'<line class="g" x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - _RIGHT}" y2="{y:.1f}"/>')
        across_label = escape(across.label(across.low + share * (across.high - across.low)))
        up_label = escape(up.label(up.low + share * (up.high - up.low)))
        found.append(f'<text x="{x:.1f}" y="{HEIGHT - _BOTTOM + 15}" text-anchor="middle">{across_label}</text>')
        found.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{up_label}</text>')
    middle = (_LEFT + WIDTH - _RIGHT) / 2
    found.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across.title)}</text>')
    found.append(f'<text x="{_LEFT}" y="{_TOP - 5}" text-anchor="start">{escape(up.title)}</text>')
    return found


def _drawn(across: Axis, up: Axis, one: Series) -> list[str]:
    places = [(_x(across.place(x)), _y(up.place(y))) for x, y in one.points]
    found = []
    if one.line and places:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        found.append(f'<polyline class="{one.look}" points="{path}"/>')
    if one.line and len(places) > _NAMED:
        return found
    for number, ((x, y), (value, height)) in enumerate(zip(places, one.points, strict=True)):
        name = one.names[number] if number < len(one.names) else ""
        told = escape(f"{name} {across.label(value)}, {up.label(height)}".strip())
        found.append(f'<circle class="{one.look}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"><title>{told}</title></circle>')
        if name:
            side, shift = ("end", -6) if x > WIDTH / 2 else ("start", 6)
            found.append(f'<text x="{x + shift:.1f}" y="{y - 5:.1f}" text-anchor="{side}">{escape(name)}</text>')
    return found


def _x(share: float) -> float:
    return _LEFT + min(1.0, max(0.0, share)) * (WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return HEIGHT - _BOTTOM - min(1.0, max(0.0, share)) * (HEIGHT - _TOP - _BOTTOM)
