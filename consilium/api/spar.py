"""A sparring match for callers: opened, replied to, kept after every turn."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consilium.api.shelf import Shelf
from consilium.assembly.ids import new_run_id
from consilium.assembly.review import rules_of
from consilium.config import Loaded
from consilium.disk import write_atomic
from consilium.errors import UsageError
from consilium.export.spar import spar_markdown
from consilium.rules import Rules
from consilium.spar import opened, replied, retested
from consilium.spar.evidence import evidence_of
from consilium.store import SystemClock
from consilium.types.codec import from_plain, to_json, to_plain
from consilium.types.evidence import Passage
from consilium.types.spar import Attack, Evidence, Outcome, SparRecord
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Opposing:
    """The library as the opponent reads it: on this machine, private notes included."""

    shelf: Shelf

    def search(self, query: str, limit: int) -> Sequence[Passage]:
        """Passages that bear on a claim, best first."""
        found = self.shelf.search(query, limit, private=True)
        return [*found, *self.shelf.short_lines(query, limit, private=True)]

    def quoted(self, text: str) -> Sequence[Evidence]:
        """The quotations in a text that stand in a source which is not a model's."""
        proofs = self.shelf.verify(text, private=True).proofs
        return [
            evidence_of(one.passage, one.words)
            for one in proofs
            if one.citation.verified and one.passage and one.passage.provenance != "model"
        ]


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
        text = (self._folder / f"{found[0]}.json").read_text(encoding="utf-8")
        return from_plain(SparRecord, json.loads(text))


class Spar:
    """One match, kept after every turn. Every method but those that begin with ``a`` blocks.

    Args:
        record: as it stands.
        matches: where it is kept.
        sources: the library.
        rules: what numbers may be.
    """

    def __init__(self, record: SparRecord, matches: Matches, sources: Opposing, rules: Rules) -> None:
        self.record = record
        self._matches, self._sources, self._rules = matches, sources, rules

    @classmethod
    def open(cls, loaded: Loaded, shelf: Shelf, thesis: str) -> Spar:
        """Begin a match.

        Raises:
            UsageError: the thesis claims nothing.
        """
        sources, rules = Opposing(shelf), rules_of(loaded)
        record = opened(new_run_id(), SystemClock().now(), thesis, sources, rules)
        match = cls(record, Matches(loaded.places.home / "spars"), sources, rules)
        match._matches.keep(record)
        return match

    @classmethod
    def resume(cls, loaded: Loaded, shelf: Shelf, id_: str) -> Spar:
        """Go on with a match.

        Raises:
            UsageError: there is no such match.
        """
        matches = Matches(loaded.places.home / "spars")
        return cls(matches.load(id_), matches, Opposing(shelf), rules_of(loaded))

    @property
    def attacks(self) -> tuple[Attack, ...]:
        """Everything said against the thesis, claim by claim."""
        return tuple(attack for claim in self.record.claims for attack in claim.attacks)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What each claim came to, by its id."""
        return {claim.id: claim.outcome for claim in self.record.claims}

    def reply(self, text: str, *, claim: str = "") -> SparRecord:
        """Answer an attack.

        Args:
            text: an argument; quotations in quotation marks are looked up in the library.
            claim: the claim it defends; the first that does not stand where none is named.

        Raises:
            UsageError: there is no such claim.
        """
        return self._turned(replied(self.record, text, self._sources, claim))

    async def areply(self, text: str, *, claim: str = "") -> SparRecord:
        """``reply`` for asynchronous callers."""
        return await asyncio.to_thread(self.reply, text, claim=claim)

    def retest(self) -> SparRecord:
        """Hold every claim against what the library says today."""
        return self._turned(retested(self.record, self._sources, self._rules))

    def note(self) -> str:
        """The match as Markdown, in the thesis's language."""
        return spar_markdown(self.record)

    def _turned(self, record: SparRecord) -> SparRecord:
        self._matches.keep(record)
        self.record = record
        return record
