"""A verdict as the server sent it, read no further than its reader needs."""

from __future__ import annotations

import json
from typing import Any, cast

from consilium.types.question import Language
from consilium.types.verdict import VerdictRecord, exit_code


class ReceivedVerdict:
    """What a verdict in process offers to whoever prints it.

    Args:
        plain: the contract's verdict object.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        self._plain = plain

    @property
    def run_id(self) -> str:
        """The run."""
        return str(self._plain["run_id"])

    @property
    def answer(self) -> str | None:
        """The answer; None where there is none."""
        return cast("str | None", self._plain["answer"])

    @property
    def status(self) -> str:
        """How much stands behind the answer."""
        return str(self._plain["status"])

    @property
    def stop_reason(self) -> str:
        """Why the debate ended."""
        return str(self._plain["stop_reason"])

    @property
    def language(self) -> Language:
        """The language of question and answer."""
        return cast(Language, self._plain["language"])

    @property
    def exit_code(self) -> int:
        """What a program that asked ends with."""
        causes = [member["cause"] for member in self._plain["members"] if member["state"] == "abstained"]
        return exit_code(self.status, causes)

    @property
    def record(self) -> VerdictRecord:
        """The whole record, for a card."""
        from consilium.types.codec import from_plain  # noqa: PLC0415  brings pydantic, and a bare answer needs none

        return from_plain(VerdictRecord, self._plain)

    def to_json(self) -> str:
        """The contract's verdict object as JSON text."""
        return json.dumps(self._plain, ensure_ascii=False)
