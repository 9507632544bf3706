"""The files that ``consilium evaluate`` writes: predictions and the page; never over a file that it reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.evaluation.examining import Exam
from consilium.evaluation.rows import Fault
from consilium.types.codec import to_json
from consilium.wording import say


def check_target(target: Path | None, others: Mapping[str, Path | None]) -> None:
    """Refuse a file that cannot be written, or that something else stands in, before anything long begins.

    Args:
        target: the file to write; None where none was asked for.
        others: what else is read or written, by the name of its argument.

    Raises:
        UsageError: it is a folder, or the same as one of the others.
    """
    if target is None:
        return
    if target.is_dir():
        raise UsageError(say("evaluation.target_folder", path=target), next_step=str(target / "out.jsonl"))
    for name, other in others.items():
        if other is not None and other.resolve() == target.resolve():
            raise UsageError(say("evaluation.target_same", path=target, argument=name))


def write_text(target: Path, text: str) -> None:
    """Write a file that the user asked for.

    Raises:
        UsageError: it cannot be written there.
    """
    try:
        write_atomic(target, text)
    except OSError as error:
        raise UsageError(say("evaluation.unwritable", path=target, reason=error.strerror or error)) from error


def predictions(exam: Exam, faults: tuple[Fault, ...]) -> str:
    """A line for each row of the test file.

    Those that could not be used come first: of rows with one id the answered one is then the last.
    """
    rows = [*map(_refused, faults), *(one.plain() for one in exam.predictions)]
    return "".join(f"{to_json(row)}\n" for row in rows)


def _refused(fault: Fault) -> dict[str, Any]:
    """A row that could not be used stands among the predictions with its reason."""
    row = {"id": fault.id, "line": fault.line, "answer": None, "confidence": 0.0, "members_asked": []}
    return {**row, "decided_by": "", "error": fault.reason}
