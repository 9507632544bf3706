"""What search costs beside a plain stemmed FTS5, side by side in one run: index, query, memory.

    python -m bench.search_scale PASSAGES [PUBMEDQA.jsonl.gz]

Passages are made of real sentences drawn at random, questions are the bilingual test's and, where the file
of abstracts is given, its own. Only the ratios are worth quoting.
"""

from __future__ import annotations

import random
import re
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from bench.retrieval import recorded as recorded_rows
from consilium.disk import open_database
from consilium.knowledge.library.keeping import Shelved
from consilium.knowledge.library.schema import LIBRARY_TABLES
from consilium.knowledge.library.shelves import Shelves
from consilium.knowledge.library.slight import SLIGHT_TABLES
from consilium.knowledge.search.engine import Searcher
from consilium.knowledge.search.glossary import load_glossary
from consilium.knowledge.search.keeper import StemKeeper
from consilium.knowledge.search.tables import SEARCH_TABLES
from consilium.knowledge.stemming import stems
from consilium.types.source import Document, Source, Stretch
from tests.knowledge.search.shelf import note_files, questions

PASSAGES = 20_000
OF_SOURCE = 5
SENTENCES = 4
QUERIES = 100
SHORTEST = 30


def sentences(recorded: Path | None) -> list[str]:
    """Sentences of the notes in both languages, and of recorded abstracts where they are at hand."""
    texts = [path.read_text(encoding="utf-8").split("---", 2)[2] for path in note_files()]
    if recorded is not None:
        texts += [str(context) for row in recorded_rows(recorded) for context in row["contexts"]]
    return [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if len(part) > SHORTEST]


def made(passages: int, pool: Sequence[str], rng: random.Random) -> Iterator[Document]:
    """Documents of five passages of four real sentences each, every passage with two words of its own."""
    for number in range(passages // OF_SOURCE):
        parts = []
        for _ in range(OF_SOURCE):
            own = " ".join("".join(rng.choices("abdegiklmnoprstu", k=7)) for _ in range(2))
            parts.append(f"{' '.join(rng.choices(pool, k=SENTENCES))} {own}")
        starts = [0, *accumulate(len(part) + 2 for part in parts)]
        stretches = tuple(Stretch(start, start + len(part)) for start, part in zip(starts, parts, strict=False))
        yield Document(Source(f"made-{number}", f"Made {number}", "text"), "\n\n".join(parts), stretches)


class Plain:
    """A plain FTS5 index over stems, kept in the same way."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute("CREATE VIRTUAL TABLE plain USING fts5(title, section, body, tokenize='ascii')")

    def put(self, source: Source, shelved: Sequence[Shelved]) -> None:
        """File the passages of one document."""
        title = " ".join(stems(source.title))
        rows = [
            (one.key, title, " ".join(stems(one.passage.section)), " ".join(stems(one.passage.text))) for one in shelved
        ]
        self._db.executemany("INSERT INTO plain (rowid, title, section, body) VALUES (?, ?, ?, ?)", rows)

    def drop(self, keys: Sequence[int]) -> None:
        """Nothing is dropped here."""

    def settle(self) -> None:
        """Nothing is left to do."""

    def search(self, query: str) -> list[int]:
        """Keys by BM25."""
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(stems(query)))
        rank = "bm25(plain, 4.0, 2.0, 1.0)"
        rows = self._db.execute(f"SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY {rank} LIMIT 10", (match,))
        return [key for (key,) in rows]


def _library(folder: Path, name: str) -> sqlite3.Connection:
    db = open_database(folder / name, (*LIBRARY_TABLES, SEARCH_TABLES, SLIGHT_TABLES))
    db.execute("INSERT INTO roots (key, path, learned) VALUES (1, 'made', 1)")
    db.execute("INSERT INTO files (key, root, name, stamp, digest, private, reason) VALUES (1, 1, '', '', '', 0, '')")
    return db


def _filled(db: sqlite3.Connection, keeper: StemKeeper | Plain, documents: Sequence[Document]) -> float:
    shelves = Shelves(db, [keeper])
    began = time.perf_counter()
    for at in range(0, len(documents), 400):
        db.execute("BEGIN")
        for document in documents[at : at + 400]:
            shelves.put(document, 1, 1, "2026-01-01T00:00:00")
        db.execute("COMMIT")
    return time.perf_counter() - began


def _milliseconds(search: Callable[[str], object], query: str) -> float:
    began = time.perf_counter()
    search(query)
    return 1e3 * (time.perf_counter() - began)


def main() -> None:
    """Fill both, ask both in turns, print the ratios."""
    rng = random.Random(7)
    count = int(sys.argv[1]) if sys.argv[1:] else PASSAGES
    recorded = Path(sys.argv[2]) if sys.argv[2:] else None
    documents = list(made(count, sentences(recorded), rng))
    queries = [one.question for one in questions("paraphrased")]
    if recorded is not None:
        queries += [str(row["question"]) for row in recorded_rows(recorded)]
    queries = rng.sample(queries, QUERIES)
    load_glossary()
    with tempfile.TemporaryDirectory() as place:
        first, second = _library(Path(place), "plain.sqlite"), _library(Path(place), "ours.sqlite")
        plain = Plain(first)
        index = _filled(first, plain, documents), _filled(second, StemKeeper(second), documents)
        searcher = Searcher(second)
        pairs = [
            (_milliseconds(plain.search, query), _milliseconds(lambda q: searcher.search(q, 10), query))
            for query in queries
        ]
    ask = [statistics.median(column) for column in zip(*pairs, strict=True)]
    print(f"{count} passages, {QUERIES} questions")
    print(f"index   plain {index[0]:7.1f} s   ours {index[1]:7.1f} s   ratio {index[1] / index[0]:.2f}")
    print(f"query   plain {ask[0]:7.1f} ms  ours {ask[1]:7.1f} ms  ratio {ask[1] / ask[0]:.2f}   (medians)")
    print(f"memory  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB with the made texts in it")


if __name__ == "__main__":
    main()
