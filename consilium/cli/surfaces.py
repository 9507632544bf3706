"""What the user sees while the panel debates: a live view, progress lines, or nothing."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self

from consilium.types.event import Event


class Surface(Protocol):
    """Shows a debate's events; entered before the question is asked and left when it is answered."""

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened."""
        ...

    def show(self, event: Event) -> None:
        """Take one event in; may be called from another thread."""
        ...

    def note(self, text: str) -> None:
        """Say something beside the debate."""
        ...


class SilentSurface:
    """Shows nothing: for ``--json`` and ``--quiet``."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""

    def show(self, event: Event) -> None:
        """Nothing."""

    def note(self, text: str) -> None:
        """Nothing."""


def choose_surface(*, silent: bool, no_color: bool) -> Surface:
    """Live in a terminal; lines on stderr where stdout goes elsewhere; silence where that was asked.

    Args:
        silent: show nothing but the result.
        no_color: without colours.
    """
    if silent:
        return SilentSurface()
    # Rich comes with these, and a silent run has no use for it.
    from consilium.cli.live import LiveSurface  # noqa: PLC0415
    from consilium.cli.progress import LineSurface  # noqa: PLC0415
    from consilium.cli.screen import console  # noqa: PLC0415

    if sys.stdout.isatty():
        return LiveSurface(console(no_color=no_color))
    return LineSurface(console(stderr=True, no_color=no_color))
