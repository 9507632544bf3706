"""The model ``opponent``: a conversation is a match, its first message the thesis, each further one a reply."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request

from consilium.assembly.ids import new_run_id
from consilium.export.spar_turn import turn_markdown
from consilium.server.guard import Caller
from consilium.server.openai.conversation import Conversation, Said, digest
from consilium.server.openai.models import OPPONENT
from consilium.server.openai.reply import Piece, Reply
from consilium.server.openai.turns import Turn, Turns
from consilium.server.problems import Problem
from consilium.server.ring import Ring
from consilium.types.request import Usage
from consilium.types.spar import SparRecord

_NAMED: Final = re.compile(r"\s*[\[(«“\"]?([cс]\d{1,4})[\])»”\"]?\s*[:.)—–-]\s*(?=\S)", re.IGNORECASE)
"""A claim's id before a reply; the letter is taken in either alphabet."""


@dataclass(frozen=True, slots=True)
class Sparring:
    """One turn of a match.

    Args:
        ring: holds the matches.
        turns: those that were taken before.
        caller: who spars.
        said: the conversation, the thesis or a reply at its end.
        after: the turn that it answers; None where the conversation alone tells.
    """

    ring: Ring
    turns: Turns
    caller: Caller
    said: Sequence[Said]
    after: Turn | None = None
    model: str = OPPONENT
    id: str = field(default_factory=new_run_id)
    created: int = field(default_factory=lambda: int(time.time()))

    async def pieces(self) -> AsyncIterator[Piece]:
        """What the opponent says, in one piece."""
        reply = await self._taken()
        yield Piece(content=reply.content, usage=reply.usage)

    async def whole(self, _request: Request) -> Reply:
        """What the opponent says; a turn that has begun is finished and kept."""
        return await self._taken()

    def left(self) -> None:
        """The turn goes on, and is kept."""

    async def _taken(self) -> Reply:
        record = await self._turned()
        content = turn_markdown(record)
        turn = Turn(record.id, len(record.replies), content, self.created)
        self.turns.keep(turn, self.id, digest((*self.said, ("assistant", content))))
        return Reply(content, usage=Usage())

    async def _turned(self) -> SparRecord:
        """The match after this turn."""
        before, last = self.said[:-1], self.said[-1][1]
        record = await self._standing(self.after or (self.turns.find(digest(before)) if before else None))
        if record is None:
            earlier = [text for who, text in before if who == "user"]
            if not earlier:
                return await self.ring.begin(self.caller, last)
            record = await self._again(earlier)
        return await self._replied(record, last)

    async def _standing(self, known: Turn | None) -> SparRecord | None:
        """A match where it was left; None where nobody knows it, or it went on from there in another way."""
        if known is None:
            return None
        try:
            record = await self.ring.find(self.caller, known.match)
        except Problem:
            if self.after:
                raise
            return None
        if len(record.replies) == known.replies:
            return record
        past = [one.text for one in record.replies[: known.replies]]
        return await self._again([record.thesis, *past])

    async def _again(self, texts: Sequence[str]) -> SparRecord:
        """A match held anew: first the thesis, then every reply."""
        record = await self.ring.begin(self.caller, texts[0])
        for text in texts[1:]:
            record = await self._replied(record, text)
        return record

    async def _replied(self, record: SparRecord, text: str) -> SparRecord:
        claim, words = addressed(record, text)
        return await self.ring.reply(self.caller, record.id, words, claim)


def addressed(record: SparRecord, text: str) -> tuple[str, str]:
    """The claim that a reply names at its beginning, empty where it names none, and the rest of it."""
    named = _NAMED.match(text)
    if named:
        claim = named[1].casefold().replace("с", "c")
        if any(one.id == claim for one in record.claims):
            return claim, text[named.end() :]
    return "", text


def spar_of(request: Request, caller: Caller, conversation: Conversation, after: Turn | None) -> Sparring:
    """The turn of a match that a conversation asks for."""
    ring: Ring = request.app.state.ring
    return Sparring(ring, Turns.of(request, caller), caller, conversation.said, after)
