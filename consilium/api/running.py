"""The life of one run: opened, carried out, closed, and kept whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from consilium.api.thread import Thread
from consilium.assembly import Company, Machine, Panel, RollCall, Wiring, estimate_run, recorded_company, run_context
from consilium.assembly.accords import note_accord
from consilium.assembly.ids import new_run_id, new_secret
from consilium.config.settings import Durability
from consilium.disk import write_atomic
from consilium.errors import ConsiliumError
from consilium.export import transcript_json, transcript_markdown
from consilium.graph.state import State
from consilium.store import StoredEventLog
from consilium.types.codec import from_plain, to_json, to_plain
from consilium.types.event import Event
from consilium.types.question import Question
from consilium.types.verdict import VerdictRecord
from consilium.wording import say, speaking


class Interrupted(ConsiliumError):
    """The user stopped a run; what was paid for is in its transcript.

    Args:
        transcript: the Markdown file with everything said so far.
    """

    exit_code: ClassVar[int] = 130

    def __init__(self, transcript: Path) -> None:
        super().__init__(say("api.interrupted"), next_step=str(transcript))
        self.transcript = transcript


@dataclass(frozen=True, slots=True)
class Run:
    """One question on its way through the machine.

    Args:
        wiring: what all runs share.
        panel: who is configured.
        roll: tells who of them is there.
        machine: the graph.
        question: what is asked.
        thread: the conversation it belongs to.
        listeners: told every event.
        run_id: the run's name, also that of its transcript.
        secret: what its fences, ids and permutations derive from; a run that goes on keeps its own, so
            that it asks the same and finds the replies it has paid for.
        durability: when checkpoints are written, in place of the settings' rule.
        revived: go on from the last checkpoint where there is one, with the company that was there.
        cut: set once somebody has heard enough.
        left_open: set where the run is only put aside and must not be closed.
        watched: whether anybody sees text arrive; None means whoever listens does.
    """

    wiring: Wiring
    panel: Panel
    roll: RollCall
    machine: Machine
    question: Question
    thread: Thread
    listeners: Sequence[Callable[[Event], None]]
    run_id: str = field(default_factory=new_run_id)
    secret: str = field(default_factory=new_secret)
    durability: Durability | None = None
    revived: bool = False
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    left_open: asyncio.Event = field(default_factory=asyncio.Event)
    watched: Callable[[], bool] | None = None

    @property
    def transcript(self) -> Path:
        """The Markdown transcript; the JSON one lies beside it."""
        return self.wiring.loaded.places.transcripts / f"{self.run_id}.md"

    @property
    def heard(self) -> bool:
        """Whether anybody has answered yet."""
        answered = (event for event in self.wiring.store.events(self.run_id) if event.kind == "answer.finished")
        return any(event.data["opinion"]["answer"] is not None for event in answered)

    def cut_short(self) -> None:
        """End all stages at once; must be called in the loop that carries the run out."""
        if not self.cut.is_set():
            self.cut.set()
            self._log().emit("run.cut")

    async def carry_out(self) -> VerdictRecord:
        """Ask the panel and keep everything; the transcript is written on every way out.

        Raises:
            ConsiliumError: the run could not be carried out.
        """
        store = self.wiring.store
        store.create(self.run_id, self.question.asked, self.kept(), self.thread.parent)
        before = store.events(self.run_id) if self.revived else []
        events = self._log()
        try:
            # Reasons, warnings and reports belong to the answer, so they speak the question's language.
            with speaking(self.question.language):
                verdict = await self._ask(events, before)
        except asyncio.CancelledError:
            if self.left_open.is_set():
                raise
            events.emit("run.failed", error=say("api.interrupted"), next_step="", exit_code=Interrupted.exit_code)
            self._close("interrupted", None)
            raise
        except Exception as error:
            self._failed(events, error)
            raise
        self._close("done", verdict)
        return verdict

    def _log(self) -> StoredEventLog:
        return StoredEventLog(self.wiring.store, self.run_id, self.listeners, self.watched)

    async def _ask(self, events: StoredEventLog, before: Sequence[Event]) -> VerdictRecord:
        company = recorded_company(self.panel, before) or await self.roll.company()
        # A vault seen for the first time takes its time; other runs go on meanwhile.
        await asyncio.to_thread(self.wiring.notes.current.refresh)
        self._announce(events, company)
        context = run_context(self.wiring, company, self.run_id, self.secret, events, self.thread.questions, self.cut)
        for message in context.warnings:
            events.emit("warning", message=message)
        start: State = {
            "question": to_plain(self.question),
            "thread": self.thread.text,
            "thread_private": self.thread.private,
        }
        if any(event.kind == "run.cut" for event in before):
            self.cut.set()
        state = await self.machine.run(context, start, durability=self.durability, go_on=self.revived)
        return from_plain(VerdictRecord, state["verdict"])

    def _announce(self, events: StoredEventLog, company: Company) -> None:
        events.emit(
            "run.started",
            question=to_plain(self.question),
            asked=self.question.asked,
            members=[to_plain(seating.card) for seating in company.present],
            judges=[to_plain(seating.card) for seating in company.judges],
            estimate=to_plain(estimate_run(self.wiring.settings, company, len(self.question.text))),
            parent=self.thread.parent,
            embedded=company.embedded,
            prompts=self.wiring.prompts.hashes(),
        )
        for seating, absence in company.absent:
            events.emit("member.absent", member=seating.card.name, reason=absence.reason, fix=absence.fix)

    def kept(self) -> dict[str, Any]:
        """What the run is started with, so that it can be gone on with and replayed."""
        return {
            "settings": self.wiring.settings.model_dump(mode="json"),
            "config": str(self.wiring.loaded.path),
            "members": [seating.card.name for seating in self.panel.members],
            "question": to_plain(self.question),
            "secret": self.secret,
            # What earlier runs said is read from them; what was said elsewhere stands nowhere else.
            **({} if self.thread.parent or not self.thread.text else {"thread": to_plain(self.thread)}),
        }

    def _failed(self, events: StoredEventLog, error: Exception) -> None:
        known = isinstance(error, ConsiliumError)
        message = error.message if isinstance(error, ConsiliumError) else f"{type(error).__name__}: {error}"
        step = error.next_step if isinstance(error, ConsiliumError) else ""
        code = error.exit_code if isinstance(error, ConsiliumError) else 1
        events.emit("run.failed", error=message, next_step=step, exit_code=code, expected=known)
        self._close("failed", None)

    def _close(self, state: str, verdict: VerdictRecord | None) -> None:
        store = self.wiring.store
        store.finish(self.run_id, state, verdict)
        events, calls = store.events(self.run_id), store.calls(self.run_id)
        if verdict is not None:
            note_accord(store, self.run_id, self.panel, self.question, events)
        write_atomic(self.transcript, transcript_markdown(events, verdict, calls))
        record = transcript_json(events, verdict, calls)
        write_atomic(self.transcript.with_suffix(".json"), to_json(record))
