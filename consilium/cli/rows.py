"""Rows of a batch: what is read, what has been done already, what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from consilium.cli.asking import Options
from consilium.errors import UsageError
from consilium.types.question import AnswerKind
from consilium.wording import say

RowId = str | int


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a batch, or what is wrong with its line (``fault``)."""

    line: int
    id: RowId | None
    question: str = ""
    kind: AnswerKind | None = None
    options: Options | None = None
    fault: str = ""


def read_rows(path: Path) -> list[Row]:
    """All rows of a file, good and bad; blank lines are skipped.

    Raises:
        UsageError: the file cannot be read, or two rows have the same id.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(say("cli.unreadable", path=path, error=reason), next_step=say("cli.check_file")) from error
    # Only a line feed ends a row: JSON text may hold the other characters that splitlines breaks at.
    rows = [_row(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    _refuse_duplicates(rows)
    return rows


def _row(number: int, text: str) -> Row:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Row(number, None, fault=say("cli.row_not_json", line=number, error=error))
    if not isinstance(plain, dict):
        return Row(number, None, fault=say("cli.row_not_object", line=number))
    row_id = plain.get("id")
    if isinstance(row_id, bool) or not isinstance(row_id, str | int) or row_id == "":
        return Row(number, None, fault=say("cli.row_no_id", line=number))
    fault = next(_faults(number, plain), "")
    if fault:
        return Row(number, row_id, fault=fault)
    return Row(number, row_id, plain["question"], cast("AnswerKind | None", plain.get("kind")), plain.get("options"))


def _faults(number: int, plain: Mapping[str, Any]) -> Iterator[str]:
    question, kind, options = plain.get("question"), plain.get("kind"), plain.get("options")
    if not isinstance(question, str) or not question.strip():
        yield say("cli.row_no_question", line=number)
    if kind is not None and kind not in get_args(AnswerKind):
        yield say("cli.row_bad_kind", line=number, kinds=", ".join(get_args(AnswerKind)))
    values = list(options.values()) if isinstance(options, dict) else options
    if values is not None and not (isinstance(values, list) and all(isinstance(text, str) for text in values)):
        yield say("cli.row_bad_options", line=number)


def _refuse_duplicates(rows: list[Row]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if row.id is None:
            continue
        # 1 and "1" are two ids in JSON, and one in every table somebody makes of it.
        first = seen.setdefault(str(row.id), row.line)
        if first != row.line:
            message = say("cli.row_duplicate", line=row.line, first=first, id=row.id)
            raise UsageError(message, next_step=say("cli.row_unique"))
