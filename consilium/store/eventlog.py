"""The event log of one run in progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from consilium.protocols import RunStore
from consilium.types.event import Event, EventKind
from consilium.wording import say

DELTA_CHARS = 160


class StoredEventLog:
    """Numbers events, stores them, and passes each to every listener.

    Token deltas arrive a few characters at a time; they are joined until a line's worth has
    gathered, so that a long debate is hundreds of rows and not a hundred thousand.

    Args:
        store: where events are kept.
        run_id: the run they belong to.
        listeners: told every event from the first on.
        watched: whether anybody sees text arrive; None means whoever listens does.
    """

    def __init__(
        self,
        store: RunStore,
        run_id: str,
        listeners: Iterable[Callable[[Event], None]] = (),
        watched: Callable[[], bool] | None = None,
    ) -> None:
        self._store = store
        self._run_id = run_id
        self._listeners = list(listeners)
        self._watched = watched
        self._pending: dict[tuple[str, int, str], str] = {}

    @property
    def watched(self) -> bool:
        """Whether anybody listens; text is streamed only for somebody who sees it arrive."""
        return self._watched() if self._watched else bool(self._listeners)

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Call ``listener`` with every event from now on."""
        self._listeners.append(listener)

    def emit(self, kind: EventKind, *, member: str = "", round_: int = 0, **data: Any) -> Event:
        """Append one event and pass it to every listener; the member's pending text goes first."""
        for key in [key for key in self._pending if key[0] == member or not member]:
            self._flush(key)
        return self._append(kind, member, round_, data)

    def delta(self, text: str, *, member: str, round_: int, purpose: str) -> None:
        """Add streamed text; it becomes a ``token.delta`` event once there is enough of it."""
        key = (member, round_, purpose)
        self._pending[key] = self._pending.get(key, "") + text
        if len(self._pending[key]) >= DELTA_CHARS:
            self._flush(key)

    def _flush(self, key: tuple[str, int, str]) -> None:
        member, round_, purpose = key
        self._append("token.delta", member, round_, {"purpose": purpose, "text": self._pending.pop(key)})

    def _append(self, kind: EventKind, member: str, round_: int, data: dict[str, Any]) -> Event:
        event = self._store.append(self._run_id, kind, member, round_, data)
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except (Exception, SystemExit) as error:  # noqa: BLE001  whoever looks on must not be able to end the run
                self._listeners.remove(listener)
                self._append("warning", "", 0, {"message": say("store.listener_failed", error=repr(error))})
        return event
