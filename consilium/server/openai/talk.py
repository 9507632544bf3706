"""What becomes of a request: a debate that is told while it happens, or a chore answered at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from fastapi import Request

from consilium.api import Inquiry
from consilium.assembly.ids import new_run_id
from consilium.export.verdict_note import verdict_chat
from consilium.server.desk import Desk, Order
from consilium.server.guard import Caller, Guard
from consilium.server.openai.conversation import Conversation, Said, digest
from consilium.server.openai.debate import Aloud
from consilium.server.openai.models import Offer, offer_of
from consilium.server.openai.tasks import chore
from consilium.server.routes.ask import answered
from consilium.store import Accepted
from consilium.types.request import Usage


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reply as it comes about; the last one tells what it took."""

    reasoning: str = ""
    content: str = ""
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    content: str
    reasoning: str = ""
    usage: Usage = field(default_factory=Usage)


class Talk(Protocol):
    """One request on its way to its reply."""

    @property
    def id(self) -> str:
        """What it goes by, without OpenAI's prefixes."""

    @property
    def created(self) -> int:
        """When it began, in seconds since 1970."""

    @property
    def model(self) -> str:
        """The model that was asked."""

    def pieces(self) -> AsyncIterator[Piece]:
        """The reply, while it comes about: reasoning first, then content."""

    async def whole(self, request: Request) -> Reply:
        """The reply, once it is there."""

    def left(self) -> None:
        """Nobody listens any more."""


@dataclass(frozen=True, slots=True)
class Chore:
    """A request that needs no debate."""

    model: str
    answer: str
    id: str = field(default_factory=new_run_id)
    created: int = field(default_factory=lambda: int(time.time()))

    async def pieces(self) -> AsyncIterator[Piece]:
        """The answer, in one piece."""
        yield Piece(content=self.answer, usage=Usage())

    async def whole(self, _request: Request) -> Reply:
        """The answer."""
        return Reply(self.answer)

    def left(self) -> None:
        """Nothing goes on."""


@dataclass(frozen=True, slots=True)
class Debate:
    """A run, and the conversation that its verdict will be the last word of."""

    desk: Desk
    caller: Caller
    model: str
    row: Accepted
    said: Sequence[Said]

    @property
    def id(self) -> str:
        """The run."""
        return self.row.run_id

    @property
    def created(self) -> int:
        """When its question was accepted, in seconds since 1970."""
        return seconds(self.row.accepted)

    async def pieces(self) -> AsyncIterator[Piece]:
        """The debate while it happens, then the verdict.

        Raises:
            Problem: there is no answer.
        """
        aloud = Aloud(redacted=self.caller.redacted)
        feed = self.desk.feed(self.id)
        if feed is not None:
            async for event in feed.after(0):
                text = aloud.tell(event)
                if text:
                    yield Piece(reasoning=text)
        verdict = answered(self.desk, self.id, self.caller)
        content = verdict_chat(verdict)
        self._remember(content)
        yield Piece(content=content, usage=verdict.usage)

    async def whole(self, request: Request) -> Reply:
        """The debate and its verdict; a caller that leaves before ends the run.

        Raises:
            Problem: there is no answer.
        """
        leaving = asyncio.create_task(_leaves(request))
        ending = asyncio.create_task(self.desk.finished(self.id, None))
        try:
            await asyncio.wait({leaving, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            ending.cancel()
            self.left()
        reply = kept_reply(self.desk, self.caller, self.id)
        self._remember(reply.content)
        return reply

    def left(self) -> None:
        """Stop the run if it is still under way; a server about to end puts it aside itself.

        A verdict that is being written is finished: the debate is paid for, and can be read later.
        """
        if self.desk.feed(self.id) is None or self.desk.draining:
            return
        if self.desk.store.last_event(self.id, "judge.started") is None:
            self.desk.cancel(self.id)

    def _remember(self, content: str) -> None:
        """Know the conversation again that goes on from here."""
        self.desk.store.intake.ends(self.id, digest((*self.said, ("assistant", content))))


def kept_reply(desk: Desk, caller: Caller, run_id: str) -> Reply:
    """The reply of a run that has ended.

    Raises:
        Problem: there is no answer.
    """
    verdict = answered(desk, run_id, caller)
    reasoning = Aloud(redacted=caller.redacted).whole(desk.store.events(run_id))
    return Reply(verdict_chat(verdict), reasoning, verdict.usage)


def begin(
    request: Request,
    caller: Caller,
    model: str,
    conversation: Conversation,
    *,
    metadata: Mapping[str, str],
    follow: str = "",
) -> Talk:
    """Take a conversation's question in.

    Args:
        request: brings it.
        caller: who asks.
        model: which of our models.
        conversation: ends in the question.
        metadata: kept with the run.
        follow: the run whose thread the question continues; without one, that whose verdict the
            conversation ended in.

    Raises:
        Problem: there is no such model, or the server does not take the question.
        ConsiliumError: the question cannot be asked as it stands.
    """
    offer = offer_of(model)
    answer = chore(conversation.question)
    if answer is not None:
        return Chore(model, answer)
    desk: Desk = request.app.state.desk
    guard: Guard = request.app.state.guard
    inquiry = _inquiry(desk, caller, conversation, offer, guard.remaining_usd(caller), follow)
    row, _ = desk.submit(Order(inquiry, caller.owner, dict(metadata), streamed=False))
    return Debate(desk, caller, model, row, conversation.said)


def _inquiry(
    desk: Desk, caller: Caller, conversation: Conversation, offer: Offer, usd: float | None, follow: str
) -> Inquiry:
    """A question in its thread: our own where we know it, else what was said as the caller tells it."""
    if not follow and conversation.before:
        follow = desk.store.intake.ending(caller.owner, digest(conversation.before))
    earlier = () if follow else tuple(conversation.turns)
    return offer.shape(Inquiry(conversation.question, follow=follow, earlier=earlier, usd=usd))


def seconds(moment: str) -> int:
    """A time of ours in seconds since 1970.

    >>> seconds("1970-01-01T00:01:00.000Z")
    60
    """
    return int(datetime.fromisoformat(moment).timestamp())


async def _leaves(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
