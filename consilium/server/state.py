"""What the server says of a run."""

from __future__ import annotations

from typing import Any

from consilium.errors import UsageError
from consilium.export import redacted_verdict
from consilium.protocols import RunSummary
from consilium.server.desk import Desk, failure_of
from consilium.store import Accepted
from consilium.types.codec import to_plain
from consilium.types.verdict import VerdictRecord


def run_state(desk: Desk, run_id: str, *, redacted: bool, brief: bool = False) -> dict[str, Any]:
    """A run as plain JSON, in the shape of ``RunState``.

    Args:
        desk: knows it.
        run_id: its full id.
        redacted: leave out what private notes went into.
        brief: leave out the verdict.
    """
    row = desk.store.intake.find(run_id)
    try:
        summary: RunSummary | None = desk.store.summary(run_id)
    except UsageError:
        summary = None  # accepted, and waiting for its turn
    verdict = None if brief or summary is None else verdict_of(desk, run_id, redacted=redacted)
    state = _state(desk, run_id, summary)
    failure = failure_of(desk.store, run_id) if state in {"failed", "interrupted"} else None
    at = f"/v1/runs/{run_id}"
    return {
        "id": run_id,
        "state": state,
        "created": row.accepted if row else summary.created if summary else "",
        "question": summary.question if summary else str(row.inquiry["question"]) if row else "",
        "parent": summary.parent if summary else str(row.inquiry["follow"]) if row else "",
        "metadata": dict(row.metadata) if row else {},
        "verdict": to_plain(verdict) if verdict else None,
        "error": failure.document() if failure else None,
        "callback": _callback(row),
        "links": {"self": at, "events": f"{at}/events", "export": f"{at}/export"},
    }


def verdict_of(desk: Desk, run_id: str, *, redacted: bool) -> VerdictRecord | None:
    """A run's verdict, as far as its reader may see it."""
    verdict = desk.store.verdict(run_id)
    return redacted_verdict(verdict) if verdict and redacted else verdict


def _state(desk: Desk, run_id: str, summary: RunSummary | None) -> str:
    if summary is None or desk.is_waiting(run_id):
        return "queued"
    return summary.state


def _callback(row: Accepted | None) -> dict[str, Any] | None:
    if row is None or not row.callback.url:
        return None
    kept = row.callback
    return {"url": kept.url, "state": kept.state, "attempts": kept.attempts, "last_error": kept.last_error}
