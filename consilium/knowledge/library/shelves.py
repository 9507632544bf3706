"""Putting documents on the shelves and taking them off again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from consilium.knowledge.library.doubles import Doubles
from consilium.knowledge.library.keeping import Keeper, Shelved
from consilium.knowledge.library.linking import resolve_links
from consilium.knowledge.library.rulings import Rulings
from consilium.knowledge.library.slight import SlightIndex
from consilium.types.codec import to_json, to_plain
from consilium.types.evidence import Passage
from consilium.types.source import Document, Provenance, Source, Stretch

_PASSAGE = (
    "INSERT INTO passages"
    " (key, source, root, start, stop, text, section, label, place, provenance, model_heading, private,"
    " slight) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_LINK = "INSERT INTO links (source, start, stop, target, heading, block, alias, embed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Shelves:
    """Writes documents into the library and tells its keepers.

    Args:
        db: the library's database, in a transaction of the caller's.
        keepers: who keeps something of every passage.
    """

    def __init__(self, db: sqlite3.Connection, keepers: Sequence[Keeper]) -> None:
        self._db = db
        self._keepers = keepers
        self._doubles = Doubles(db)
        self._slight = SlightIndex(db)
        self._rulings = Rulings(db)

    def put(self, document: Document, file: int, root: int, now: str) -> Source:
        """Shelve one document; the source as it is kept, with an id that no other has.

        Args:
            document: as a reader made it.
            file: the key of the file it came from.
            root: the key of the folder that holds the file.
            now: when it was learned, ISO 8601.
        """
        checked, original = self._doubles.checked(document.source)
        source = replace(checked, id=self._free_id(checked.id, root))
        key = self._insert(
            "INSERT INTO sources (id, file, root, learned_at, duplicate_of, record) VALUES (?, ?, ?, ?, ?, ?)",
            (source.id, file, root, now, original, to_json(to_plain(source))),
        )
        # Keys are never given twice: what keepers lost sight of must not come to mean another passage.
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        last = row[0] if row else 0
        shelved: list[Shelved] = []
        trifles: list[Shelved] = []
        rows: list[tuple[object, ...]] = []
        for number, stretch in enumerate((*document.stretches, *document.slight), start=last + 1):
            passage, heading = self._passage(document, source, stretch)
            slight = number > last + len(document.stretches)
            rows.append((*_row(number, key, root, passage, heading), slight))
            (trifles if slight else shelved).append(Shelved(number, passage))
        self._db.executemany(_PASSAGE, rows)
        self._db.executemany(_LINK, [_link(key, document, at) for at in range(len(document.links))])
        self._slight.put(trifles)
        for keeper in self._keepers:
            keeper.put(source, shelved)
        return source

    def _insert(self, statement: str, row: tuple[object, ...]) -> int:
        key = self._db.execute(statement, row).lastrowid
        assert key is not None
        return key

    def _free_id(self, wanted: str, root: int) -> str:
        """The id itself, else with the folder's name before it, else with a number behind."""
        (path,) = self._db.execute("SELECT path FROM roots WHERE key = ?", (root,)).fetchone()
        tries = [wanted, f"{path.rstrip('/').rpartition('/')[2]}/{wanted}"]
        number = 1
        while True:
            candidate = tries.pop(0) if tries else f"{wanted}~{(number := number + 1)}"
            if self._db.execute("SELECT 1 FROM sources WHERE id = ?", (candidate,)).fetchone() is None:
                return candidate

    def _passage(self, document: Document, source: Source, stretch: Stretch) -> tuple[Passage, str]:
        """The passage of a stretch, and the heading that makes its text look like a model's."""
        heading = next((flag.reason for flag in stretch.flags if flag.name == "model-like"), "")
        flags = tuple(flag.name for flag in (*source.flags, *stretch.flags) if flag.name != "model-like")
        return (
            Passage(
                id=f"{source.id}#{stretch.start}",
                source=source.id,
                title=source.title,
                text=document.text[stretch.start : stretch.end],
                start=stretch.start,
                end=stretch.end,
                section=stretch.section,
                date=source.date,
                private=source.private or stretch.private,
                study=source.grading.study,
                grade=source.grading.grade,
                provenance=self._provenance(source, stretch, heading),
                label=stretch.label,
                place=stretch.place,
                flags=flags,
            ),
            heading,
        )

    def _provenance(self, source: Source, stretch: Stretch, heading: str) -> Provenance:
        """Whose words these are; what looks model-made counts as a model's until the user says otherwise."""
        if heading and self._rulings.model_made(heading):
            return "model"
        return stretch.provenance or source.provenance

    def settle(self) -> None:
        """All documents of one learning are in."""
        resolve_links(self._db)
        for keeper in self._keepers:
            keeper.settle()

    def take_off(self, file: int) -> None:
        """Remove everything that came from one file, but not the file's own row."""
        of_file = "SELECT key FROM sources WHERE file = ?"
        keys = [key for (key,) in self._db.execute(f"SELECT key FROM passages WHERE source IN ({of_file})", (file,))]
        self._slight.drop(keys)
        self._db.executemany("DELETE FROM vectors WHERE key = ?", [(key,) for key in keys])
        for keeper in self._keepers:
            keeper.drop(keys)
        self._db.execute(f"UPDATE links SET to_source = NULL WHERE to_source IN ({of_file})", (file,))
        self._db.execute(f"DELETE FROM links WHERE source IN ({of_file})", (file,))
        self._db.execute(f"DELETE FROM passages WHERE source IN ({of_file})", (file,))
        # What was a duplicate of it is read again next time: it may be the only one now.
        self._db.execute(
            "UPDATE files SET stamp = '', digest = '' WHERE key IN (SELECT file FROM sources WHERE duplicate_of IN"
            " (SELECT id FROM sources WHERE file = ?))",
            (file,),
        )
        self._db.execute("DELETE FROM sources WHERE file = ?", (file,))


def _row(number: int, source: int, root: int, passage: Passage, heading: str) -> tuple[object, ...]:
    return (
        number,
        source,
        root,
        passage.start,
        passage.end,
        passage.text,
        passage.section,
        passage.label,
        passage.place,
        passage.provenance,
        heading,
        passage.private,
    )


def _link(source: int, document: Document, at: int) -> tuple[object, ...]:
    link = document.links[at]
    return (source, link.start, link.end, link.target, link.heading, link.block, link.alias, link.embed)
