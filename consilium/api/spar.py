"""A sparring match for callers: opened, replied to, kept after every turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consilium.api.engine import Engine
from consilium.api.opposing import Opposing
from consilium.api.theses import Theses
from consilium.assembly.ids import new_run_id
from consilium.assembly.review import rules_of
from consilium.export.spar import spar_markdown
from consilium.knowledge.obsidian.frontmatter import read_frontmatter
from consilium.rules import Rules
from consilium.spar import opened, replied, retested
from consilium.spar.critics import heard
from consilium.store import SystemClock
from consilium.types.evidence import Passage
from consilium.types.spar import Attack, Concession, Outcome, SparRecord


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever spars; without a word about him, the user himself.

    Args:
        owner: the key that he came to the server with.
        discreet: private notes are kept from him: the match is held without them, and is none of the user's theses.
        models: whether the models of the panel may be asked.
    """

    owner: str = ""
    discreet: bool = False
    models: bool = True


HIMSELF = Guest()


class Spar:
    """One match, kept after every turn. Every method but those that begin with ``a`` blocks.

    Args:
        record: as it stands.
        engine: the library, and the members that can be asked.
        guest: who spars; whose the match is stands in ``record``.
    """

    def __init__(self, record: SparRecord, engine: Engine, guest: Guest = HIMSELF) -> None:
        self.record = record
        self.refused: Sequence[Path] = ()
        """Notes on theses that were changed by hand and are left alone."""
        self._engine = engine
        self._models = guest.models
        self._theses = Theses(engine.loaded, engine.library)
        self._sources = Opposing(engine.library, record.discreet)
        self._rules: Rules = rules_of(engine.loaded)

    @classmethod
    def open(cls, engine: Engine, thesis: str, notes: Path | None = None, guest: Guest = HIMSELF) -> Spar:
        """Begin a match.

        Args:
            engine: the library, and the members that can be asked.
            thesis: a sentence or a whole note.
            notes: the folder of the note on all theses; None for the home's own.
            guest: who spars.

        Raises:
            UsageError: the thesis claims nothing.
        """
        sources = Opposing(engine.library, guest.discreet)
        folder = str(notes.expanduser().resolve()) if notes else ""
        at, rules = SystemClock().now(), rules_of(engine.loaded)
        record = opened(new_run_id(), at, thesis, sources, rules)
        known = read_frontmatter(thesis).private or any(sources.tells_private(claim.text) for claim in record.claims)
        record = replace(record, notes=folder, private=known, owner=guest.owner, discreet=guest.discreet)
        match = cls(record, engine, guest)
        match._turned(match._heard(match.record))
        return match

    @classmethod
    def resume(cls, engine: Engine, id_: str, guest: Guest = HIMSELF) -> Spar:
        """Go on with a match; a turn that was broken off while members were asked is finished first.

        Raises:
            UsageError: there is no such match.
        """
        match = cls(Theses(engine.loaded, engine.library).matches.load(id_), engine, guest)
        if match.record.broken_off:
            match._turned(match._heard(match.record))
        return match

    @property
    def attacks(self) -> tuple[Attack, ...]:
        """Everything said against the thesis, claim by claim."""
        return tuple(attack for claim in self.record.claims for attack in claim.attacks)

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What each claim came to, by its id."""
        return {claim.id: claim.outcome for claim in self.record.claims}

    @property
    def concessions(self) -> tuple[Concession, ...]:
        """Where members gave in; those without a new argument were refused."""
        return self.record.concessions

    def reply(self, text: str, *, claim: str = "") -> SparRecord:
        """Answer an attack.

        Args:
            text: an argument; quotations in quotation marks are looked up in the library.
            claim: the claim it defends; the first that does not stand where none is named.

        Raises:
            UsageError: there is no such claim.
        """
        after = replied(self.record, text, self._sources, claim)
        return self._turned(self._heard(after))

    async def areply(self, text: str, *, claim: str = "") -> SparRecord:
        """``reply`` for asynchronous callers."""
        return await asyncio.to_thread(self.reply, text, claim=claim)

    def retest(self) -> SparRecord:
        """Hold every claim against what the library says today."""
        return self._turned(retested(self.record, self._sources, self._rules))

    def note(self) -> str:
        """The match as Markdown, in the thesis's language."""
        return spar_markdown(self.record)

    def _heard(self, record: SparRecord) -> SparRecord:
        """The match after the models of the panel spoke; as it was where there are none to be asked."""
        passages = self._passages(record)
        if not self._models:
            return record
        # What he wrote must not depend on how long members take, or on whether the program lives to see it.
        self._theses.matches.keep(replace(record, broken_off=True))
        critiques = self._engine.loop.run(self._engine.critics().attack(record, list(passages.values())))
        record = replace(record, broken_off=False)
        return heard(record, critiques, passages) if critiques else record

    def _passages(self, record: SparRecord) -> dict[str, Passage]:
        most = self._engine.loaded.settings.knowledge.passages
        each = max(1, most // len(record.claims))
        found = (one for claim in record.claims for one in self._sources.search(claim.text, each))
        return {one.id: one for one in found if one.provenance != "model"}

    def _turned(self, record: SparRecord) -> SparRecord:
        self._theses.matches.keep(record)
        self.record = record
        self.refused = self._theses.write()
        return record
