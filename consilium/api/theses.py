"""The user's theses: all matches of a home, tried again when the library has grown, and kept as notes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consilium.api.opposing import Opposing
from consilium.api.shelf import Shelf
from consilium.assembly.review import rules_of
from consilium.config import Loaded
from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.export.theses import TITLES, theses_note, untouched
from consilium.spar import retested
from consilium.spar.theses import changes, newest
from consilium.store import SystemClock
from consilium.types.codec import from_plain, to_json, to_plain
from consilium.types.spar import SparRecord, ThesisChange
from consilium.wording import say


class Matches:
    """All matches of a home, one file each, whole after every turn.

    Args:
        folder: where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, record: SparRecord) -> None:
        """Write a match over its earlier state; a program that dies here leaves the one or the other."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_atomic(self._folder / f"{record.id}.json", to_json(to_plain(record)), mode=0o600)

    def ids(self) -> list[str]:
        """The ids of all matches, oldest first."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def load(self, id_: str) -> SparRecord:
        """One match by its id, a unique beginning of it, or ``last``.

        Raises:
            UsageError: there is no such match, or more than one.
        """
        ids = self.ids()
        found = ids[-1:] if id_ == "last" else [one for one in ids if id_ and one.startswith(id_)]
        if len(found) != 1:
            raise UsageError(say("spar.no_match", match=id_), next_step=say("spar.begin_one"))
        return self._read(found[0])

    def theses(self) -> list[SparRecord]:
        """The newest match on every thesis, those put forward first before later ones."""
        # Whoever private notes are kept from is not the user himself, and his theses are not the user's.
        return newest(one for one in map(self._read, self.ids()) if not one.discreet)

    def _read(self, id_: str) -> SparRecord:
        text = (self._folder / f"{id_}.json").read_text(encoding="utf-8")
        return from_plain(SparRecord, json.loads(text))


@dataclass(frozen=True, slots=True)
class Theses:
    """The theses of a home. Every method blocks.

    Args:
        loaded: the settings in force.
        shelf: the library.
    """

    loaded: Loaded
    shelf: Shelf

    @property
    def matches(self) -> Matches:
        """Where they are kept."""
        return Matches(self.loaded.places.home / "spars")

    def all(self) -> Sequence[SparRecord]:
        """The newest match on every thesis."""
        return self.matches.theses()

    def retest(self) -> tuple[ThesisChange, ...]:
        """Hold every thesis against what the library says today, and keep what comes of it.

        Returns:
            The claims that end otherwise than before, with the quotations that changed them.
        """
        found: list[ThesisChange] = []
        known = self.all()
        if not known:
            return ()
        sources, rules = Opposing(self.shelf), rules_of(self.loaded)
        for record in known:
            after = retested(record, sources, rules)
            self.matches.keep(after)
            found += changes(record, after)
        self.write()
        return tuple(found)

    def write(self) -> Sequence[Path]:
        """Bring the notes on the theses up to date, one for each language and folder.

        Returns:
            The notes that were changed by hand since they were written, and are left alone.
        """
        refused, at = [], SystemClock().now()
        known = self.all()
        for folder, language in dict.fromkeys((one.notes, one.language) for one in known):
            path = (Path(folder) if folder else self.loaded.places.home / "notes") / f"{TITLES[language]}.md"
            here = [one for one in known if (one.notes, one.language) == (folder, language)]
            if path.exists() and not untouched(path.read_text(encoding="utf-8")):
                refused.append(path)
            else:
                write_atomic(path, theses_note(here, language, at))
        return refused
