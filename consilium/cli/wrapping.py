"""Fitting text that grows into a box that does not."""

from __future__ import annotations

import textwrap

from rich.cells import cell_len, set_cell_size


def tail(text: str, width: int, lines: int) -> list[str]:
    """The last ``lines`` lines of a text wrapped at ``width`` cells: the end is what is being written."""
    wrapped = [row for line in text.splitlines() for row in textwrap.wrap(line, max(width, 1)) or [""]]
    return [_fitted(row, width) for row in wrapped[-lines:]] if lines > 0 else []


def _fitted(row: str, width: int) -> str:
    # textwrap counts characters; a line of wide ones (ideographs, emoji) may still be too long.
    return set_cell_size(row, width) if cell_len(row) > width else row
