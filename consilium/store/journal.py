"""The journal of calls: what was sent, what came back, what it cost.

On resume it is the truth about what has been paid for: a call whose reply is here is never sent
again. A reply is on disk before the node that asked for it returns.
"""

from __future__ import annotations

import json
import sqlite3

from consilium.protocols import Clock
from consilium.types.codec import from_plain, to_json, to_plain
from consilium.types.request import ModelReply, ModelRequest, Usage


class SqliteJournal:
    """Replies by call key, in the run database.

    Args:
        connection: the run database.
        clock: gives the times that are written.
    """

    def __init__(self, connection: sqlite3.Connection, clock: Clock) -> None:
        self._db = connection
        self._clock = clock

    def begin(self, request: ModelRequest) -> ModelReply | None:
        """Note that a call starts; the journalled reply when it already ended."""
        key = request.call_key
        row = self._db.execute("SELECT reply FROM calls WHERE key = ?", (key,)).fetchone()
        if row is None:
            self._insert(key, request)
            return None
        if row[0] is None:
            # It began before and never ended: the provider may bill it a second time.
            self._db.execute("UPDATE calls SET begun = begun + 1 WHERE key = ?", (key,))
            return None
        return from_plain(ModelReply, json.loads(row[0]))

    def _insert(self, key: str, request: ModelRequest) -> None:
        prompt = to_json([to_plain(part) for part in request.parts])
        self._db.execute(
            "INSERT INTO calls (key, run_id, member, purpose, round, template, prompt, started)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                request.run_id,
                request.member,
                request.purpose,
                request.round,
                request.template,
                prompt,
                self._clock.now(),
            ),
        )

    def withdraw(self, request: ModelRequest) -> None:
        """Take a beginning back: the call was never sent, or was refused before it cost anything."""
        self._db.execute(
            "UPDATE calls SET begun = max(begun - 1, 0) WHERE key = ? AND reply IS NULL", (request.call_key,)
        )

    def finish(self, request: ModelRequest, reply: ModelReply) -> None:
        """Keep the reply; returns once it is on disk."""
        self._db.execute(
            "UPDATE calls SET reply = ?, cost_usd = ?, finished = ? WHERE key = ?",
            (
                to_json(to_plain(reply)),
                reply.usage.cost_usd,
                self._clock.now(),
                request.call_key,
            ),
        )

    def usage(self, run_id: str) -> Usage:
        """What the run's calls cost so far; calls that began twice count as possibly billed twice."""
        total = Usage()
        for reply, begun in self._db.execute("SELECT reply, begun FROM calls WHERE run_id = ?", (run_id,)):
            if reply is not None:
                total += from_plain(ModelReply, json.loads(reply)).usage
            total += Usage(possibly_billed_twice=max(begun - 1, 0))
        return total
