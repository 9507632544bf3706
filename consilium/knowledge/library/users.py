"""Who is inside the library just now: a database that is closed under a reader takes the whole process along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Closing(Exception):
    """The library is about to close: whoever has long work in it must leave."""


class Users:
    """Counts threads that read or write, and lets whoever closes wait for them."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside = 0
        self._closing = False

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Be counted for the length of a block.

        Raises:
            Closing: the library closes or is closed.
        """
        with self._changed:
            self.go_on()
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def go_on(self, *_: object) -> None:
        """To be asked now and then by whoever stays long.

        Raises:
            Closing: it is time to leave.
        """
        if self._closing:
            raise Closing

    def leave(self) -> None:
        """Let nobody in any more, and wait until all are out."""
        with self._changed:
            self._closing = True
            self._changed.wait_for(lambda: not self._inside)
