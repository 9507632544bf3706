"""``Consilium``: settings once, questions many times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from consilium.api.checkup import Checkup, SeatView
from consilium.api.engine import Engine, OnEvent, Watch
from consilium.api.framing import Options
from consilium.api.handle import RunHandle
from consilium.api.inquiry import Inquiry, changed
from consilium.api.running import Interrupted, Run
from consilium.api.shelf import Shelf
from consilium.api.spar import Spar
from consilium.api.theses import Theses
from consilium.api.verdict import Verdict
from consilium.config import Loaded, Places, Settings, load_settings
from consilium.config.settings import Debate
from consilium.store import SqliteRunStore, SystemClock
from consilium.types.event import Event
from consilium.types.question import AnswerKind
from consilium.types.verdict import VerdictRecord


class Consilium:
    """A panel that can be asked.

    >>> from consilium import Consilium
    >>> with Consilium.from_config() as consilium:  # doctest: +SKIP
    ...     verdict = consilium.ask("Повышают ли интервалы МПК больше, чем объём?")

    Args:
        loaded: the settings in force.
        members: names that replace the settings' panel.
    """

    def __init__(self, loaded: Loaded, members: Sequence[str] | None = None) -> None:
        self.loaded = loaded
        self.engine = Engine(loaded, members)

    @classmethod
    def from_config(
        cls,
        config: Path | str | None = None,
        *,
        home: Path | None = None,
        members: Sequence[str] | None = None,
        rounds: int | None = None,
        debate: Debate | None = None,
        nails: bool = True,
        memory: bool = True,
    ) -> Consilium:
        """A consilium as the settings describe it.

        Args:
            config: the settings file; None looks in the usual places.
            home: where state is kept; None means ``$CONSILIUM_HOME`` or the platform's folder.
            members: names that replace the settings' panel.
            rounds: rounds of critique, in place of the settings' number.
            debate: when to debate, in place of the settings' rule.
            nails: whether what the user has pinned steers the panel.
            memory: whether the panel is told of earlier verdicts on like questions.

        Raises:
            ConfigError: a settings file or card is missing or has a mistake.
            StoreError: the home cannot be written.
        """
        loaded = load_settings(Path(config) if config else None, Places(home) if home else None)
        asked = Inquiry("", rounds=rounds, debate=debate, nails=nails, memory=memory)
        settings = asked.settings(loaded.settings)
        return cls(Loaded(settings, loaded.path, loaded.places), members)

    @classmethod
    def of_run(cls, run_id: str, *, home: Path | None = None) -> Consilium:
        """A consilium with the settings and the panel that a run was started with, to go on with it.

        Args:
            run_id: the run, a unique beginning of its id, or ``last``.
            home: where state is kept; None means ``$CONSILIUM_HOME`` or the platform's folder.

        Raises:
            UsageError: there is no such run.
            ConfigError: a card it needs is gone or has a mistake.
        """
        places = Places(home) if home else Places.default()
        store = SqliteRunStore(places.database, SystemClock())
        try:
            kept = store.summary(run_id).settings
        finally:
            store.close()
        loaded = Loaded(changed(Settings(), kept.get("settings", {})), Path(kept.get("config", "config.yaml")), places)
        return cls(loaded, kept.get("members"))

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.loaded.settings

    @property
    def store(self) -> SqliteRunStore:
        """All runs of this home."""
        return self.engine.store

    @property
    def library(self) -> Shelf:
        """The user's library: searched, learned into, quotations checked against it, without a debate."""
        return self.engine.library

    def panel(self) -> list[SeatView]:
        """The seats as configured; looks at nothing outside the settings."""
        return [SeatView.of(seating) for seating in self.engine.panel.members]

    async def checkup(self) -> Checkup:
        """Who could answer now, what is missing, what a question would cost."""
        return await self.engine.checkup()

    def ask(
        self,
        question: str,
        *,
        kind: AnswerKind | None = None,
        options: Options | None = None,
        follow: str = "",
        on_event: OnEvent | None = None,
    ) -> Verdict:
        """Ask, and wait for the verdict; works inside a running event loop too.

        Args:
            question: in Russian or English; the answer comes in the same language.
            kind: what answer is wanted; None means a choice where there are options, else open.
            options: texts, labelled A, B, …, or a map from label to text.
            follow: the run whose thread this question continues; ``last`` for the newest.
            on_event: told every event, from another thread.

        Raises:
            UsageError: the question cannot be asked as it stands.
            Interrupted: Ctrl-C; everything paid for is in the transcript.
        """
        return self._carried_out(self.engine.open(Inquiry(question, kind, options, follow), Watch(on_event)))

    async def aask(
        self,
        question: str,
        *,
        kind: AnswerKind | None = None,
        options: Options | None = None,
        follow: str = "",
        on_event: OnEvent | None = None,
    ) -> Verdict:
        """``ask`` for callers that are asynchronous themselves; cancelling it stops the run."""
        handle = self.start(Inquiry(question, kind, options, follow), on_event=on_event)
        return self._verdict(await asyncio.wrap_future(handle.future))

    def start(self, inquiry: Inquiry, *, on_event: OnEvent | None = None) -> RunHandle:
        """Ask without waiting: the handle waits for the verdict, cuts the debate short or cancels it.

        Raises:
            UsageError: the question cannot be asked as it stands.
        """
        return self.engine.start(self.engine.open(inquiry, Watch(on_event)))

    async def stream(
        self,
        question: str,
        *,
        kind: AnswerKind | None = None,
        options: Options | None = None,
        follow: str = "",
    ) -> AsyncGenerator[Event, None]:
        """The run's events as they happen; the last one is ``run.finished`` with the verdict."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        here = asyncio.get_running_loop()

        def put(event: Event | None) -> None:
            here.call_soon_threadsafe(queue.put_nowait, event)

        work = asyncio.wrap_future(self.start(Inquiry(question, kind, options, follow), on_event=put).future)
        work.add_done_callback(lambda _: queue.put_nowait(None))
        try:
            while (event := await queue.get()) is not None:
                yield event
            await work
        finally:
            work.cancel()

    def resume(self, run_id: str, *, on_event: OnEvent | None = None) -> Verdict:
        """Go on with a run that was broken off; nothing that was answered is paid for again.

        A run that reached its verdict is not run again: the verdict is returned. Open the consilium
        with ``of_run``, so that it asks exactly what it asked before.

        Raises:
            UsageError: there is no such run, or it kept too little to go on from.
        """
        summary = self.store.summary(run_id)
        done = self.store.verdict(summary.id)
        if done is not None:
            return self._verdict(done)
        return self._carried_out(self.engine.reopen(summary.id, Watch(on_event)))

    def spar(self, thesis: str, *, notes: Path | None = None) -> Spar:
        """Let an opponent attack a thesis or a note with what the library says, and the models of the panel if any.

        Args:
            thesis: a sentence or a whole note, in Russian or English.
            notes: the folder of the note on all theses; None for the home's own.

        Raises:
            UsageError: the thesis claims nothing.
        """
        return Spar.open(self.engine, thesis, notes)

    async def aspar(self, thesis: str, *, notes: Path | None = None) -> Spar:
        """``spar`` for asynchronous callers."""
        return await asyncio.to_thread(self.spar, thesis, notes=notes)

    @property
    def theses(self) -> Theses:
        """Everything that was put to the opponent, and what came of it."""
        return Theses(self.loaded, self.library)

    def resume_spar(self, match: str) -> Spar:
        """Go on with a match.

        Args:
            match: its id, a unique beginning of it, or ``last``.

        Raises:
            UsageError: there is no such match.
        """
        return Spar.resume(self.engine, match)

    def transcript(self, run_id: str) -> Path:
        """Where the Markdown transcript of a run lies."""
        return self.loaded.places.transcripts / f"{run_id}.md"

    def close(self) -> None:
        """Close connections and the store; safe to call twice."""
        self.engine.close()

    async def aclose(self) -> None:
        """``close`` for asynchronous callers."""
        await asyncio.to_thread(self.close)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    async def __aenter__(self) -> Self:
        """Itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.aclose()

    def _carried_out(self, run: Run) -> Verdict:
        try:
            record = self.engine.loop.run(run.carry_out())
        except KeyboardInterrupt as error:
            raise Interrupted(run.transcript) from error
        return self._verdict(record)

    def _verdict(self, record: VerdictRecord) -> Verdict:
        return Verdict.of(record, lambda question: self.ask(question, follow=record.run_id))
