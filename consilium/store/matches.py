"""Sparring matches on disk, one file each."""

from __future__ import annotations

import json
from pathlib import Path

from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.types.codec import from_plain, to_json, to_plain
from consilium.types.spar import SparRecord
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

    def all(self) -> list[SparRecord]:
        """All matches, oldest first."""
        return [self._read(id_) for id_ in self.ids()]

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

    def _read(self, id_: str) -> SparRecord:
        text = (self._folder / f"{id_}.json").read_text(encoding="utf-8")
        return from_plain(SparRecord, json.loads(text))
