"""The table of findings: filled when sources are learned, looked up by intervention and outcome."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

from consilium.disk import Migration
from consilium.knowledge.frames.asking import asked_in
from consilium.knowledge.frames.extracting import frames_in
from consilium.knowledge.frames.measures import sample_in
from consilium.knowledge.frames.relating import attacks
from consilium.knowledge.frames.terms import terms_in
from consilium.knowledge.frames.weighing import weight_of
from consilium.knowledge.library.keeping import Shelved
from consilium.knowledge.stemming import stems
from consilium.types.frame import Frame
from consilium.types.source import Source

MOST_ROWS: Final = 6
"""Findings of each direction that a look-up gives; so the weightiest dissent is among them, however many agree."""

MOST_NEWS: Final = 2000
_MOST_KEYS: Final = 6

# What a paper planned or did is no finding, whatever its sentences look like.
_NOTHING_FOUND: Final = frozenset({"METHODS", "OBJECTIVE"})

# The order of the primary key makes a look-up one descent and a few neighbouring rows, however large the table is.
FRAME_TABLES = Migration(
    4,
    """
    CREATE TABLE frames (
        intervention TEXT NOT NULL,
        outcome TEXT NOT NULL,
        lightness REAL NOT NULL,
        passage INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        direction TEXT NOT NULL,
        merit TEXT NOT NULL,
        magnitude REAL,
        unit TEXT NOT NULL,
        comparator TEXT NOT NULL,
        population TEXT NOT NULL,
        p TEXT NOT NULL,
        negated INTEGER NOT NULL,
        sample INTEGER NOT NULL,
        PRIMARY KEY (intervention, outcome, direction, lightness, passage, start)
    ) WITHOUT ROWID;
    CREATE INDEX frames_by_passage ON frames(passage);
    """,
)
_FIELDS: Final = (
    "intervention, outcome, lightness, passage, start, stop, direction, merit, magnitude, unit, comparator, population,"
    " p, negated, sample"
)


class Weighed(NamedTuple):
    """A frame by its passage's key, with the sample of its study and its weight."""

    passage: int
    frame: Frame
    sample: int
    weight: float


class FrameTable:
    """A keeper of findings; ``fresh`` are the passages with findings that it was given.

    Args:
        db: the library's database.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.fresh: list[int] = []

    def put(self, source: Source, shelved: Sequence[Shelved]) -> None:
        """One document has been shelved: its findings with their weights."""
        told = [one for one in shelved if one.passage.label not in _NOTHING_FOUND]
        found = [(one, frame) for one in told for frame in frames_in(one.passage.text, one.passage.start)]
        if not found:
            return
        self.fresh += dict.fromkeys(one.key for one, _ in found)
        # The parts of one paper are about one study; a note tells of several.
        paper = any(one.passage.label for one in shelved)
        whole = sample_in(one.passage.text for one in shelved) if paper else 0
        flags = [flag.name for flag in source.flags]
        rows = []
        for one, frame in found:
            sample = whole or sample_in([one.passage.text])
            weight = weight_of(source.grading.grade, sample, one.passage.label, flags)
            rows.append(_row(one.key, frame, source.population, sample, weight))
        self._db.executemany(f"INSERT OR IGNORE INTO frames ({_FIELDS}) VALUES ({', '.join('?' * 15)})", rows)

    def drop(self, keys: Sequence[int]) -> None:
        """These passages go."""
        self._db.executemany("DELETE FROM frames WHERE passage = ?", [(key,) for key in keys])

    def settle(self) -> None:
        """Nothing is left to do."""

    def about(self, question: str) -> list[Weighed]:
        """Findings on what a question names, by pair of intervention and outcome, the weightiest of each first.

        Args:
            question: in words; its ideas are tried as intervention and as outcome.
        """
        keys = list(dict.fromkeys(found.term.key for found in terms_in(stems(question))))[:_MOST_KEYS]
        if asked := asked_in(question):
            keys += [asked.intervention, asked.outcome]
        keys = list(dict.fromkeys(keys))
        pairs = [(one, other) for one, other in product(keys, keys) if one != other]
        return [row for intervention, outcome in pairs for row in self.of(intervention, outcome)]

    def against(self, keys: Sequence[int]) -> list[tuple[Weighed, list[Weighed]]]:
        """Findings of some passages, each with those of other passages that find the opposite, weightiest first.

        Args:
            keys: of the passages that are new; of very many only the first are looked at.
        """
        query = f"SELECT {_FIELDS} FROM frames WHERE passage = ?"
        own = set(keys)
        new = (_weighed(row) for key in keys[:MOST_NEWS] for row in self._db.execute(query, (key,)).fetchall())
        pairs = ((one, self._opposites(one, own)) for one in new if one.weight)
        return [(one, others) for one, others in pairs if others]

    def _opposites(self, one: Weighed, own: Collection[int]) -> list[Weighed]:
        known = (row for row in self.of(one.frame.intervention, one.frame.outcome) if row.passage not in own)
        return [row for row in known if row.weight and attacks(row.frame, one.frame)]

    def of(self, intervention: str, outcome: str) -> list[Weighed]:
        """Findings on one matter, the weightiest first, at most ``MOST_ROWS`` of each direction."""
        rows = self._db.execute(_LOOK_UP, (intervention, outcome) * len(_DIRECTIONS)).fetchall()
        return sorted(map(_weighed, rows), key=lambda row: -row.weight)


_DIRECTIONS: Final = ("up", "down", "none", "mixed")
_LOOK_UP: Final = " UNION ALL ".join(
    f"SELECT * FROM (SELECT {_FIELDS} FROM frames WHERE intervention = ? AND outcome = ? AND direction = '{direction}'"
    f" ORDER BY lightness LIMIT {MOST_ROWS})"
    for direction in _DIRECTIONS
)


def _row(passage: int, frame: Frame, population: str, sample: int, weight: float) -> tuple[object, ...]:
    return (
        frame.intervention, frame.outcome, -weight, passage, frame.start, frame.end, frame.direction, frame.merit,
        frame.magnitude, frame.unit, frame.comparator, frame.population or population, frame.p, frame.negated, sample,
    )  # fmt: skip


def _weighed(row: tuple[Any, ...]) -> Weighed:
    (intervention, outcome, lightness, passage, start, stop, direction, merit, magnitude, unit, comparator, population,
     p, negated, sample) = row  # fmt: skip
    frame = Frame(
        intervention=intervention,
        outcome=outcome,
        direction=direction,
        start=start,
        end=stop,
        merit=merit,
        magnitude=magnitude,
        unit=unit,
        comparator=comparator,
        population=population,
        p=p,
        negated=bool(negated),
    )
    return Weighed(passage, frame, sample, abs(lightness))
