"""Turns of matches that were taken as messages, so that a conversation or a response is known again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request

from consilium.disk import write_atomic
from consilium.server.guard import Caller
from consilium.types.codec import from_plain, to_json, to_plain


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said last in a match, by which a conversation or a response is known again.

    Args:
        match: its id.
        replies: how many replies it had by then.
        content: the message.
        created: when, in seconds since 1970.
    """

    match: str
    replies: int
    content: str
    created: int


@dataclass(frozen=True, slots=True)
class Turns:
    """All turns that were taken as messages, a file for each name that one goes by.

    Args:
        folder: where they lie.
        owner: the key whose they are.
    """

    folder: Path
    owner: str

    @classmethod
    def of(cls, request: Request, caller: Caller) -> Turns:
        """The turns of a caller."""
        spars: Path = request.app.state.engine.loaded.places.spars
        return cls(spars / "turns", caller.owner)

    def keep(self, turn: Turn, *names: str) -> None:
        """Know a turn again under these names."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            write_atomic(self._path(name), to_json(to_plain(turn)), mode=0o600)

    def find(self, name: str) -> Turn | None:
        """The turn of that name."""
        try:
            return from_plain(Turn, json.loads(self._path(name).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def _path(self, name: str) -> Path:
        return self.folder / f"{hashlib.sha256(to_json([self.owner, name]).encode()).hexdigest()}.json"
