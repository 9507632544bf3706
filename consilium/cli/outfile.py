"""The output of a batch: whole lines only, so that it can be gone on with after any interruption."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from consilium.cli.rows import RowId
from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.wording import say


class OutFile:
    """Appends one JSON object a line, each on disk before the next question is counted as done.

    Opening it drops what will be done again: a line cut off by a crash, and the errors of an
    earlier attempt. ``done`` holds the ids that have a verdict.

    Args:
        path: the file; made where it does not exist.

    Raises:
        UsageError: it holds something that is not a batch's output, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            kept = self._kept()
            self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as error:
            message = say("cli.cannot_write", path=path, error=error.strerror or error)
            raise UsageError(message, next_step=say("cli.check_file")) from error
        self.done: set[str] = {str(row["id"]) for row in kept}

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        os.close(self._handle)

    def write(self, row_id: RowId | None, fields: Mapping[str, Any]) -> None:
        """Append one row; returns once it is on disk."""
        text = json.dumps({"id": row_id, **fields}, ensure_ascii=False) + "\n"
        # One write of the whole line: an interruption comes before it or after it.
        os.write(self._handle, text.encode("utf-8", "replace"))
        os.fsync(self._handle)

    def _kept(self) -> list[dict[str, Any]]:
        """The rows that stand; the file is rewritten where others stood among them."""
        text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        lines = text.split("\n")
        torn = lines.pop()  # empty where the last line was finished
        rows = [self._parsed(line, number) for number, line in enumerate(lines, start=1)]
        kept = [line for line, row in zip(lines, rows, strict=True) if "error" not in row]
        if torn or len(kept) < len(lines):
            write_atomic(self._path, "".join(f"{line}\n" for line in kept))
        return [row for row in rows if "error" not in row]

    def _parsed(self, line: str, number: int) -> dict[str, Any]:
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or "id" not in row:
            message = say("cli.not_an_outfile", path=self._path, line=number)
            raise UsageError(message, next_step=say("cli.another_outfile"))
        return row
