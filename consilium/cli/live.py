"""The live view: the debate as it happens, redrawn a few times a second."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.text import Text

from consilium.cli.stage import stage
from consilium.types.event import Event
from consilium.view import DebateView
from consilium.wording import reader_language, speaking

FRAMES_A_SECOND = 8


class LiveSurface:
    """Draws the state of the debate on the terminal and leaves it clean for the verdict.

    Args:
        console: the terminal.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._view = DebateView()
        self._language = reader_language()
        # Events come from the consilium's own thread, frames are drawn in Rich's.
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._live = Live(
            console=console,
            get_renderable=self._frame,
            refresh_per_second=FRAMES_A_SECOND,
            transient=True,
            vertical_overflow="crop",
        )

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._began = time.monotonic()
        self._live.start(refresh=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the live view."""
        self._live.stop()

    def show(self, event: Event) -> None:
        """Take one event in; the next frame shows it."""
        with self._lock:
            self._view.apply(event)

    def note(self, text: str) -> None:
        """Print a line below everything shown so far."""
        self._console.print(Text(text, style="dim"), soft_wrap=True)

    def _frame(self) -> RenderableType:
        # The run's own sentences are in the question's language; ours must not be in another.
        question = self._view.question
        with self._lock, speaking(question.language if question else self._language):
            return stage(
                self._view,
                width=self._console.width,
                height=self._console.height,
                seconds=time.monotonic() - self._began,
            )
