"""Learnings that callers began: one at a time, in a thread of its own, each to be asked after by its id."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from consilium.api import Lesson, Shelf
from consilium.assembly.ids import new_run_id
from consilium.errors import Busy, ConsiliumError
from consilium.server.problems import Problem, fault, problem_of
from consilium.store import SystemClock
from consilium.wording import say

log = logging.getLogger("consilium.server")

MOST_KEPT: Final = 50
"""How many learnings are remembered; nobody asks after older ones."""


class _Stopped(Exception):
    """The server ends; what was taken in by now is kept."""


@dataclass(slots=True)
class Begun:
    """A learning that was begun; ``lesson`` or ``problem`` is there when it has ended.

    ``done`` and ``total`` are files; they are set by the learning's thread.
    """

    id: str = field(default_factory=new_run_id)
    started: str = field(default_factory=lambda: SystemClock().now())
    done: int = 0
    total: int = 0
    lesson: Lesson | None = None
    problem: Problem | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Lessons:
    """All learnings of one server; its methods belong to the server's event loop.

    Args:
        shelf: the library.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: OrderedDict[str, Begun] = OrderedDict()
        self._under_way: tuple[Begun, asyncio.Task[None]] | None = None
        self._stopping = False

    def begin(self, paths: Sequence[Path]) -> Begun:
        """Begin to learn.

        Raises:
            Problem: something is being learned already, or the server is about to end.
        """
        if self._stopping:
            raise Problem(503, "draining", say("server.draining"), next_step=say("server.come_back"))
        if self._under_way is not None:
            step = say("server.see_lesson", lesson=self._under_way[0].id)
            raise Problem(409, "learning", say("server.learning"), next_step=step)
        begun = Begun()
        self._known[begun.id] = begun
        while len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        self._under_way = begun, asyncio.create_task(self._carry_out(begun, paths))
        return begun

    def find(self, lesson_id: str) -> Begun:
        """A learning by its id.

        Raises:
            Problem: there is none; a server that was started again knows none of before.
        """
        begun = self._known.get(lesson_id)
        if begun is None:
            detail = say("server.no_lesson", lesson=lesson_id)
            raise Problem(404, "no_such_lesson", detail, next_step=say("server.learn_again"))
        return begun

    async def finished(self, begun: Begun, patience_s: float) -> None:
        """Wait until a learning has ended, or until patience has."""
        with suppress(TimeoutError):
            await asyncio.wait_for(begun.ended.wait(), patience_s)

    async def stop(self) -> None:
        """End what is under way after the file that is being read; nothing more is begun."""
        self._stopping = True
        if self._under_way is not None:
            await self._under_way[1]

    async def _carry_out(self, begun: Begun, paths: Sequence[Path]) -> None:
        def tell(done: int, total: int, _name: str) -> None:
            if self._stopping:
                raise _Stopped
            begun.done, begun.total = done, total

        try:
            begun.lesson = await asyncio.to_thread(self._shelf.learn, paths, tell)
            begun.done = begun.total
        except _Stopped:
            begun.problem = Problem(503, "draining", say("server.draining"), next_step=say("server.learn_again"))
        except Busy as error:
            begun.problem = Problem(409, "learning", error.message, next_step=error.next_step)
        except ConsiliumError as error:
            begun.problem = problem_of(error)
        except Exception:
            log.exception("a learning failed")
            begun.problem = fault()
        finally:
            self._under_way = None
            begun.ended.set()
