"""``Consilium``: settings once, questions many times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from pydantic import ValidationError

from consilium.api.checkup import Checkup, SeatView, check
from consilium.api.framing import Options, frame
from consilium.api.loop import LoopThread, cancel_others
from consilium.api.running import Interrupted, Run, Thread, read_thread
from consilium.api.verdict import Verdict
from consilium.assembly import Machine, Panel, RollCall, Wiring, seat_panel
from consilium.config import Loaded, Places, Settings, load_settings
from consilium.config.keys import read_keys
from consilium.errors import UsageError
from consilium.store import SqliteRunStore, SystemClock
from consilium.types.codec import from_plain
from consilium.types.event import Event
from consilium.types.question import AnswerKind, Question
from consilium.types.verdict import VerdictRecord
from consilium.wording import say

OnEvent = Callable[[Event], None]


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
        self._panel: Panel = seat_panel(loaded, read_keys(loaded.places.keys), members)
        self._wiring = Wiring.open(loaded)
        settings = loaded.settings
        self._machine = Machine(loaded.places.checkpoints, settings.durability, tracing=settings.tracing)
        self._roll = RollCall(self._panel, self._wiring.clock)
        self._loop = LoopThread()
        self._closed = False

    @classmethod
    def from_config(
        cls,
        config: Path | str | None = None,
        *,
        home: Path | None = None,
        members: Sequence[str] | None = None,
        rounds: int | None = None,
        debate: Literal["when_split", "always", "never"] | None = None,
    ) -> Consilium:
        """A consilium as the settings describe it.

        Args:
            config: the settings file; None looks in the usual places.
            home: where state is kept; None means ``$CONSILIUM_HOME`` or the platform's folder.
            members: names that replace the settings' panel.
            rounds: rounds of critique, in place of the settings' number.
            debate: when to debate, in place of the settings' rule.

        Raises:
            ConfigError: a settings file or card is missing or has a mistake.
            StoreError: the home cannot be written.
        """
        loaded = load_settings(Path(config) if config else None, Places(home) if home else None)
        changes = {"rounds": rounds, "debate": debate}
        settings = _changed(loaded.settings, {key: value for key, value in changes.items() if value is not None})
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
        loaded = Loaded(_changed(Settings(), kept.get("settings", {})), Path(kept.get("config", "config.yaml")), places)
        return cls(loaded, kept.get("members"))

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.loaded.settings

    @property
    def store(self) -> SqliteRunStore:
        """All runs of this home."""
        return self._wiring.store

    def panel(self) -> list[SeatView]:
        """The seats as configured; looks at nothing outside the settings."""
        return [SeatView.of(seating) for seating in self._panel.members]

    async def checkup(self) -> Checkup:
        """Who could answer now, what is missing, what a question would cost."""
        return await asyncio.wrap_future(self._loop.submit(check(self._wiring, self._panel)))

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
        return self._carried_out(self._run(question, kind, options, follow, on_event))

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
        run = self._run(question, kind, options, follow, on_event)
        return self._verdict(await asyncio.wrap_future(self._loop.submit(run.carry_out())))

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

        run = self._run(question, kind, options, follow, put)
        work = asyncio.wrap_future(self._loop.submit(run.carry_out()))
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
        if "secret" not in summary.settings or "question" not in summary.settings:
            raise UsageError(say("api.cannot_resume", run=summary.id), next_step=say("api.ask_again"))
        question = from_plain(Question, summary.settings["question"])
        thread = read_thread(self._wiring, summary.parent)
        return self._carried_out(self._new_run(question, thread, on_event, summary.id, summary.settings["secret"]))

    def transcript(self, run_id: str) -> Path:
        """Where the Markdown transcript of a run lies."""
        return self.loaded.places.transcripts / f"{run_id}.md"

    def close(self) -> None:
        """Close connections and the store; safe to call twice."""
        if not self._closed:
            self._closed = True
            self._loop.run(self._aclose())
            self._loop.stop()
            self._wiring.close()

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

    async def _aclose(self) -> None:
        # Runs that are still going stop first: they need the connections for their last words.
        await cancel_others()
        await self._panel.aclose()
        await self._machine.aclose()

    def _run(
        self, text: str, kind: AnswerKind | None, options: Options | None, follow: str, on_event: OnEvent | None
    ) -> Run:
        question = frame(text, kind, options, self.settings.limits.question_chars)
        thread = read_thread(self._wiring, follow)
        return self._new_run(question, thread, on_event)

    def _new_run(self, question: Question, thread: Thread, on_event: OnEvent | None, *kept: str) -> Run:
        """A run of this consilium; ``kept`` are the id and the secret of one that goes on."""
        listeners = [on_event] if on_event else []
        return Run(self._wiring, self._panel, self._roll, self._machine, question, thread, listeners, *kept)

    def _carried_out(self, run: Run) -> Verdict:
        try:
            record = self._loop.run(run.carry_out())
        except KeyboardInterrupt as error:
            raise Interrupted(run.transcript) from error
        return self._verdict(record)

    def _verdict(self, record: VerdictRecord) -> Verdict:
        return Verdict.of(record, lambda question: self.ask(question, follow=record.run_id))


def _changed(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """The settings with some values replaced, checked like those of a file."""
    try:
        return Settings.model_validate({**settings.model_dump(), **changes})
    except ValidationError as error:
        fault = error.errors()[0]
        message = say("api.bad_argument", name=fault["loc"][0], value=fault["input"], expected=fault["msg"])
        raise UsageError(message, next_step=say("config.see_example")) from error
