"""Keeping what searching needs: stems of every passage, the words they come from, names of one thing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from consilium.knowledge.library.keeping import Shelved
from consilium.knowledge.search.sounds import is_russian, sound, terms
from consilium.types.source import Source

_LONGEST_NAME = 5
_LONGEST_WORD = 40
_MOST_KNOWN = 200_000

_BRACKET = re.compile(r"\(([^()\n]{3,40})\)")
_CLOSE_BEFORE = 60


class StemKeeper:
    """Files every passage under the stems of its words.

    Args:
        db: the library's database.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: set[str] = set()
        self._last = -1

    def put(self, source: Source, shelved: Sequence[Shelved]) -> None:
        """One document has been shelved."""
        title = terms(" ".join((source.title, *source.aliases)))
        rows = [(one.key, terms(one.passage.section), terms(one.passage.text)) for one in shelved]
        heading = " ".join(title)
        self._db.executemany(
            "INSERT INTO stems (rowid, title, section, body) VALUES (?, ?, ?, ?)",
            [(key, heading, " ".join(section), " ".join(body)) for key, section, body in rows],
        )
        words = set(title)
        for _, section, body in rows:
            words.update(section, body)
        self._learn_words(words)
        if shelved:
            self._learn_names(source, shelved)

    def _learn_words(self, words: set[str]) -> None:
        (last,) = self._db.execute("SELECT coalesce(max(key), 0) FROM words").fetchone()
        if last != self._last or len(self._known) > _MOST_KNOWN:
            # Taken back, or written by another process: what is known must be asked anew.
            self._known.clear()
        new = sorted(word for word in words - self._known if len(word) <= _LONGEST_WORD and not word[0].isdigit())
        self._known.update(new)
        self._db.executemany(
            "INSERT OR IGNORE INTO words (stem, sound) VALUES (?, ?)", [(word, sound(word)) for word in new]
        )
        fresh = self._db.execute("SELECT key, sound FROM words WHERE key > ?", (last,)).fetchall()
        self._db.executemany(
            "INSERT INTO grams (rowid, sound) VALUES (?, ?)", [(key, f"^{heard}$") for key, heard in fresh]
        )
        self._last = max((key for key, _ in fresh), default=last)

    def _learn_names(self, source: Source, shelved: Sequence[Shelved]) -> None:
        names = [_name(name) for name in (source.title, *source.aliases)]
        pairs = {(shelved[0].key, one, other) for one in names for other in names}
        for one in shelved:
            pairs.update((one.key, *pair) for pair in bracketed(one.passage.text))
        self._db.executemany(
            "INSERT OR IGNORE INTO pairs (passage, name, other) VALUES (?, ?, ?)",
            [(key, one, other) for key, one, other in pairs if one and other and one != other],
        )

    def drop(self, keys: Sequence[int]) -> None:
        """These passages go; their words stay, which harms nobody."""
        gone = [(key,) for key in keys]
        self._db.executemany("DELETE FROM stems WHERE rowid = ?", gone)
        self._db.executemany("DELETE FROM pairs WHERE passage = ?", gone)

    def settle(self) -> None:
        """Nothing is left to do."""


def bracketed(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of stemmed names of which one stands in brackets behind the other, in the other script, both ways.

    How many words before the bracket belong to the term nobody says, so as many are taken as the bracket has.
    """
    for match in _BRACKET.finditer(text):
        before = re.split(r"[.,;:()\n]", text[max(0, match.start() - _CLOSE_BEFORE) : match.start()])[-1]
        if is_russian(before.casefold()) == is_russian(match.group(1).casefold()):
            continue
        other = terms(match.group(1))
        one = terms(before)[-max(1, len(other)) :]
        if 0 < len(other) <= _LONGEST_NAME and one and is_russian(one[-1]) != is_russian(other[-1]):
            yield " ".join(one), " ".join(other)
            yield " ".join(other), " ".join(one)


def _name(title: str) -> str:
    """A name as stems; empty where it is too long to stand for one thing."""
    words = terms(title)
    return " ".join(words) if len(words) <= _LONGEST_NAME else ""
