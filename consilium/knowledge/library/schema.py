"""The tables of the library; the tables of its keepers are theirs."""

from __future__ import annotations

from consilium.disk import Migration

_FIRST_INDEX = Migration(
    1,
    """
    CREATE TABLE notes (
        folder TEXT NOT NULL,
        source TEXT NOT NULL,
        stamp TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (folder, source)
    );
    CREATE TABLE passages (
        rowid INTEGER PRIMARY KEY,
        folder TEXT NOT NULL,
        id TEXT NOT NULL,
        source TEXT NOT NULL,
        title TEXT NOT NULL,
        section TEXT NOT NULL,
        text TEXT NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        date TEXT NOT NULL,
        private INTEGER NOT NULL
    );
    CREATE INDEX passages_by_source ON passages(folder, source);
    CREATE INDEX passages_by_id ON passages(id);
    CREATE VIRTUAL TABLE stems USING fts5(title, section, body, tokenize='ascii');
    """,
)

# A root is a folder or a single file; ``learned`` marks those that a command named, the others stand in the settings.
# A file's ``reason`` says why nothing of it was taken. Passages of model-made text carry the heading that tells.
_LIBRARY = Migration(
    2,
    """
    DROP TABLE notes;
    DROP TABLE passages;
    DROP TABLE stems;
    CREATE TABLE roots (
        key INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        learned INTEGER NOT NULL
    );
    CREATE TABLE files (
        key INTEGER PRIMARY KEY,
        root INTEGER NOT NULL REFERENCES roots(key),
        name TEXT NOT NULL,
        stamp TEXT NOT NULL,
        digest TEXT NOT NULL,
        private INTEGER NOT NULL,
        reason TEXT NOT NULL,
        forgotten INTEGER NOT NULL DEFAULT 0,
        UNIQUE (root, name)
    );
    CREATE TABLE sources (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        file INTEGER NOT NULL REFERENCES files(key),
        root INTEGER NOT NULL,
        learned_at TEXT NOT NULL,
        duplicate_of TEXT NOT NULL,
        record TEXT NOT NULL
    );
    CREATE INDEX sources_by_file ON sources(file);
    CREATE INDEX sources_by_original ON sources(duplicate_of) WHERE duplicate_of <> '';
    CREATE TABLE passages (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        source INTEGER NOT NULL REFERENCES sources(key),
        root INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        text TEXT NOT NULL,
        section TEXT NOT NULL,
        label TEXT NOT NULL,
        place TEXT NOT NULL,
        provenance TEXT NOT NULL,
        model_heading TEXT NOT NULL,
        private INTEGER NOT NULL,
        slight INTEGER NOT NULL
    );
    CREATE INDEX passages_by_place ON passages(source, start);
    CREATE INDEX passages_by_heading ON passages(model_heading) WHERE model_heading <> '';
    CREATE TABLE links (
        source INTEGER NOT NULL REFERENCES sources(key),
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        target TEXT NOT NULL,
        heading TEXT NOT NULL,
        block TEXT NOT NULL,
        alias TEXT NOT NULL,
        embed INTEGER NOT NULL,
        to_source INTEGER
    );
    CREATE INDEX links_by_source ON links(source);
    CREATE INDEX links_by_target ON links(to_source);
    CREATE TABLE rulings (
        heading TEXT PRIMARY KEY,
        model_made INTEGER NOT NULL
    );
    """,
)

LIBRARY_TABLES = (_FIRST_INDEX, _LIBRARY)
