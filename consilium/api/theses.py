"""The user's theses: all matches of a home, tried again when the library has grown, and kept as notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consilium.api.opposing import Opposing
from consilium.api.shelf import Shelf
from consilium.assembly.review import rules_of
from consilium.config import Loaded
from consilium.disk import write_atomic
from consilium.export.theses import TITLES, theses_note, untouched
from consilium.spar import retested
from consilium.spar.theses import changes, newest
from consilium.store import Matches, SystemClock
from consilium.types.spar import SparRecord, ThesisChange


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
        return Matches(self.loaded.places.spars)

    def all(self) -> Sequence[SparRecord]:
        """The newest match on every thesis, those put forward first before later ones."""
        # Whoever private notes are kept from is not the user himself, and his theses are not the user's.
        return newest(one for one in self.matches.all() if not one.discreet)

    def retest(self) -> tuple[ThesisChange, ...]:
        """Hold every thesis against what the library says today, and keep what comes of it.

        Returns:
            The claims that end otherwise than before, with the quotations that changed them.
        """
        found: list[ThesisChange] = []
        known = self.all()
        if not known:
            return ()
        rules = rules_of(self.loaded)
        for record in known:
            after = retested(record, Opposing(self.shelf, record.discreet), rules)
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
