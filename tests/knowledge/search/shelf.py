"""A library in memory, and the bilingual questions with their notes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from consilium.disk import migrate
from consilium.knowledge.library.keeping import Keeper
from consilium.knowledge.library.schema import LIBRARY_TABLES
from consilium.knowledge.library.shelves import Shelves
from consilium.knowledge.library.slight import SLIGHT_TABLES
from consilium.knowledge.readers.file import SourceFile
from consilium.knowledge.readers.obsidian import read
from consilium.knowledge.search.keeper import StemKeeper
from consilium.knowledge.search.tables import SEARCH_TABLES
from consilium.knowledge.search.vectors import VECTOR_TABLES
from consilium.types.source import Document, Source, Stretch

BILINGUAL = Path(__file__).parent / "bilingual"
VAULT = Path(__file__).parents[3] / "examples/vault"


class Asked(NamedTuple):
    """A question with its kind and the note that answers it."""

    kind: str
    gold: str
    question: str


def note_files() -> list[Path]:
    """The example vault and the notes of the test."""
    return sorted([*VAULT.glob("*.md"), *(BILINGUAL / "notes").glob("*.md")])


def notes() -> Iterator[Document]:
    """All notes, as the reader of notes sees them."""
    for path in note_files():
        yield from read(SourceFile(path.name, path.read_bytes()))


def questions(name: str) -> list[Asked]:
    """The lines of one file of questions: ``paraphrased``, ``plain`` or ``misspelt``."""
    text = (BILINGUAL / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    if name == "misspelt":
        return [Asked("ru-ru", gold, misspelt) for gold, _, misspelt, _ in rows]
    return [Asked(*row) for row in rows]


def written(source: str, *texts: str, title: str = "", aliases: Sequence[str] = (), private: bool = False) -> Document:
    """A document of these passages."""
    stretches, at = [], 0
    for text in texts:
        stretches.append(Stretch(at, at + len(text)))
        at += len(text) + 2
    kept = Source(source, title or source, "text", aliases=tuple(aliases), private=private)
    return Document(kept, "\n\n".join(texts), tuple(stretches))


def empty(place: str = ":memory:") -> sqlite3.Connection:
    """A library with one folder and one file, and nothing in it."""
    db = sqlite3.connect(place, isolation_level=None)
    migrate(db, Path(place), (*LIBRARY_TABLES, SEARCH_TABLES, VECTOR_TABLES, SLIGHT_TABLES))
    db.execute("INSERT INTO roots (key, path, learned) VALUES (1, 'notes', 1)")
    db.execute("INSERT INTO files (key, root, name, stamp, digest, private, reason) VALUES (1, 1, '', '', '', 0, '')")
    return db


def shelve(documents: Iterable[Document], db: sqlite3.Connection | None = None, *keepers: Keeper) -> sqlite3.Connection:
    """A library with these documents in it, kept by a keeper of stems and by others."""
    db = empty() if db is None else db
    shelves = Shelves(db, [StemKeeper(db), *keepers])
    db.execute("BEGIN")
    for document in documents:
        shelves.put(document, 1, 1, "2026-01-01T00:00:00")
    shelves.settle()
    db.execute("COMMIT")
    return db


def sources_of(db: sqlite3.Connection, keys: Iterable[int]) -> list[str]:
    """The sources of passages, each once, in order, without the suffix of note files."""
    query = "SELECT s.id FROM passages p JOIN sources s ON s.key = p.source WHERE p.key = ?"
    ids = (db.execute(query, (key,)).fetchone()[0] for key in keys)
    return list(dict.fromkeys(id_.removesuffix(".md") for id_ in ids))
