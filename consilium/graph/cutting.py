"""Cutting a stage short: what is said by then counts, what is still under way does not."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def before_cut(work: Coroutine[Any, Any, T], cut: asyncio.Event) -> T | None:
    """What ``work`` comes to, or None where the cut came first; it is then cancelled.

    Work begins even after the cut: a reply that was paid for before is in the journal and comes at
    once, so a run that goes on after a crash loses nothing that had been said by then.
    """
    task = asyncio.ensure_future(work)
    if cut.is_set():
        await asyncio.wait({task}, timeout=0)
    else:
        await _whichever_first(task, cut)
    if task.done():
        return task.result()
    await _ended(task)
    return None


async def _whichever_first(task: asyncio.Future[T], cut: asyncio.Event) -> None:
    waiting = asyncio.ensure_future(cut.wait())
    both: set[asyncio.Future[Any]] = {task, waiting}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:
        await _ended(task)
        raise
    finally:
        waiting.cancel()


async def _ended(task: asyncio.Future[Any]) -> None:
    """Cancel a task and wait for its last words."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
