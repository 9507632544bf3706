"""What can go wrong with a run at the server, as the same errors that it would have raised here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from consilium.errors import ConsiliumError, LimitReached, NoQuorum, UsageError
from consilium.wording import say

INTERRUPTED = 130


class Stopped(ConsiliumError):
    """The run was stopped by its user; what was paid for is in its transcript."""

    exit_code: ClassVar[int] = INTERRUPTED

    def __init__(self, transcript: Path) -> None:
        super().__init__(say("api.interrupted"), next_step=str(transcript))


class Fault(ConsiliumError):
    """Something broke that is not the user's doing."""

    exit_code: ClassVar[int] = 1


def server_lost(run_id: str) -> Fault:
    """The server ended before the run did."""
    if not run_id:
        return Fault(say("client.no_reply"), next_step="consilium runs list")
    return Fault(say("client.server_ended", run=run_id), next_step=f"consilium runs resume {run_id}")


def failure_of(data: Mapping[str, Any], transcript: Path) -> ConsiliumError:
    """The error that ended a run.

    Args:
        data: of its ``run.failed`` event.
        transcript: where what was said is kept.
    """
    message, step, code = str(data.get("error", "")), str(data.get("next_step", "")), data.get("exit_code", 1)
    if code == INTERRUPTED:
        return Stopped(transcript)
    if not data.get("expected", True):
        kind, _, error = message.partition(": ")
        return Fault(say("cli.fault", kind=kind, error=error), next_step=say("cli.fault_step"))
    kinds: tuple[type[ConsiliumError], ...] = (UsageError, NoQuorum, LimitReached)
    known = {one.exit_code: one for one in kinds}
    return known.get(code, Fault)(message, next_step=step)
