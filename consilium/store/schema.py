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
    Migration(
        2,
        """
        CREATE TABLE keys (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            digest TEXT NOT NULL,
            scope TEXT NOT NULL,
            per_minute INTEGER NOT NULL,
            usd_per_day REAL,
            redacted INTEGER NOT NULL,
            created TEXT NOT NULL,
            expires TEXT NOT NULL DEFAULT '',
            used TEXT NOT NULL DEFAULT ''
        );
        CREATE TABLE intake (
            run_id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            accepted TEXT NOT NULL,
            inquiry TEXT NOT NULL,
            metadata TEXT NOT NULL,
            idempotency TEXT NOT NULL DEFAULT '',
            digest TEXT NOT NULL DEFAULT '',
            ended INTEGER NOT NULL DEFAULT 0,
            url TEXT NOT NULL DEFAULT '',
            headers TEXT NOT NULL DEFAULT '{}',
            delivery TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            due REAL NOT NULL DEFAULT 0,
            last_error TEXT NOT NULL DEFAULT ''
        );
        CREATE UNIQUE INDEX intake_by_idempotency ON intake(owner, idempotency) WHERE idempotency <> '';
        CREATE INDEX intake_by_owner ON intake(owner, accepted);
        CREATE INDEX intake_open ON intake(ended) WHERE ended = 0;
        CREATE INDEX intake_undelivered ON intake(due) WHERE delivery = 'waiting';
        CREATE TABLE feedback (
            run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            outcome TEXT NOT NULL,
            answer TEXT NOT NULL,
            comment TEXT NOT NULL
        );
        CREATE INDEX feedback_by_run ON feedback(run_id);
        """,
    ),
    Migration(
        3,
        """
        ALTER TABLE intake ADD COLUMN conversation TEXT NOT NULL DEFAULT '';
        CREATE INDEX intake_by_conversation ON intake(owner, conversation) WHERE conversation <> '';
        """,
    ),
    Migration(
        4,
        """
        CREATE TABLE spending (
            at TEXT NOT NULL,
            purpose TEXT NOT NULL,
            cost_usd REAL NOT NULL
        );
        CREATE INDEX spending_by_day ON spending(at);
        """,
    ),
    Migration(
        5,
        """
        CREATE TABLE accord (
            run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
            panel TEXT NOT NULL,
            member TEXT NOT NULL,
            agreed REAL NOT NULL,
            PRIMARY KEY (run_id, member)
        ) WITHOUT ROWID;
        CREATE INDEX accord_by_panel ON accord(panel, member, agreed);
        CREATE TABLE same_answers (
            pair BLOB PRIMARY KEY,
            same INTEGER NOT NULL
        ) WITHOUT ROWID;
        """,
    ),
)
