"""Retrieval: R@1 and R@10 beside plain and stemmed FTS5, on PubMedQA and on notes in two languages.

    python -m bench.retrieval [PUBMEDQA.jsonl.gz]

Questions and notes lie in tests/knowledge/search/bilingual; with the file of abstracts these are searched
for their own questions, and lie among the notes as further English sources in a second run.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilium.knowledge.search.engine import Searcher
from consilium.knowledge.search.scoring import Scales
from consilium.knowledge.stemming import stems
from consilium.types.source import Document
from tests.knowledge.search.shelf import Asked, notes, questions, shelve, sources_of, written

DEPTH = 10
WHOLE = (1.0, 1.5, 2.0, 3.0)
SHARPNESS = (2.0, 3.0, 4.0)
FOLDS = 5
SEEDS = 5

Engine = Callable[[str], Sequence[str]]
"""A question to the ids of the sources found, best first, each once."""


def abstracts(rows: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """PubMedQA's abstracts by their context sections, titles withheld."""
    for row in rows:
        document = written(row["pmid"], *row["contexts"])
        yield replace(document, source=replace(document.source, title=""))


def ours(db: sqlite3.Connection) -> Engine:
    """The searcher that ships."""
    searcher = Searcher(db)
    return lambda question: _first(db, [hit.key for hit in searcher.search(question, DEPTH, share=1)])


def plain(db: sqlite3.Connection) -> Engine:
    """FTS5 as it comes: unicode61, words as they are."""
    db.execute("CREATE VIRTUAL TABLE plain USING fts5(title, section, body, tokenize='unicode61')")
    db.execute(
        "INSERT INTO plain (rowid, title, section, body)"
        " SELECT p.key, json_extract(s.record, '$.title'), p.section, p.text"
        " FROM passages p JOIN sources s ON s.key = p.source"
    )
    return lambda question: _ranked(db, "plain", re.findall(r"\w+", question.casefold()))


def stemmed(db: sqlite3.Connection) -> Engine:
    """FTS5 over stems."""
    db.execute("CREATE VIRTUAL TABLE stemmed USING fts5(title, section, body, tokenize='ascii')")
    rows = db.execute(
        "SELECT p.key, json_extract(s.record, '$.title'), p.section, p.text"
        " FROM passages p JOIN sources s ON s.key = p.source"
    )
    db.executemany(
        "INSERT INTO stemmed (rowid, title, section, body) VALUES (?, ?, ?, ?)",
        [(key, *(" ".join(stems(text)) for text in texts)) for key, *texts in rows.fetchall()],
    )
    return lambda question: _ranked(db, "stemmed", stems(question))


def _ranked(db: sqlite3.Connection, table: str, words: Sequence[str]) -> Sequence[str]:
    match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
    rank = f"bm25({table}, 4.0, 2.0, 1.0)"
    rows = db.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY {rank} LIMIT 100", (match,))
    return _first(db, [key for (key,) in rows]) if match else []


def _first(db: sqlite3.Connection, keys: Iterable[int]) -> Sequence[str]:
    return sources_of(db, keys)[:DEPTH]


def recall(engine: Engine, asked: Sequence[Asked]) -> tuple[float, float]:
    """Shares of questions whose source comes first, and among the first ten."""
    found = [engine(one.question) for one in asked]
    first = sum(list(sources[:1]) == [one.gold] for sources, one in zip(found, asked, strict=True))
    ten = sum(one.gold in sources for sources, one in zip(found, asked, strict=True))
    return first / len(asked), ten / len(asked)


def _print(title: str, engines: Mapping[str, Engine], groups: Mapping[str, Sequence[Asked]]) -> None:
    print(f"\n{title}: R@1 / R@10")
    for group, asked in groups.items():
        for part, some in (("", asked), (" half 1", half(asked, 0)), (" half 2", half(asked, 1))):
            figures = [(name, recall(engine, some)) for name, engine in engines.items()]
            line = "   ".join(f"{name} {first:.3f}/{ten:.3f}" for name, (first, ten) in figures)
            print(f"  {group + part:36} n={len(some):4}  {line}")


def _groups() -> dict[str, Sequence[Asked]]:
    paraphrased = questions("paraphrased")
    groups: dict[str, Sequence[Asked]] = {
        kind: [one for one in paraphrased if one.kind == kind]
        for kind in dict.fromkeys(one.kind for one in paraphrased)
    }
    groups["ru-ru misspelt"] = questions("misspelt")
    groups["plain"] = questions("plain")
    return groups


def half(asked: Sequence[Asked], which: int) -> list[Asked]:
    """One half of the questions, parted by the notes that answer them."""
    return [one for one in asked if sum(map(ord, one.gold)) % 2 == which]


def _engines(db: sqlite3.Connection) -> dict[str, Engine]:
    return {"unicode61": plain(db), "stemmed": stemmed(db), "ours": ours(db)}


def recorded(path: Path) -> list[dict[str, Any]]:
    """The rows of a packed file of PubMedQA."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ranks(db: sqlite3.Connection, scales: Scales, asked: Sequence[Asked]) -> NDArray[np.int64]:
    """The place of each question's own source among those found, from 0; ``DEPTH`` where it is not among them."""
    searcher = Searcher(db, scales=scales)
    found = (_first(db, [hit.key for hit in searcher.search(one.question, DEPTH, share=1)]) for one in asked)
    return np.array(
        [list(some).index(one.gold) if one.gold in some else DEPTH for some, one in zip(found, asked, strict=True)]
    )


def cross_validated(db: sqlite3.Connection, asked: Sequence[Asked]) -> tuple[float, float]:
    """R@1 and R@10 where the scales are chosen on four folds and scored on the fifth, over five seeds.

    The scales that ship stay unless others do better on the four folds by more than one standard error
    (Breiman et al. 1984, Classification and Regression Trees, section 3.4.3).
    """
    shipped = (Scales().whole, Scales().sharpness)
    grid = [(whole, sharpness) for whole in WHOLE for sharpness in SHARPNESS]
    table = {cell: ranks(db, Scales(whole=cell[0], sharpness=cell[1]), asked) for cell in grid}

    def chosen(rows: NDArray[np.bool_]) -> tuple[float, float]:
        best = max(grid, key=lambda cell: int((table[cell][rows] == 0).sum()))
        gain = (table[best][rows] == 0).astype(float) - (table[shipped][rows] == 0)
        return best if gain.mean() > gain.std() / np.sqrt(gain.size) else shipped

    figures = []
    for seed in range(SEEDS):
        folds = np.random.default_rng(seed).permutation(len(asked)) % FOLDS
        cells = [chosen(folds != fold) for fold in range(FOLDS)]
        places = np.concatenate([table[cell][folds == fold] for fold, cell in enumerate(cells)])
        figures.append(((places == 0).mean(), (places < DEPTH).mean()))
    first, ten = np.mean(figures, axis=0)
    return float(first), float(ten)


def main() -> None:
    """Print every figure."""
    rows = recorded(Path(sys.argv[1])) if sys.argv[1:] else []
    if rows:
        asked = [Asked("en-en", str(row["pmid"]), str(row["question"])) for row in rows]
        db = shelve(abstracts(rows))
        _print("PubMedQA", _engines(db), {"question → its own abstract": asked})
        first, ten = cross_validated(db, asked)
        print(f"  scales chosen by {FOLDS}-fold cross-validation, {SEEDS} seeds: {first:.4f}/{ten:.4f}")
    _print("Notes", _engines(shelve(notes())), _groups())
    if rows:
        _print("Notes among the abstracts", _engines(shelve([*notes(), *abstracts(rows)])), _groups())


if __name__ == "__main__":
    main()
