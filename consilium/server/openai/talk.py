"""What becomes of a request: a debate that is told while it happens, a turn of a match, or a chore answered at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from consilium.api import Inquiry
from consilium.export.verdict_note import verdict_chat
from consilium.server.desk import Desk, Order
from consilium.server.guard import Caller, Guard
from consilium.server.openai.conversation import Conversation, Said, digest
from consilium.server.openai.debate import Aloud
from consilium.server.openai.models import OPPONENT, Offer, known, offer_of
from consilium.server.openai.opponent import spar_of
from consilium.server.openai.reply import Chore, Piece, Reply, Talk
from consilium.server.openai.tasks import chore
from consilium.server.openai.turns import Turn
from consilium.server.routes.ask import answered
from consilium.store import Accepted


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
    after: Turn | None = None,
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
        after: the turn of a match that a message to the opponent answers.

    Raises:
        Problem: there is no such model, or the server does not take the question.
        ConsiliumError: the question cannot be asked as it stands.
    """
    known(model)
    answer = chore(conversation.question)
    if answer is not None:
        return Chore(model, answer)
    if model == OPPONENT:
        return spar_of(request, caller, conversation, after)
    offer = offer_of(model)
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
