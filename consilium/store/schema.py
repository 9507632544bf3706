"""The run database's schema, as numbered steps that are only ever added to."""

from __future__ import annotations

from consilium.disk import Migration

MIGRATIONS = (
    Migration(
        1,
        """
        CREATE TABLE runs (
            id TEXT PRIMARY KEY,
            created TEXT NOT NULL,
            finished TEXT NOT NULL DEFAULT '',
            question TEXT NOT NULL,
            state TEXT NOT NULL,
            parent TEXT NOT NULL DEFAULT '',
            settings TEXT NOT NULL,
            verdict TEXT
        );
        CREATE TABLE events (
            run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            member TEXT NOT NULL,
            round INTEGER NOT NULL,
            data TEXT NOT NULL,
            PRIMARY KEY (run_id, seq)
        ) WITHOUT ROWID;
        CREATE TABLE calls (
            key TEXT PRIMARY KEY,
            run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
            member TEXT NOT NULL,
            purpose TEXT NOT NULL,
            round INTEGER NOT NULL,
            template TEXT NOT NULL,
            prompt TEXT NOT NULL,
            begun INTEGER NOT NULL DEFAULT 1,
            started TEXT NOT NULL,
            finished TEXT NOT NULL DEFAULT '',
            reply TEXT,
            cost_usd REAL
        );
        CREATE INDEX calls_by_run ON calls(run_id);
        CREATE INDEX calls_by_day ON calls(finished);
        """,
    ),
)
