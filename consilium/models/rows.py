"""Members played from a file: its lines, checked, with the line's number in every complaint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from consilium.errors import ConfigError
from consilium.types.member import Endpoint
from consilium.types.request import ModelRequest
from consilium.wording import say

Row = TypeVar("Row", bound=BaseModel)

QUESTION = "question"
"""Origin of the parts of a prompt that hold the question."""


def read_rows(endpoint: Endpoint, setting: str, kind: type[Row]) -> list[Row]:
    """The rows of a member's file; blank lines are skipped.

    Args:
        endpoint: whose file it is.
        setting: the key of the card that names it, for the complaint.
        kind: what a row must be.

    Raises:
        ConfigError: there is no such file, or a line is not such a row.
    """
    path = endpoint.file
    if path is None or not path.is_file():
        message = say("models.no_file", member=endpoint.member, path=path or "—")
        raise ConfigError(message, next_step=say("models.name_file", setting=setting))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [_row(path, number, line, kind) for number, line in enumerate(lines, start=1) if line.strip()]


def question_of(request: ModelRequest) -> str:
    """The question's words in a prompt; the whole prompt where no part is marked as the question."""
    asked = [part.text for part in request.parts if part.origin == QUESTION]
    return "\n".join(asked or [part.text for part in request.parts])


def written(reply: Any) -> str:
    """A reply as text: rows may spell JSON out instead of quoting it."""
    return reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)


def _row(path: Path, number: int, line: str, kind: type[Row]) -> Row:
    try:
        return kind.model_validate(json.loads(line))
    except ValueError as error:
        problem = _problem(error)
        fields = ", ".join(kind.model_fields)
        message = say("models.bad_row", path=path, line=number, problem=problem)
        raise ConfigError(message, next_step=say("models.row_fields", fields=fields)) from error


def _problem(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    place = ".".join(str(step) for step in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
