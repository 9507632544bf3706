"""The desk: takes questions in, lets so many run at once, and knows what has become of each.

What it accepts is on disk before it says so. After a crash it takes up every run that had not ended:
from its last checkpoint where there is one, and with the replies of the journal, so that nothing
that was answered is paid for again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from consilium.api import Engine, Inquiry, Watch
from consilium.assembly.ids import new_run_id
from consilium.config.settings import ServerSettings
from consilium.errors import ConsiliumError, UsageError
from consilium.server.feed import Feed
from consilium.server.problems import Problem
from consilium.server.queue import Live, RunQueue
from consilium.store import Accepted, Callback, SqliteRunStore
from consilium.types.codec import from_plain, to_plain
from consilium.types.event import Event
from consilium.wording import say

log = logging.getLogger("consilium.server")

RETRY_AFTER_S = 5

Listener = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Order:
    """A question as it came in.

    Args:
        inquiry: what is asked.
        owner: the id of the key it came with; empty for the user of this machine.
        metadata: what the caller wants back with the run.
        callback: where to report the end.
        idempotency: the caller's key against asking twice.
        digest: tells whether a request that is repeated with that key asks for the same.
        streamed: whether text should be streamed from the first word on, though nobody reads yet.
    """

    inquiry: Inquiry
    owner: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    callback: Callback = field(default_factory=Callback)
    idempotency: str = ""
    digest: str = ""
    streamed: bool = True


class Desk:
    """All runs of one server; its methods belong to the server's event loop.

    Args:
        engine: carries runs out.
        settings: how much the server takes on.
        listeners: told every event of every run.
    """

    def __init__(self, engine: Engine, settings: ServerSettings, listeners: Sequence[Listener] = ()) -> None:
        self.engine = engine
        self.settings = settings
        self.draining = False
        self.on_end: list[Callable[[str], None]] = []
        self.queue = RunQueue(engine, settings.concurrent_runs, self._ended)
        self._listeners = listeners
        self._loop = asyncio.get_running_loop()

    @property
    def store(self) -> SqliteRunStore:
        """All runs of this home."""
        return self.engine.store

    def submit(self, order: Order) -> tuple[Accepted, bool]:
        """Take a question in; returns what is kept of it, and whether it had come before.

        Raises:
            Problem: the server is full or about to end, or the idempotency key was used for another question.
            ConsiliumError: the question cannot be asked as it stands.
        """
        self._admit()
        run_id = new_run_id()
        live = self._opened(run_id, order.inquiry, order.streamed)
        row = Accepted(
            run_id=run_id,
            owner=order.owner,
            inquiry=to_plain(order.inquiry),
            metadata=order.metadata,
            idempotency=order.idempotency,
            digest=order.digest,
            callback=order.callback,
        )
        kept = self.store.intake.accept(row)
        if kept.run_id != run_id:
            if kept.digest != row.digest:
                raise Problem(422, "idempotency", say("server.other_question"), next_step=say("server.new_idempotency"))
            return kept, True
        self.queue.add(run_id, live)
        return kept, False

    def recover(self) -> int:
        """Take up every run that had not ended when the last server did; returns how many there are."""
        rows = self.store.intake.open()
        for row in rows:
            try:
                self._take_up(row)
            except ConsiliumError as error:
                # Its card is gone, or its thread: this run cannot go on, and must not keep the others from it.
                log.warning("run %s cannot go on: %s", row.run_id, error)
                self._give_up(row, error)
        return len(rows)

    def resume(self, run_id: str) -> None:
        """Go on with a run that was broken off; what it had been told stays paid for.

        Raises:
            Problem: it is under way, or has its verdict.
        """
        self._admit()
        if self.queue.get(run_id):
            raise Problem(409, "under_way", say("server.under_way"), next_step=say("server.read_events"))
        if self.store.verdict(run_id) is not None:
            raise Problem(409, "done", say("server.has_verdict"), next_step=say("server.read_run"))
        feed = self._feed(run_id)
        live = Live(self.engine.reopen(run_id, self._watch(feed, streamed=True)), feed)
        self.store.intake.end(run_id, ended=False)
        self.queue.add(run_id, live)

    def cancel(self, run_id: str) -> None:
        """Stop a run for good.

        Raises:
            Problem: it is not under way here.
        """
        live = self._under_way(run_id)
        if live.handle is not None:
            live.handle.cancel()
            return
        store = self.store
        store.create(run_id, live.run.question.asked, live.run.kept(), live.run.thread.parent)
        event = store.append(
            run_id, "run.failed", "", 0, {"error": say("api.interrupted"), "next_step": "", "exit_code": 130}
        )
        self._heard(live.feed, event)
        store.finish(run_id, "interrupted", None)
        self._ended(run_id)
        self.queue.drop(run_id)

    def judge_now(self, run_id: str) -> None:
        """Have the judge write the verdict from what was said by now.

        Raises:
            Problem: it is not under way here, or nobody has answered yet.
        """
        handle = self._under_way(run_id).handle
        problem = Problem(409, "nothing_to_judge", say("api.nothing_to_judge"), next_step=say("api.wait_or_cancel"))
        if handle is None:
            raise problem
        try:
            handle.judge_now()
        except UsageError:
            raise problem from None

    async def finished(self, run_id: str, patience_s: float | None) -> bool:
        """Wait until a run has ended, or until patience has; whether it has ended."""
        live = self.queue.get(run_id)
        if live is None:
            return True
        try:
            await asyncio.wait_for(live.feed.ended.wait(), patience_s)
        except TimeoutError:
            return False
        return True

    def feed(self, run_id: str) -> Feed | None:
        """The feed of a run that waits or is under way here."""
        live = self.queue.get(run_id)
        return live.feed if live else None

    def is_waiting(self, run_id: str) -> bool:
        """Whether a run is still waiting for its turn."""
        live = self.queue.get(run_id)
        return live is not None and live.handle is None

    async def drain(self, patience_s: float) -> int:
        """Take nothing more, let what runs come to its end, put the rest aside; returns how much that is.

        What was put aside goes on when a server starts again.
        """
        self.draining = True
        return await self.queue.drain(patience_s)

    def _admit(self) -> None:
        headers = {"Retry-After": str(RETRY_AFTER_S)}
        if self.draining:
            raise Problem(503, "draining", say("server.draining"), next_step=say("server.come_back"), headers=headers)
        if self.queue.full and self.queue.waiting >= self.settings.queue:
            raise Problem(503, "full", say("server.full"), next_step=say("server.come_back"), headers=headers)

    def _under_way(self, run_id: str) -> Live:
        live = self.queue.get(run_id)
        if live is None:
            raise Problem(409, "not_under_way", say("server.not_under_way"), next_step=say("server.read_run"))
        return live

    def _opened(self, run_id: str, inquiry: Inquiry, streamed: bool) -> Live:
        feed = Feed()
        return Live(self.engine.open(inquiry, self._watch(feed, streamed=streamed), run_id), feed)

    def _feed(self, run_id: str) -> Feed:
        events = self.store.events(run_id)
        return Feed(events[-1].seq + 1 if events else 1)

    def _watch(self, feed: Feed, *, streamed: bool) -> Watch:
        def tell(event: Event) -> None:
            self._loop.call_soon_threadsafe(self._heard, feed, event)

        return Watch(tell, (lambda: streamed or feed.readers > 0), durability="sync")

    def _heard(self, feed: Feed, event: Event) -> None:
        feed.push(event)
        for listener in self._listeners:
            listener(event)

    def _take_up(self, row: Accepted) -> None:
        try:
            state = self.store.summary(row.run_id).state
        except UsageError:
            # Accepted, and then the server died before it began.
            self.queue.add(row.run_id, self._opened(row.run_id, from_plain(Inquiry, row.inquiry), streamed=True))
            return
        if state != "running":
            self.store.intake.end(row.run_id)
            return
        feed = self._feed(row.run_id)
        run = self.engine.reopen(row.run_id, self._watch(feed, streamed=True), revived=True)
        self.queue.add(row.run_id, Live(run, feed))

    def _give_up(self, row: Accepted, error: ConsiliumError) -> None:
        store = self.store
        store.create(row.run_id, str(row.inquiry.get("question", "")), {}, "")
        data = {"error": error.message, "next_step": error.next_step, "exit_code": error.exit_code}
        store.append(row.run_id, "run.failed", "", 0, data)
        store.finish(row.run_id, "failed", None)
        store.intake.end(row.run_id)

    def _ended(self, run_id: str) -> None:
        self.store.intake.end(run_id)
        for call in self.on_end:
            call(run_id)


def failure_of(store: SqliteRunStore, run_id: str) -> Problem | None:
    """Why a run failed, by its own log; None where it did not."""
    event = store.last_event(run_id, "run.failed")
    if event is None:
        return None
    name = "interrupted" if event.data.get("exit_code") == 130 else "run_failed"  # noqa: PLR2004  the contract's code
    more: dict[str, Any] = {"run_id": run_id}
    return Problem(500, name, event.data.get("error", ""), next_step=event.data.get("next_step", ""), **more)
