"""What a run's readers are given besides the evidence: fixed when the run begins, and the same when it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilium.assembly.library import Collection
from consilium.assembly.memory import PastRuns, within
from consilium.assembly.nails import pinned
from consilium.config import Loaded
from consilium.protocols import Memory
from consilium.store import SqliteRunStore
from consilium.types.codec import from_plain, to_plain
from consilium.types.question import Question
from consilium.types.recollection import Counsel, Recollection

KEPT = "counsel"
"""Under what name a run keeps it."""


@dataclass(frozen=True, slots=True)
class RunCounsel:
    """The counsel of one run.

    Args:
        loaded: the settings in force for it.
        store: all runs.
        notes: the user's notes.
        run_id: the run.
        others: what is remembered besides earlier verdicts, such as the user's theses.
    """

    loaded: Loaded
    store: SqliteRunStore
    notes: Collection
    run_id: str
    others: Sequence[Memory] = ()

    def counsel(self, question: Question) -> Counsel:
        """Nails and memory for a question; what the run was given before, where it is gone on with.

        Raises:
            ConfigError: ``nails.yaml`` has a mistake.
        """
        kept = self.store.summary(self.run_id).settings.get(KEPT)
        if kept is not None:
            return from_plain(Counsel, kept)
        nails, left_out = pinned(self.loaded, self.notes)
        given = Counsel(nails, self._remembered(question), left_out)
        self.store.keep(self.run_id, KEPT, to_plain(given))
        return given

    def _remembered(self, question: Question) -> tuple[Recollection, ...]:
        """The user's theses before verdicts, each as far as there is room."""
        wanted = self.loaded.settings.memory
        if not wanted.verdicts or not wanted.words:
            return ()
        past = PastRuns(self.store, self.run_id, steered=bool(self.loaded.settings.nails.words))
        found = [one for memory in (*self.others, past) for one in memory.recall(question.text, wanted.verdicts)]
        return within(found, wanted.words)
