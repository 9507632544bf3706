"""Embeddings for the library, through the same guarded line as every other request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from consilium.assembly.beside import seam_beside_runs
from consilium.assembly.estimate import most_expensive
from consilium.assembly.loop import LoopThread
from consilium.assembly.panel import Seating, seat_embedder
from consilium.calls import CallLine
from consilium.config import Loaded, Settings
from consilium.config.keys import read_keys
from consilium.protocols import Clock
from consilium.store import SqliteRunStore, SystemClock
from consilium.types.request import Limits, ModelRequest, Part

BATCH = 64
"""Texts in one request; servers take more, but a lost request should cost little."""

_TIMEOUT_S = 120.0
_TRIES = 1
"""A question goes on without vectors, and a learning goes on with the next one: nobody waits for a second try."""


class OpenEmbedder:
    """Asks an embedding model, a batch at a time.

    Args:
        seating: the model and how it is reached.
        settings: the day's limit.
        store: where what it costs is noted; closed with the embedder.
        clock: for time limits.
    """

    def __init__(self, seating: Seating, settings: Settings, store: SqliteRunStore, clock: Clock) -> None:
        assert seating.transport is not None
        self._card = seating.card
        self._model = seating.transport
        self._store = store
        self._line = CallLine(
            card=seating.card,
            model=seating.transport,
            seam=seam_beside_runs(settings, store, clock),
            estimate=partial(most_expensive, seating.price),
            server=seating.server,
            tries=_TRIES,
        )
        self._loop = LoopThread()

    @property
    def name(self) -> str:
        """Which model it is."""
        return f"{self._card.vendor}:{self._card.model}"

    @property
    def local(self) -> bool:
        """Whether texts stay on this machine."""
        return self._card.local

    def embed(self, texts: Sequence[str], *, private: bool = False) -> Sequence[Sequence[float]]:
        """One vector for each text.

        Raises:
            ModelError: the model could not be asked.
            PrivacyBreach: private texts for a model elsewhere.
            LimitReached: the day's money is spent.
        """
        vectors: list[Sequence[float]] = []
        for start in range(0, len(texts), BATCH):
            parts = tuple(Part(text, "passage", private) for text in texts[start : start + BATCH])
            request = ModelRequest("", "embed", self._card.name, 0, parts, limits=Limits(0, _TIMEOUT_S))
            vectors += json.loads(self._loop.run(self._line.send(request)).text)
        return vectors

    def close(self) -> None:
        """Close the connection and the store, and end the thread."""
        self._loop.run(self._model.aclose())
        self._loop.stop()
        self._store.close()


def open_embedder(loaded: Loaded) -> OpenEmbedder | None:
    """The embedding model that the settings name, with a store of its own for what it costs."""
    seating = seat_embedder(loaded, read_keys(loaded.places.keys))
    if seating is None:
        return None
    clock = SystemClock()
    store = SqliteRunStore(loaded.places.database, clock)
    return OpenEmbedder(seating, loaded.settings, store, clock)
