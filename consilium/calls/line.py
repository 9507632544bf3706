"""The line: one request in, one reply out, with every guard in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from consilium.calls.gpu import ELSEWHERE, Weights
from consilium.calls.limiter import Limiter
from consilium.calls.log import log
from consilium.calls.retry import Sleep, attempts
from consilium.errors import LimitReached, ModelError, PrivacyBreach, TimedOut
from consilium.protocols import Budget, CallJournal, ChatModel, Clock, EventLog, OnDelta
from consilium.types.codec import encodable
from consilium.types.member import MemberCard
from consilium.types.request import ModelReply, ModelRequest, Usage
from consilium.wording import say


@dataclass(frozen=True, slots=True)
class Seam:
    """What all lines of one run share."""

    journal: CallJournal
    budget: Budget
    limiter: Limiter
    events: EventLog
    clock: Clock


@dataclass(frozen=True, slots=True)
class CallLine:
    """The guarded way to one member's model.

    Args:
        card: whose model it is; private text passes only where it is local.
        model: the transport.
        seam: journal, budget, limiter, events and clock of the run.
        estimate: upper bound in US dollars of a request's cost; 0 where no price is known.
        priced: what a call cost by the card's own price; None leaves it to the transport.
        server: the name under which parallel calls are counted.
        concurrent: how many calls that server takes at once.
        tries: how often a call is sent at most.
        sleep: how to wait between two attempts.
        weights: what the model takes on the graphics card.
    """

    card: MemberCard
    model: ChatModel
    seam: Seam
    estimate: Callable[[ModelRequest], float]
    server: str
    concurrent: int = 4
    tries: int = 3
    sleep: Sleep = asyncio.sleep
    priced: Callable[[Usage], float | None] | None = None
    weights: Weights = ELSEWHERE

    async def send(self, request: ModelRequest, on_delta: OnDelta | None = None) -> ModelReply:
        """Send one request through every guard.

        Raises:
            PrivacyBreach: the request holds private text and the model is not on this machine.
            LimitReached: the call does not fit the budget.
            ModelError: every attempt failed.
        """
        self._guard_privacy(request)
        request = _encodable(request)
        key = request.call_key
        kept = self.seam.journal.begin(request)
        if kept is not None:
            self._report(request, kept, cached=True)
            return kept
        try:
            self.seam.budget.reserve(key, self.estimate(request))
            reply = await self._attempt(request, on_delta)
        except BaseException as error:
            self.seam.budget.release(key)
            if isinstance(error, LimitReached) or (isinstance(error, ModelError) and not error.maybe_billed):
                self.seam.journal.withdraw(request)
            log("warning", "call.failed", member=self.card.name, purpose=request.purpose, error=str(error))
            raise
        self.seam.journal.finish(request, reply)
        self.seam.budget.settle(key, reply.usage.cost_usd)
        self._report(request, reply, cached=False)
        log(
            "debug",
            "call.finished",
            member=self.card.name,
            model=reply.model,
            purpose=request.purpose,
            seconds=round(reply.seconds, 3),
            cost_usd=reply.usage.cost_usd,
        )
        return reply

    def _guard_privacy(self, request: ModelRequest) -> None:
        if request.private and not self.card.local:
            raise PrivacyBreach(say("calls.privacy", member=self.card.name, purpose=request.purpose))

    async def _attempt(self, request: ModelRequest, on_delta: OnDelta | None) -> ModelReply:
        async for attempt in attempts(self.tries, partial(self._retried, request), self.sleep):
            with attempt:
                async with self.seam.limiter.turn(self.server, self.concurrent, self.weights):
                    return await self._timed(request, on_delta)
        raise AssertionError  # the loop above either returns or raises

    async def _timed(self, request: ModelRequest, on_delta: OnDelta | None) -> ModelReply:
        started = self.seam.clock.monotonic()
        limit = request.limits.timeout_s
        try:
            async with asyncio.timeout(limit):
                reply = await self.model.complete(request, on_delta)
        except TimeoutError as error:
            message = say("calls.timed_out", model=self.model.model, seconds=round(limit, 1))
            raise TimedOut(message, next_step=say("calls.raise_timeout"), model=self.model.model) from error
        seconds = self.seam.clock.monotonic() - started
        usage = replace(reply.usage, cost_usd=self.priced(reply.usage)) if self.priced else reply.usage
        text, thinking = encodable(reply.text), encodable(reply.thinking)
        return replace(reply, text=text, thinking=thinking, usage=usage, seconds=seconds)

    def _retried(self, request: ModelRequest, error: ModelError, wait_s: float) -> None:
        data = {"purpose": request.purpose, "reason": error.message, "wait_s": round(wait_s, 2)}
        log("info", "call.retried", member=self.card.name, model=self.model.model, **data)
        self.seam.events.emit("call.retried", member=self.card.name, round_=request.round, **data)

    def _report(self, request: ModelRequest, reply: ModelReply, *, cached: bool) -> None:
        self.seam.events.emit(
            "call.finished",
            member=self.card.name,
            round_=request.round,
            purpose=request.purpose,
            template=request.template,
            model=self.model.model,
            answering_model=reply.model,
            prompt_tokens=reply.usage.prompt_tokens,
            completion_tokens=reply.usage.completion_tokens,
            cost_usd=reply.usage.cost_usd,
            seconds=round(reply.seconds, 3),
            finish=reply.finish,
            cached=cached,
        )


def _encodable(request: ModelRequest) -> ModelRequest:
    """The request without half characters, which no transport could send: they come from cut-off replies."""
    return replace(request, parts=tuple(replace(part, text=encodable(part.text)) for part in request.parts))
