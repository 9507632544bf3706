"""Labelled questions with recorded responses: read row by row, what is wrong with a row counted and told."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeGuard

from consilium.api.framing import frame
from consilium.deciding.positions import position_of
from consilium.errors import UsageError
from consilium.types.question import Question
from consilium.types.request import Usage
from consilium.wording import say

_LONGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """A question whose answer is known, and what each member replied to it.

    Args:
        id: of the row, unique in its file.
        question: as it would be asked.
        gold: the right position; None where nobody knows it: such a row is answered, not scored.
        category: the topic, empty where none is given.
        responses: each member's reply as text; None where it gave none.
        usage: what each member's reply cost, where that was recorded.
        seconds: how long each member's reply took, where that was recorded.
        unread_gold: a gold that is no answer to the question; empty where there is none such.
    """

    id: str
    question: Question
    gold: str | None
    category: str = ""
    responses: Mapping[str, str | None] = field(default_factory=dict)
    usage: Mapping[str, Usage] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    unread_gold: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used, and why; ``line`` counts from 1."""

    line: int
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """The rows of a file, and those that were left out."""

    rows: tuple[LabelledRow, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Everyone who replied to any row, in the order of names."""
        return tuple(sorted({name for row in self.rows for name in row.responses}))


def read_labelled(path: Path) -> Labelled:
    """The labelled rows of a JSON Lines file.

    Raises:
        UsageError: the file cannot be read, or holds no usable row.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UsageError(
            say("evaluation.unreadable", path=path, reason=reason), next_step=say("evaluation.row_shape")
        ) from error
    rows: dict[str, LabelledRow] = {}
    faults = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = _row(line)
        except UsageError as error:
            faults.append(Fault(number, _id_of(line), str(error)))
            continue
        if row.id in rows:
            faults.append(Fault(number, row.id, say("evaluation.duplicate")))
        rows.setdefault(row.id, row)
    if not rows:
        reason = faults[0].reason if faults else say("evaluation.empty")
        raise UsageError(say("evaluation.no_rows", path=path, reason=reason), next_step=say("evaluation.row_shape"))
    return Labelled(tuple(rows.values()), tuple(faults))


def _row(line: str) -> LabelledRow:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(say("evaluation.not_json", reason=error)) from error
    if not isinstance(plain, dict):
        raise UsageError(say("evaluation.not_object"))
    row_id, text, responses = plain.get("id"), plain.get("question"), plain.get("responses")
    if isinstance(row_id, bool) or not isinstance(row_id, str | int) or row_id == "":
        raise UsageError(say("evaluation.no_id"))
    if not isinstance(text, str):
        raise UsageError(say("evaluation.no_question"))
    if not isinstance(responses, dict) or not responses:
        raise UsageError(say("evaluation.no_responses"))
    question = frame(text, plain.get("kind"), plain.get("options"), _LONGEST)
    told = plain.get("gold")
    gold = "" if told is None else str(told)
    position = position_of(question, gold, gold) if gold else None
    return LabelledRow(
        id=str(row_id),
        question=question,
        gold=position,
        category=str(plain.get("category") or ""),
        responses={str(name): _text(reply) for name, reply in responses.items()},
        usage=dict(_usages(plain.get("usage"))),
        seconds=dict(_seconds(plain.get("usage"))),
        unread_gold=gold if position is None else "",
    )


def _text(reply: object) -> str | None:
    return reply if reply is None or isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)


def _usages(plain: object) -> Iterator[tuple[str, Usage]]:
    """What each member's reply cost: fields that are no numbers count as nothing."""
    if isinstance(plain, dict):
        for name, told in plain.items():
            if isinstance(told, dict):
                yield str(name), Usage(**dict(_numbers(told)), calls=1)


def _seconds(plain: object) -> Iterator[tuple[str, float]]:
    if isinstance(plain, dict):
        for name, told in plain.items():
            seconds = told.get("seconds") if isinstance(told, dict) else None
            if _counts(seconds):
                yield str(name), float(seconds)


_FIELDS: Final = ("prompt_tokens", "completion_tokens", "cached_tokens", "cost_usd")


def _numbers(told: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    return [(key, told[key]) for key in _FIELDS if _counts(told.get(key))]


def _counts(figure: object) -> TypeGuard[float]:
    """Whether a figure can be what something took: no number without an end, and none below nought."""
    return isinstance(figure, int | float) and not isinstance(figure, bool) and math.isfinite(figure) and figure >= 0


def _id_of(line: str) -> str:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return str(plain.get("id", "")) if isinstance(plain, dict) else ""
