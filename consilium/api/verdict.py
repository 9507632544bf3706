"""A verdict in the user's hands: it prints well and can be asked on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from consilium.export import verdict_markdown, verdict_rich
from consilium.types.codec import encodable, to_plain
from consilium.types.verdict import VerdictRecord


@dataclass(frozen=True)
class Verdict(VerdictRecord):
    """The verdict of a run.

    Prints as a card in a terminal (``rich.print(verdict)``), as Markdown in a notebook, and as plain
    text with ``print``. ``verdict.ask("…")`` asks a follow-up in the same thread.
    """

    door: Callable[[str], Verdict] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, record: VerdictRecord, door: Callable[[str], Verdict] | None = None) -> Verdict:
        """A record with a way to ask on."""
        values = {item.name: getattr(record, item.name) for item in fields(VerdictRecord)}
        return cls(**values, door=door)

    @property
    def record(self) -> VerdictRecord:
        """The bare record, as it is stored."""
        return VerdictRecord(**{item.name: getattr(self, item.name) for item in fields(VerdictRecord)})

    def ask(self, question: str) -> Verdict:
        """Ask a follow-up: it is made to stand alone, and this verdict is its context, never its evidence."""
        if self.door is None:
            message = "this verdict was not given a consilium to ask"
            raise TypeError(message)
        return self.door(question)

    def to_dict(self) -> dict[str, Any]:
        """The contract's verdict object."""
        return to_plain(self.record)

    def to_json(self, *, indent: int | None = None) -> str:
        """The contract's verdict object as JSON text."""
        return encodable(json.dumps(self.to_dict(), ensure_ascii=False, indent=indent))

    def __str__(self) -> str:
        """The verdict card as Markdown, which is also readable as plain text."""
        return verdict_markdown(self.record)

    def _repr_markdown_(self) -> str:
        return verdict_markdown(self.record)

    def __rich__(self) -> Any:
        """The verdict card for Rich."""
        return verdict_rich(self.record)
