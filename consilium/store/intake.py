"""What a server has accepted: kept before it says so, so that a crash loses no question.

A run's id is chosen when its question is accepted. After a crash the open rows are all that has to be
gone on with: some have a run already, others never came to it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from consilium.protocols import Clock
from consilium.types.codec import to_json

DeliveryState = Literal["", "waiting", "delivered", "failed"]


@dataclass(frozen=True, slots=True)
class Callback:
    """Where a run's end is to be told, and how far that has come; no ``url`` means nowhere.

    ``due`` is the Unix time of the next attempt.
    """

    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    state: DeliveryState = ""
    attempts: int = 0
    due: float = 0.0
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A question that was accepted.

    ``owner`` is the id of the key it came with, empty for the user of this machine; ``inquiry`` is
    what was asked, as plain JSON; ``digest`` tells whether a repeated request is the same one.
    """

    run_id: str
    owner: str
    inquiry: Mapping[str, Any]
    metadata: Mapping[str, str] = field(default_factory=dict)
    idempotency: str = ""
    digest: str = ""
    callback: Callback = field(default_factory=Callback)
    accepted: str = ""
    ended: bool = False


_FIELDS = (
    "run_id, owner, inquiry, metadata, idempotency, digest, accepted, ended,"
    " url, headers, delivery, attempts, due, last_error"
)


class SqliteIntake:
    """Accepted questions and the callbacks they asked for, in the run database.

    Args:
        connection: the run database.
        clock: gives the times that are written.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._db = connection
        self._clock = clock

    def accept(self, row: Accepted) -> Accepted:
        """Keep a question; the earlier one where its owner sent the same idempotency key before."""
        now = self._clock.now()
        # One statement keeps it all, and decides between two requests that arrive together with one key.
        kept = self._db.execute(
            "INSERT INTO intake (run_id, owner, accepted, inquiry, metadata, idempotency, digest,"
            " url, headers, delivery) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING run_id",
            (
                row.run_id,
                row.owner,
                now,
                to_json(dict(row.inquiry)),
                to_json(dict(row.metadata)),
                row.idempotency,
                row.digest,
                row.callback.url,
                to_json(dict(row.callback.headers)),
                "waiting" if row.callback.url else "",
            ),
        ).fetchall()
        if kept:
            return replace(row, accepted=now)
        earlier = self._one("owner = ? AND idempotency = ?", row.owner, row.idempotency)
        assert earlier is not None
        return earlier

    def find(self, run_id: str) -> Accepted | None:
        """One accepted question; None for a run that was started otherwise."""
        return self._one("run_id = ?", run_id)

    def open(self) -> Sequence[Accepted]:
        """Questions that have not come to their end, oldest first."""
        return self._many("ended = 0 ORDER BY accepted, rowid")

    def undelivered(self) -> Sequence[Accepted]:
        """Ended runs whose callback is still to be delivered, the next one first."""
        return self._many("delivery = 'waiting' AND ended = 1 ORDER BY due")

    def end(self, run_id: str, *, ended: bool = True) -> None:
        """Note that a run has come to its end, or that it goes on after all."""
        self._db.execute("UPDATE intake SET ended = ? WHERE run_id = ?", (int(ended), run_id))

    def ends(self, run_id: str, conversation: str) -> None:
        """Note the digest of the conversation that a run's answer is the latest word of."""
        self._db.execute("UPDATE intake SET conversation = ? WHERE run_id = ?", (conversation, run_id))

    def ending(self, owner: str, conversation: str) -> str:
        """The owner's newest run that was the latest word of a conversation; empty where there is none."""
        row = self._db.execute(
            "SELECT run_id FROM intake WHERE owner = ? AND conversation = ? AND conversation <> ''"
            " ORDER BY accepted DESC, rowid DESC LIMIT 1",
            (owner, conversation),
        ).fetchone()
        return str(row[0]) if row else ""

    def forget(self, run_id: str) -> None:
        """Remove a question and its callback."""
        self._db.execute("DELETE FROM intake WHERE run_id = ?", (run_id,))

    def delivery(self, run_id: str, callback: Callback) -> None:
        """Write down how far a delivery has come."""
        self._db.execute(
            "UPDATE intake SET delivery = ?, attempts = ?, due = ?, last_error = ? WHERE run_id = ?",
            (callback.state, callback.attempts, callback.due, callback.last_error, run_id),
        )

    def spent_today(self, owner: str) -> float:
        """US dollars that an owner's runs have cost since midnight UTC."""
        today = self._clock.now()[:10]
        (total,) = self._db.execute(
            "SELECT sum(cost_usd) FROM calls JOIN intake USING (run_id) WHERE owner = ? AND finished >= ?",
            (owner, today),
        ).fetchone()
        return float(total or 0.0)

    def _one(self, where: str, *values: str) -> Accepted | None:
        row = self._db.execute(f"SELECT {_FIELDS} FROM intake WHERE {where}", values).fetchone()
        return _accepted(row) if row else None

    def _many(self, where: str) -> list[Accepted]:
        return [_accepted(row) for row in self._db.execute(f"SELECT {_FIELDS} FROM intake WHERE {where}")]


def _accepted(row: Sequence[Any]) -> Accepted:
    run_id, owner, inquiry, metadata, idempotency, digest, accepted, ended, url, headers, *delivery = row
    callback = Callback(url, json.loads(headers), *delivery)
    plain = json.loads(inquiry), json.loads(metadata)
    return Accepted(run_id, owner, *plain, idempotency, digest, callback, accepted, bool(ended))
