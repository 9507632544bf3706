"""What carries runs out: the home, the seats, the machine and their event loop, opened once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from consilium.api.checkup import Checkup, check
from consilium.api.framing import frame
from consilium.api.handle import RunHandle
from consilium.api.inquiry import Inquiry, changed
from consilium.api.running import Run
from consilium.api.shelf import Shelf
from consilium.api.theses import Theses
from consilium.api.thread import Thread, kept_thread, read_thread, told_thread
from consilium.assembly import Machine, Panel, RollCall, Wiring, seat_panel
from consilium.assembly.ids import new_run_id, new_secret
from consilium.assembly.loop import LoopThread, cancel_others
from consilium.assembly.sparring import Critics
from consilium.config import Loaded, Settings
from consilium.config.keys import read_keys
from consilium.config.settings import Durability
from consilium.errors import ConfigError, UsageError
from consilium.store import SqliteRunStore
from consilium.types.codec import from_plain
from consilium.types.event import Event
from consilium.types.question import Question
from consilium.wording import say

OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on at a run.

    Args:
        tell: told every event, from the engine's own thread.
        streams: whether anybody sees text arrive just now; None means always.
        durability: when checkpoints are written, in place of the settings' rule.
    """

    tell: OnEvent | None = None
    streams: Callable[[], bool] | None = None
    durability: Durability | None = None


NOBODY = Watch()


class Engine:
    """Starts runs, each with its own settings, on what all of them share.

    Args:
        loaded: the settings in force where a question does not say otherwise.
        members: names that replace the settings' panel.
    """

    def __init__(self, loaded: Loaded, members: Sequence[str] | None = None) -> None:
        self.loaded = loaded
        self.members = tuple(members or loaded.settings.panel)
        self._keys = read_keys(loaded.places.keys)
        self._lineups: dict[tuple[str, ...], tuple[Panel, RollCall]] = {}
        self.panel = seat_panel(loaded, self._keys, members)
        self.wiring = Wiring.open(loaded)
        self._lineups[self.members] = self.panel, RollCall(self.panel, self.wiring.clock)
        settings = loaded.settings
        self._machine = Machine(loaded.places.checkpoints, settings.durability, tracing=settings.tracing)
        self.loop = LoopThread()
        self.library = Shelf(loaded)
        self.library.learned = Theses(loaded, self.library).retest
        """The user's library for callers beside the debates."""
        self._closed = False

    @property
    def store(self) -> SqliteRunStore:
        """All runs of this home."""
        return self.wiring.store

    def open(self, inquiry: Inquiry, watch: Watch = NOBODY, run_id: str = "") -> Run:
        """A run that is ready to be carried out; nothing is sent or written yet.

        Raises:
            UsageError: the question cannot be asked as it stands.
            ConfigError: a member it names has no card, or the experts are to answer alone and there are none.
        """
        settings = inquiry.settings(self.loaded.settings)
        members = self._experts() if inquiry.embedded else inquiry.members
        question = frame(inquiry.question, inquiry.kind, inquiry.options, settings.limits.question_chars)
        question = replace(question, tolerance=settings.tolerance)
        thread = read_thread(self.wiring, inquiry.follow) if inquiry.follow else told_thread(inquiry.earlier)
        return self._run(settings, members, question, thread, watch, run_id or new_run_id(), new_secret())

    def reopen(self, run_id: str, watch: Watch = NOBODY, *, revived: bool = False) -> Run:
        """A run that was broken off, ready to go on with the settings and the secret it was started with.

        Args:
            run_id: its full id.
            watch: who looks on.
            revived: go on from its last checkpoint; otherwise it starts again and finds its replies
                in the journal.

        Raises:
            UsageError: there is no such run, or it kept too little to go on from.
        """
        kept = self.store.summary(run_id)
        if "secret" not in kept.settings or "question" not in kept.settings:
            raise UsageError(say("api.cannot_resume", run=kept.id), next_step=say("api.ask_again"))
        settings = changed(Settings(), kept.settings.get("settings", {}))
        question = from_plain(Question, kept.settings["question"])
        thread = read_thread(self.wiring, kept.parent) if kept.parent else kept_thread(kept)
        members, secret = kept.settings.get("members"), kept.settings["secret"]
        return replace(self._run(settings, members, question, thread, watch, kept.id, secret), revived=revived)

    def seat(self, panel: Panel) -> None:
        """Let runs of just these members use the transports of this panel, in place of those the settings name."""
        names = tuple(seating.card.name for seating in panel.members)
        self._lineups[names] = panel, RollCall(panel, self.wiring.clock)

    def critics(self) -> Critics:
        """The members that can attack a thesis, as the settings name them."""
        return Critics(self.wiring, self._lineup(self.members)[1])

    def start(self, run: Run) -> RunHandle:
        """Carry a run out in the engine's own loop."""
        return RunHandle(run, self.loop)

    async def checkup(self) -> Checkup:
        """Who could answer now, what is missing, what a question would cost."""
        return await asyncio.wrap_future(self.loop.submit(check(self.wiring, self.panel)))

    def close(self) -> None:
        """Stop what runs, close connections and the store; safe to call twice."""
        if not self._closed:
            self._closed = True
            self.loop.run(self._aclose())
            self.loop.stop()
            self.library.close()
            self.wiring.close()

    def _run(
        self,
        settings: Settings,
        members: Sequence[str] | None,
        question: Question,
        thread: Thread,
        watch: Watch,
        run_id: str,
        secret: str,
    ) -> Run:
        panel, roll = self._lineup(tuple(dict.fromkeys(members or self.members)))
        return Run(
            wiring=replace(self.wiring, loaded=replace(self.loaded, settings=settings)),
            panel=panel,
            roll=roll,
            machine=self._machine,
            question=question,
            thread=thread,
            listeners=[watch.tell] if watch.tell else [],
            run_id=run_id,
            secret=secret,
            durability=watch.durability,
            watched=watch.streams,
        )

    def _experts(self) -> list[str]:
        """The members of the embedded panel that need no model."""
        experts = [seating.card.name for seating in self.panel.embedded if seating.card.expert]
        if not experts:
            raise ConfigError(say("api.no_experts", path=self.loaded.path), next_step=say("api.name_experts"))
        return experts

    def _lineup(self, members: tuple[str, ...]) -> tuple[Panel, RollCall]:
        """The seats of these members; made once, so that their connections stay open."""
        if members not in self._lineups:
            panel = seat_panel(self.loaded, self._keys, members)
            self._lineups[members] = panel, RollCall(panel, self.wiring.clock)
        return self._lineups[members]

    async def _aclose(self) -> None:
        # Runs that are still going stop first: they need the connections for their last words.
        await cancel_others()
        for panel, _ in self._lineups.values():
            await panel.aclose()
        await self._machine.aclose()
