"""The tables that searching needs beside the passages."""

from __future__ import annotations

from consilium.disk import Migration

# ``stems`` holds passages as stems. ``words`` is every stem that ever stood in one, with its sound; ``grams``
# finds words by three-letter pieces of their sound. ``pairs`` are names of one thing, taken from sources.
SEARCH_TABLES = Migration(
    3,
    """
    CREATE VIRTUAL TABLE stems USING fts5(title, section, body, tokenize='ascii');
    CREATE TABLE words (
        key INTEGER PRIMARY KEY,
        stem TEXT NOT NULL UNIQUE,
        sound TEXT NOT NULL
    );
    CREATE INDEX words_by_sound ON words(sound);
    CREATE VIRTUAL TABLE grams USING fts5(sound, tokenize='trigram', content='', detail='none', columnsize=0);
    CREATE TABLE pairs (
        name TEXT NOT NULL,
        other TEXT NOT NULL,
        passage INTEGER NOT NULL,
        PRIMARY KEY (passage, name, other)
    ) WITHOUT ROWID;
    CREATE INDEX pairs_by_name ON pairs(name);
    """,
)
