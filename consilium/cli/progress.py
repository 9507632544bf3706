"""Progress as lines on stderr, for pipes, logs and screen readers."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.text import Text

from consilium.api.lines import DebateLines
from consilium.export import one_line
from consilium.types.event import Event


class LineSurface:
    """One line for each thing worth knowing.

    Args:
        console: where the lines go.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lines = DebateLines()
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
            line = self._lines.tell(event)
            if line:
                self.note(line)

    def note(self, text: str) -> None:
        """Say something beside the debate."""
        self._console.print(Text(one_line(text)), soft_wrap=True)
