"""A model on this machine for the checking of a text, outside any run."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property

from consilium.assembly.beside import seam_beside_runs
from consilium.assembly.loop import LoopThread
from consilium.assembly.panel import Seating, seat_panel
from consilium.assembly.speaking import labels, open_voice
from consilium.config import Loaded
from consilium.config.keys import read_keys
from consilium.members import Prompts, Supporter
from consilium.protocols import Brief
from consilium.store import SqliteRunStore, SystemClock
from consilium.types.question import Question
from consilium.wording import detect_language


class LocalJudge:
    """The first member of the panel that is a model on this machine and can be asked now.

    It is looked for when the rules first leave a label open; most texts never need it. Answers come
    from another thread, so that checking may block.

    Args:
        loaded: the settings in force.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._loop = LoopThread()
        self._open = ExitStack()
        self._secret = secrets.token_hex(8)

    @cached_property
    def _supporter(self) -> Supporter | None:
        panel = seat_panel(self._loaded, read_keys(self._loaded.places.keys))
        self._open.callback(lambda: self._loop.run(panel.aclose()))
        found = next((seating for seating in panel.members if labels(seating) and self._is_there(seating)), None)
        if found is None:
            return None
        clock = SystemClock()
        store = SqliteRunStore(self._loaded.places.database, clock)
        self._open.callback(store.close)
        seam = seam_beside_runs(self._loaded.settings, store, clock)
        return Supporter(open_voice(found, seam, Prompts(self._loaded.folders("prompts")), 0))

    def _is_there(self, seating: Seating) -> bool:
        return seating.transport is not None and self._loop.run(seating.transport.absence()) is None

    def supports(self, claim: str, quote: str) -> bool | None:
        """Whether the quotation bears the claim out; None where no model can tell or be asked.

        Raises:
            ConfigError: a card of the panel has a mistake.
        """
        if self._supporter is None:
            return None
        question = Question(claim, language=detect_language(claim))
        brief = Brief("", question, (), secrets.token_hex(3), self._secret)
        # The model is on this machine; what it is shown is treated as private whatever it is.
        return self._loop.run(self._supporter.supports(brief, claim, quote, private=True))

    def close(self) -> None:
        """Close connections and end the thread."""
        self._open.close()
        self._loop.stop()


@contextmanager
def local_judge(loaded: Loaded) -> Iterator[LocalJudge]:
    """A model for open labels, closed at the end."""
    judge = LocalJudge(loaded)
    try:
        yield judge
    finally:
        judge.close()
