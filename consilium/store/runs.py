"""Runs in SQLite: one database a home, one row a run, one row an event."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from consilium.disk import open_database
from consilium.errors import UsageError
from consilium.protocols import Clock, RunSummary
from consilium.store.accords import SqliteAccords
from consilium.store.feedback import SqliteFeedback
from consilium.store.intake import SqliteIntake
from consilium.store.journal import SqliteJournal
from consilium.store.keys import SqliteKeys
from consilium.store.sameness import SqliteSameness
from consilium.store.schema import MIGRATIONS
from consilium.store.spending import SqliteSpending
from consilium.types.codec import encodable, from_plain, to_json, to_plain
from consilium.types.event import Event, EventKind
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

_EVENT = "SELECT run_id, seq, at, kind, member, round, data FROM events"
_SUMMARY = "SELECT id, created, question, state, coalesce(verdict ->> 'status', ''), parent, settings FROM runs"


class SqliteRunStore:
    """The store of one home.

    Args:
        path: the database file; made on first use.
        clock: gives the times that are written.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._db = open_database(path, MIGRATIONS)
        self._clock = clock
        self.journal = SqliteJournal(self._db, clock)
        self.intake = SqliteIntake(self._db, clock)
        self.keys = SqliteKeys(self._db, clock)
        self.feedback = SqliteFeedback(self._db, clock)
        self.accords = SqliteAccords(self._db)
        self.sameness = SqliteSameness(self._db)
        self.spending = SqliteSpending(self._db, clock)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        self._db.close()

    def create(self, run_id: str, question: str, settings: Mapping[str, Any], parent: str = "") -> None:
        """Open a run before anything is asked; opening it again, to go on with it, keeps all it has."""
        self._db.execute(
            "INSERT INTO runs (id, created, question, state, parent, settings) VALUES (?, ?, ?, 'running', ?, ?)"
            " ON CONFLICT(id) DO UPDATE SET state = 'running', finished = ''",
            (run_id, self._clock.now(), encodable(question), parent, to_json(settings)),
        )

    def append(self, run_id: str, kind: EventKind, member: str, round_: int, data: Mapping[str, Any]) -> Event:
        """Append an event with the next sequence number."""
        at = self._clock.now()
        # The number is taken inside the insert, so that two writers cannot both take it.
        row = self._db.execute(
            "INSERT INTO events SELECT ?, 1 + coalesce(max(seq), 0), ?, ?, ?, ?, ? FROM events WHERE run_id = ?"
            " RETURNING seq",
            (run_id, at, kind, member, round_, to_json(data), run_id),
        ).fetchone()
        return Event(run_id, row[0], at, kind, member, round_, data)

    def events(self, run_id: str, after: int = 0) -> Sequence[Event]:
        """Events with ``seq > after``, in order."""
        rows = self._db.execute(f"{_EVENT} WHERE run_id = ? AND seq > ? ORDER BY seq", (run_id, after))
        return [_event(row) for row in rows]

    def finish(self, run_id: str, state: str, verdict: VerdictRecord | None) -> None:
        """Close a run: ``done``, ``failed`` or ``interrupted``."""
        text = to_json(to_plain(verdict)) if verdict else None
        self._db.execute(
            "UPDATE runs SET state = ?, verdict = coalesce(?, verdict), finished = ? WHERE id = ?",
            (state, text, self._clock.now(), run_id),
        )

    def verdict(self, run_id: str) -> VerdictRecord | None:
        """The run's verdict, if it reached one."""
        row = self._db.execute("SELECT verdict FROM runs WHERE id = ?", (run_id,)).fetchone()
        return from_plain(VerdictRecord, json.loads(row[0])) if row and row[0] else None

    def summary(self, run_id: str) -> RunSummary:
        """One run; ``run_id`` may be a unique prefix, or ``last``.

        Raises:
            UsageError: no such run, or more than one.
        """
        if run_id == "last":
            rows = self._db.execute(f"{_SUMMARY} ORDER BY created DESC, rowid DESC LIMIT 1").fetchall()
        else:
            rows = self._db.execute(f"{_SUMMARY} WHERE substr(id, 1, ?) = ?", (len(run_id), run_id)).fetchall()
            rows = [row for row in rows if row[0] == run_id] or rows
        if len(rows) != 1 or not run_id:
            key = "store.many_runs" if rows else "store.no_run"
            raise UsageError(say(key, run=run_id), next_step=say("store.see_runs"))
        return _summary(rows[0])

    def has(self, run_id: str) -> bool:
        """Whether there is a run of exactly this id."""
        return self._db.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone() is not None

    def list(self, limit: int = 20, *, before: str = "", owner: str | None = None) -> Sequence[RunSummary]:
        """Runs, newest first.

        Args:
            limit: how many at most.
            before: only runs older than this one.
            owner: only runs that this key of the server started; None means everybody's.
        """
        rows = self._db.execute(
            f"{_SUMMARY} WHERE (? = '' OR (created, rowid) < (SELECT created, rowid FROM runs WHERE id = ?))"
            " AND (? IS NULL OR id IN (SELECT run_id FROM intake WHERE owner = ?))"
            " ORDER BY created DESC, rowid DESC LIMIT ?",
            (before, before, owner, owner, limit),
        )
        return [_summary(row) for row in rows]

    def earlier(self, run_id: str, most: int) -> Sequence[RunSummary]:
        """Runs of the same owner that reached a verdict before this one, newest first; at most ``most``."""
        owner = "coalesce((SELECT owner FROM intake WHERE run_id = {}), '')"
        rows = self._db.execute(
            f"{_SUMMARY} WHERE verdict IS NOT NULL AND id <> ?"
            f" AND {owner.format('runs.id')} = {owner.format('?')}"
            " AND (created, rowid) < (SELECT created, rowid FROM runs WHERE id = ?)"
            " ORDER BY created DESC, rowid DESC LIMIT ?",
            (run_id, run_id, run_id, most),
        )
        return [_summary(row) for row in rows]

    def keep(self, run_id: str, name: str, value: Mapping[str, Any]) -> None:
        """Add one thing to what a run was started with, so that it is the same when the run is gone on with."""
        self._db.execute(
            "UPDATE runs SET settings = json_set(settings, '$.' || ?, json(?)) WHERE id = ?",
            (name, to_json(value), run_id),
        )

    def last_event(self, run_id: str, *kinds: EventKind) -> Event | None:
        """The newest event of a run that is of one of these kinds."""
        marks = ", ".join("?" * len(kinds))
        row = self._db.execute(
            f"{_EVENT} WHERE run_id = ? AND kind IN ({marks}) ORDER BY seq DESC LIMIT 1", (run_id, *kinds)
        ).fetchone()
        return _event(row) if row else None

    def delete(self, run_id: str) -> None:
        """Remove a run with its events and journal; what it cost today stays spent."""
        self.spending.keep(run_id)
        self._db.execute("DELETE FROM runs WHERE id = ?", (run_id,))
        self.intake.forget(run_id)

    def spent_today(self) -> float:
        """US dollars spent since midnight UTC, by runs that are gone as well."""
        today = self._clock.now()[:10]
        (total,) = self._db.execute("SELECT sum(cost_usd) FROM calls WHERE finished >= ?", (today,)).fetchone()
        return float(total or 0.0) + self.spending.today()

    def calls(self, run_id: str) -> Sequence[Mapping[str, Any]]:
        """Every call of a run with prompt and reply, for the exported record."""
        rows = self._db.execute(
            "SELECT member, purpose, round, template, begun, started, finished, prompt, reply FROM calls"
            " WHERE run_id = ? ORDER BY started, key",
            (run_id,),
        )
        names = ("member", "purpose", "round", "template", "begun", "started", "finished")
        return [
            {**dict(zip(names, row, strict=False)), "prompt": json.loads(row[7]), "reply": json.loads(row[8] or "null")}
            for row in rows
        ]


def _event(row: Sequence[Any]) -> Event:
    run_id, seq, at, kind, member, round_, data = row
    return Event(run_id, seq, at, kind, member, round_, json.loads(data))


def _summary(row: tuple[Any, ...]) -> RunSummary:
    run_id, created, question, state, status, parent, settings = row
    return RunSummary(run_id, created, question, state, status, parent, json.loads(settings))
