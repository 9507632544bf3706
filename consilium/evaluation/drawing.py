"""Small diagrams as inline SVG: axes, lines, dots, and their words; nothing is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10, sqrt
from typing import Final

WIDTH: Final = 460
HEIGHT: Final = 300
_LEFT, _TOP, _RIGHT, _BOTTOM = 56, 22, 20, 44
_TICKS: Final = 5
_ROUND: Final = (1, 2, 2.5, 5, 10)
_ROOM: Final = 0.08
_NARROWEST: Final = 0.02
_CLOSE: Final = 1e-9
_LINE: Final = 12
"""Height of a line of small print."""
_RADIUS, _LEAST_RADIUS, _MOST_RADIUS = 3.5, 1.5, 8.0
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
        counts: what each point stands for; the more, the larger its dot.
        dots: whether a line shows its points, where they are few.
    """

    name: str
    points: Sequence[Point]
    look: str = "a"
    line: bool = True
    names: Sequence[str] = ()
    counts: Sequence[int] = ()
    dots: bool = True

    def radius(self, number: int) -> float:
        """Of a point's dot: its area tells its count."""
        most = max(self.counts, default=0)
        return _RADIUS if not most else max(_LEAST_RADIUS, _MOST_RADIUS * sqrt(self.counts[number] / most))


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, from where to where, and its marks: round values unless they are given."""

    title: str
    low: float = 0.0
    high: float = 1.0
    percent: bool = True
    step: float = 0.2
    given: tuple[tuple[float, str], ...] = ()

    def place(self, value: float) -> float:
        """Where a value lies, in [0, 1]."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5

    def label(self, value: float) -> str:
        """A value as it stands at the axis."""
        return f"{100 * value:.3g} %" if self.percent else f"{value:.4g}"

    @property
    def marks(self) -> tuple[tuple[float, str], ...]:
        """Values that have a line, with what stands at it."""
        if self.given:
            return self.given
        count = round((self.high - self.low) / self.step)
        values = [self.low + n * self.step for n in range(count + 1)]
        return tuple((value, self.label(value)) for value in values)


def around(values: Sequence[float], title: str, *, percent: bool = True) -> Axis:
    """An axis that holds these values with a little room, from one round value to another."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    # Values that hardly differ are not torn apart: that would show a difference where there is none.
    least = _NARROWEST if percent else _NARROWEST * high or 1.0
    room = max(_ROOM * (high - low), (least - (high - low)) / 2)
    low, high = max(0.0, low - room), high + room
    step = _step(low, high)
    # A share ends at 1, which every step divides.
    top = ceil(high / step - _CLOSE) * step
    return Axis(title, floor(low / step + _CLOSE) * step, min(1.0, top) if percent else top, percent, step)


def diagram(title: str, across: Axis, up: Axis, series: Sequence[Series]) -> str:
    """A figure with its caption; whoever cannot see it is told the title and each point."""
    parts = [*_grid(across, up), *(part for one in series for part in _drawn(across, up, one))]
    legend = "".join(f'<span class="{one.look}">{escape(one.name)}</span>' for one in series if one.name)
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(title)}">{"".join(parts)}</svg><p class="legend">{legend}</p></figure>'
    )


def _step(low: float, high: float) -> float:
    """A round distance of marks, of which about five fit between two values."""
    rough = (high - low) / _TICKS
    power = 10.0 ** floor(log10(rough))
    return next(times * power for times in _ROUND if times * power >= rough - _CLOSE * power)


def _grid(across: Axis, up: Axis) -> list[str]:
    found = []
    for value, label in across.marks:
        x = _x(across.place(value))
        found.append(f'<line class="g" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{HEIGHT - _BOTTOM}"/>')
        found.append(f'<text x="{x:.1f}" y="{HEIGHT - _BOTTOM + 15}" text-anchor="middle">{escape(label)}</text>')
    for value, label in up.marks:
        y = _y(up.place(value))
        found.append(f'<line class="g" x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - _RIGHT}" y2="{y:.1f}"/>')
        found.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(label)}</text>')
    middle = (_LEFT + WIDTH - _RIGHT) / 2
    found.append(f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle">{escape(across.title)}</text>')
    found.append(f'<text x="{_LEFT}" y="{_TOP - 7}" text-anchor="start">{escape(up.title)}</text>')
    return found


def _drawn(across: Axis, up: Axis, one: Series) -> list[str]:
    places = [(_x(across.place(x)), _y(up.place(y))) for x, y in one.points]
    found = []
    if one.line and places:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        found.append(f'<polyline class="{one.look}" points="{path}"/>')
    if not one.dots or (one.line and len(places) > _NAMED):
        return found
    for number, ((x, y), (value, height)) in enumerate(zip(places, one.points, strict=True)):
        name = one.names[number] if number < len(one.names) else ""
        counted = f" ({one.counts[number]})" if one.counts else ""
        told = escape(f"{name} {across.label(value)}, {up.label(height)}{counted}".strip())
        dot = f'<circle class="{one.look}" cx="{x:.1f}" cy="{y:.1f}" r="{one.radius(number):.1f}">'
        found.append(f"{dot}<title>{told}</title></circle>")
    return [*found, *_named(places, one.names)]


def _named(places: Sequence[Point], names: Sequence[str]) -> Iterator[str]:
    """Names beside their dots, towards the middle of the figure, and moved apart where they would overlap."""
    for side, shift, anchor in ((False, 5, "start"), (True, -5, "end")):
        here = [(place, name) for place, name in zip(places, names, strict=False) if (place[0] > WIDTH / 2) == side]
        here.sort(key=lambda one: one[0][1])
        for ((x, _), name), y in zip(here, apart([place[1] for place, _ in here]), strict=True):
            yield f'<text x="{x + shift:.1f}" y="{y - 4:.1f}" text-anchor="{anchor}">{escape(name)}</text>'


def apart(heights: Sequence[float]) -> list[float]:
    """Rising heights moved as little as it takes to stand a line apart, inside the figure."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + _LINE) if found else height)
    lowest = HEIGHT - _BOTTOM - _LINE / 2
    for place in reversed(range(len(found))):
        found[place] = min(found[place], lowest)
        lowest = found[place] - _LINE
    return found


def _x(share: float) -> float:
    return _LEFT + min(1.0, max(0.0, share)) * (WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return HEIGHT - _BOTTOM - min(1.0, max(0.0, share)) * (HEIGHT - _TOP - _BOTTOM)
