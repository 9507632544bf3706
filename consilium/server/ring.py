"""The matches of a server: begun, replied to and looked at by whoever they belong to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final
from weakref import WeakValueDictionary

from consilium.api import Engine, Guest, Spar
from consilium.errors import UsageError
from consilium.server.guard import Caller, Guard
from consilium.server.problems import Problem
from consilium.store import Matches
from consilium.types.spar import SparRecord
from consilium.wording import say

MOST_THESIS: Final = 20_000
"""Characters of a thesis or a reply; every claim in it is searched for."""


class Ring:
    """All matches of one home, for every door; its methods belong to the server's event loop.

    Whoever private notes are kept from spars without them, and sees only matches that were held so.

    Args:
        engine: the library, and the members that can be asked.
        guard: knows what a caller may still spend.
    """

    def __init__(self, engine: Engine, guard: Guard) -> None:
        self._engine = engine
        self._guard = guard
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def begin(self, caller: Caller, thesis: str, *, discreet: bool = False) -> SparRecord:
        """A match after its first attacks.

        Args:
            caller: whose it will be.
            thesis: a sentence or a whole note.
            discreet: leave private notes out, as is always done for those they are kept from.

        Raises:
            Problem: the caller's money is used up, or the thesis is too long.
            UsageError: the thesis claims nothing.
        """
        _fitting(thesis)
        guest = self._guest(caller, discreet=discreet)
        match = await asyncio.to_thread(Spar.open, self._engine, thesis, guest=guest)
        return match.record

    async def reply(
        self, caller: Caller, match_id: str, text: str, claim: str = "", *, discreet: bool = False
    ) -> SparRecord:
        """A match after a reply and what the opponent makes of it; one reply at a time.

        Raises:
            Problem: there is no such match or it is somebody else's, the caller's money is used up, or the
                reply is too long.
            UsageError: the match has no such claim.
        """
        _fitting(text)
        guest = self._guest(caller, discreet=discreet)
        known = await self.find(caller, match_id, discreet=discreet)
        turn = self._turns.setdefault(known.id, asyncio.Lock())
        async with turn:
            match = await asyncio.to_thread(Spar.resume, self._engine, known.id, guest)
            return await match.areply(text, claim=claim)

    async def find(self, caller: Caller, match_id: str, *, discreet: bool = False) -> SparRecord:
        """A match that the caller may see; ``last`` is its newest one.

        Raises:
            Problem: there is none, it is somebody else's, or private notes went into it that are kept from
                the caller: these cannot be told apart.
        """
        if match_id == "last":
            newest = await self.all(caller, 1, discreet=discreet)
            if newest:
                return newest[0]
        try:
            record = await asyncio.to_thread(self._load, match_id)
        except UsageError:
            raise no_such_match(match_id) from None
        if not _sees(caller, record, discreet=discreet):
            raise no_such_match(match_id)
        return record

    async def all(self, caller: Caller, most: int, *, discreet: bool = False) -> Sequence[SparRecord]:
        """Matches that the caller may see, newest first."""
        known = await asyncio.to_thread(self._matches.all)
        return [one for one in reversed(known) if _sees(caller, one, discreet=discreet)][:most]

    @property
    def _matches(self) -> Matches:
        return Matches(self._engine.loaded.places.spars)

    def _load(self, match_id: str) -> SparRecord:
        """A match by its whole id: a beginning of it would tell of matches that the caller may not see."""
        record = self._matches.load(match_id)
        if record.id != match_id:
            raise no_such_match(match_id)
        return record

    def _guest(self, caller: Caller, *, discreet: bool) -> Guest:
        """Models are left out for keys with money of their own: what a match costs is not counted against a key."""
        counted = self._guard.remaining_usd(caller) is not None
        return Guest(caller.owner, discreet=discreet or caller.redacted, models=not counted)


def no_such_match(match_id: str) -> Problem:
    """The same words whether a match is not there or not the caller's."""
    detail = say("server.no_spar", match=match_id[:100])
    return Problem(404, "no_such_match", detail, next_step=say("server.list_spars"))


def _sees(caller: Caller, record: SparRecord, *, discreet: bool) -> bool:
    if (discreet or caller.redacted) and not record.discreet:
        return False
    return caller.everybody or record.owner == caller.owner


def _fitting(text: str) -> None:
    if len(text) > MOST_THESIS:
        detail = say("server.long_thesis", most=MOST_THESIS)
        raise Problem(422, "invalid", detail, next_step=say("server.shorter_thesis"))
